import { defineTool } from '../../define-tool'
import { newAddress } from '../../ledger/addresses'
import { readUnits, showAmount } from '../../ledger/amounts'
import { type Acted, acted, answer, refuse } from '../../ledger/answer'
import { withContract } from '../../ledger/contracts'
import { sayAsNode } from '../../ledger/json-rpc'
import { coinOf, debit, heightOf, isRefusal, ledgerChance, record, requireNetwork } from '../../ledger/ledger'
import type { Network } from '../../ledger/networks'
import type { Contract, LedgersState, Transaction } from '../../slices/ledgers'

/** Most bytes of a contract with what makes it (EIP-3860). */
const MOST_BYTES = 49_152
const GAS_BASE = 53_000n
const GAS_A_BYTE = 216n

const deploySmartContract = defineTool({
  name: 'deploy_smart_contract',
  capability: 'Cryptography.deploy_contract',
  description:
    'Puts a contract on a network from the signed-in wallet. Simulated: its code is kept by size only, never run.',
  parameters: {
    type: 'object',
    properties: {
      contract_bytecode: { type: 'string', description: 'The compiled contract in hexadecimal' },
      constructor_args: {
        type: 'array',
        description: 'Arguments of its constructor',
        items: { type: 'string' },
      },
      network: { type: 'string', description: 'Network to put it on, such as ethereum or sepolia' },
      gas_limit: { type: 'string', description: 'Most gas that it may use' },
    },
    required: ['contract_bytecode', 'network'],
  },
  run: (world, { contract_bytecode, constructor_args = [], network: name, gas_limit }, chance) =>
    answer(
      world,
      chance,
      (state) => {
        const network = requireNetwork(name, 'network', ['evm'])
        if (isRefusal(network)) return { ok: false, why: network }
        return deploy(state, network, contract_bytecode, gas_limit, world.now)
      },
      ({ transaction, contract, network, gas }) => ({
        jsonrpc: '2.0',
        id: 1,
        result: {
          transactionHash: transaction.hash,
          contractAddress: contract.address,
          blockNumber: transaction.block,
          network: network.name,
          from: contract.creator,
          codeSize: contract.bytes,
          constructorArgs: constructor_args.length,
          gasUsed: String(gas),
          fee: `${showAmount(transaction.fee, 18)} ${network.coin}`,
          status: '0x1',
        },
      }),
      sayAsNode,
    ),
})

interface Deployed {
  transaction: Transaction
  contract: Contract
  network: Network
  gas: bigint
}

function deploy(
  state: LedgersState,
  network: Network,
  bytecode: string,
  gasLimit: string | undefined,
  now: number,
): Acted<Deployed> {
  const field = 'contract_bytecode'
  const hex = bytecode.trim().replace(/^0x/i, '')
  if (!/^([0-9a-f]{2})+$/i.test(hex)) {
    return refuse('BAD_FIELD', field, 'The bytecode is not a whole number of bytes in hexadecimal.')
  }
  const bytes = hex.length / 2
  if (bytes > MOST_BYTES) return refuse('BAD_FIELD', field, `${bytes} bytes; at most ${MOST_BYTES} are allowed.`)
  const gas = GAS_BASE + GAS_A_BYTE * BigInt(bytes)
  const limit = gasLimit === undefined ? gas : readUnits('gas_limit', gasLimit)
  if (isRefusal(limit)) return { ok: false, why: limit }
  if (limit < gas) return refuse('REVERTED', 'gas_limit', `Out of gas: ${gas} are needed, the limit is ${limit}.`)
  const creator = state.own.evm
  const fee = gas * network.gasPrice
  const charged = debit(state, network, creator, coinOf(network), fee, '')
  if (!charged.ok) return charged
  const address = newAddress('evm', ledgerChance(state, `contract ${state.made}`))
  const block = heightOf(state, network, now)
  const contract: Contract = { address, kind: 'PROGRAM', token: null, creator, block, bytes, calls: 0 }
  const known = withContract(charged.state, network, contract)
  const { coin: symbol, decimals } = network
  const draft = { kind: 'DEPLOY', from: [creator], to: [address], symbol, amount: 0n, decimals, fee, note: '' } as const
  const recorded = record(known, network, draft, now)
  return recorded.ok ? acted(recorded.state, { transaction: recorded.value, contract, network, gas }) : recorded
}

export const deployContract = [deploySmartContract]
