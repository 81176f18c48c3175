import { defineTool } from '../../define-tool'
import { readAmount, showAmount } from '../../ledger/amounts'
import { type Acted, acted, answer, quote, refuse } from '../../ledger/answer'
import { findContract, withContract } from '../../ledger/contracts'
import { sayAsNode } from '../../ledger/json-rpc'
import { coinOf, credit, debit, heightOf, isRefusal, ledgerChance, record } from '../../ledger/ledger'
import { NETWORKS } from '../../ledger/networks'
import { COLLECTIBLE_CALLS, type ContractCall, type Returned, TOKEN_CALLS } from '../../ledger/token-calls'
import { find } from '../../records'
import type { Contract, LedgersState, Transaction } from '../../slices/ledgers'

const NETWORK = NETWORKS.ethereum
const COIN = coinOf(NETWORK)
const GAS = 92_000n
/** In tenths of the usual price of gas. */
const PRICES = { low: 8n, medium: 10n, high: 15n } as const

const ethereumContractInteraction = defineTool({
  name: 'ethereum_contract_interaction',
  capability: 'Cryptography.interact_contract',
  description:
    'Calls a function of a contract on Ethereum from the signed-in wallet. Simulated: tokens and collectibles follow their usual rules, other contracts only record the call.',
  parameters: {
    type: 'object',
    properties: {
      contract_address: { type: 'string', description: 'Address of the contract' },
      function_name: { type: 'string', description: 'Function to call, such as transfer or balanceOf' },
      function_args: { type: 'array', description: 'Its arguments, in order', items: { type: 'string' } },
      value_eth: { type: 'string', description: 'How much ETH to send with it' },
      gas_priority: {
        type: 'string',
        description: 'How soon it should go through; sooner costs more',
        enum: ['low', 'medium', 'high'],
      },
    },
    required: ['contract_address', 'function_name', 'function_args'],
  },
  run: (world, { contract_address, function_name, function_args, value_eth, gas_priority = 'medium' }, chance) =>
    answer(
      world,
      chance,
      (state) => {
        const name = function_name.trim().replace(/\s*\(.*$/s, '')
        const paid =
          value_eth === undefined || /^0(\.0+)?$/.test(value_eth.trim()) ? 0n : readAmount('value_eth', value_eth, 18)
        if (isRefusal(paid)) return { ok: false, why: paid }
        const found = findContract(state, NETWORK, contract_address, 'contract_address', kindFor(name))
        if (!found.ok) return found
        const call = { network: NETWORK, contract: found.value, caller: state.own.evm, args: function_args, paid }
        return perform(found.state, name, call, (GAS * NETWORK.gasPrice * PRICES[gas_priority]) / 10n, world.now)
      },
      ({ returned, transaction, contract, name }, state) => ({
        jsonrpc: '2.0',
        id: 1,
        result: {
          contract: contract.address,
          function: name,
          returned: returned.value,
          ...(transaction
            ? {
                transactionHash: transaction.hash,
                blockNumber: transaction.block,
                from: transaction.from[0]!,
                gasUsed: String(GAS),
                fee: `${showAmount(transaction.fee, 18)} ETH`,
                status: '0x1',
              }
            : { blockNumber: heightOf(state, NETWORK, world.now) }),
        },
      }),
      sayAsNode,
    ),
})

const kindFor = (name: string): Contract['kind'] =>
  name === 'transferFrom' || !find(COLLECTIBLE_CALLS, name)
    ? find(TOKEN_CALLS, name)
      ? 'TOKEN'
      : 'PROGRAM'
    : 'COLLECTIBLE'

interface Performed {
  name: string
  contract: Contract
  returned: Returned
  transaction: Transaction | null
}

function perform(state: LedgersState, name: string, call: ContractCall, fee: bigint, now: number): Acted<Performed> {
  const { contract, caller, paid } = call
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) {
    return refuse('BAD_FIELD', 'function_name', `${quote(name)} is not the name of a function.`)
  }
  const ran = runFunction(state, name, call)
  if (!ran.ok) return ran
  if (!ran.value.writes) return acted(ran.state, { name, contract, returned: ran.value, transaction: null })
  const spent = debit(ran.state, NETWORK, caller, COIN, paid, 'value_eth')
  if (!spent.ok) return spent
  const charged = debit(spent.state, NETWORK, caller, COIN, fee, '')
  if (!charged.ok) return charged
  const given = paid === 0n ? charged.state : credit(charged.state, NETWORK, contract.address, COIN, paid)
  const counted = withContract(given, NETWORK, { ...contract, calls: contract.calls + 1 })
  const moved = ran.value.amount > 0n && contract.token !== null
  const { symbol, decimals } = moved ? contract.token : COIN
  const to =
    ran.value.to === '' || ran.value.to === contract.address ? [contract.address] : [ran.value.to, contract.address]
  const from = ran.value.from === '' || ran.value.from === caller ? [caller] : [caller, ran.value.from]
  const what = { symbol, decimals, amount: moved ? ran.value.amount : paid, fee, note: name }
  const recorded = record(counted, NETWORK, { kind: moved ? 'TRANSFER' : 'CALL', from, to, ...what }, now)
  return recorded.ok
    ? acted(recorded.state, { name, contract, returned: ran.value, transaction: recorded.value })
    : recorded
}

function runFunction(state: LedgersState, name: string, call: ContractCall): Acted<Returned> {
  const { kind, address } = call.contract
  if (kind === 'PROGRAM') return recordOnly(state, name, call)
  const known = find(kind === 'TOKEN' ? TOKEN_CALLS : COLLECTIBLE_CALLS, name)
  if (!known) {
    return refuse('REVERTED', 'function_name', `execution reverted: ${address} has no function ${quote(name)}.`)
  }
  const [count, run] = known
  if (call.args.length !== count) {
    return refuse('BAD_FIELD', 'function_args', `${name} takes ${count} arguments, ${call.args.length} given.`)
  }
  if (call.paid > 0n && name !== 'deposit') {
    return refuse('REVERTED', 'value_eth', `execution reverted: ${name} takes no ETH.`)
  }
  return run(state, call)
}

/** A contract whose code nobody has: what reads gives a number, what writes is put on record. */
function recordOnly(state: LedgersState, name: string, { contract, args }: ContractCall): Acted<Returned> {
  if (!/^(get|is|has|view|total|balance|owner|name|symbol|version|count)/.test(name)) {
    return acted(state, { value: null, writes: true, from: '', to: contract.address, amount: 0n })
  }
  const value = String(
    ledgerChance(state, `${contract.address} ${name} ${args.join(',')} ${contract.calls}`).int(0, 10_000),
  )
  return acted(state, { value, writes: false, from: '', to: '', amount: 0n })
}

export const interactContract = [ethereumContractInteraction]
