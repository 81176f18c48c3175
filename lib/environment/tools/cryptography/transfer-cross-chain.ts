import { defineTool } from '../../define-tool'
import { readUnits, showAmount } from '../../ledger/amounts'
import { type Acted, acted, answer, type RefusalCode, refuse, saidOf } from '../../ledger/answer'
import { findToken } from '../../ledger/contracts'
import {
  COIN,
  coinOf,
  credit,
  debit,
  isRefusal,
  listedTokens,
  record,
  requireAddress,
  requireNetwork,
} from '../../ledger/ledger'
import { type Network, TOKENS } from '../../ledger/networks'
import type { LedgersState, Token, Transaction } from '../../slices/ledgers'

const CODES: Partial<Record<RefusalCode, string>> = {
  UNKNOWN_NETWORK: 'ERR_CHAIN_UNSUPPORTED',
  NO_ROUTE: 'ERR_NO_ROUTE',
  BAD_ADDRESS: 'ERR_RECIPIENT_INVALID',
  BAD_AMOUNT: 'ERR_AMOUNT_INVALID',
  NO_FUNDS: 'ERR_BALANCE_TOO_LOW',
  NO_GAS: 'ERR_BALANCE_TOO_LOW',
  UNKNOWN_CONTRACT: 'ERR_TOKEN_UNKNOWN',
  BUSY: 'ERR_RELAYER_TIMEOUT',
}

/** In thousandths: what the bridge keeps. */
const BRIDGE_KEEPS = 1n
const GAS = { evm: 210_000n, solana: 2n, bitcoin: 0n, monero: 0n } as const
const BRIDGED = ['evm', 'solana']

const executeCrossChainTransfer = defineTool({
  name: 'execute_cross_chain_transfer',
  capability: 'Cryptography.transfer_cross_chain',
  description: 'Sends a token of the signed-in wallet to an address on another network. Simulated.',
  parameters: {
    type: 'object',
    properties: {
      from_chain: { type: 'string', description: 'Network to send from' },
      to_chain: { type: 'string', description: 'Network to send to' },
      token_address: {
        type: 'string',
        description: 'Contract of the token on the first network; a listed symbol will do',
      },
      amount: { type: 'string', description: 'How much to send, in the smallest unit' },
      recipient: { type: 'string', description: 'Address on the second network' },
    },
    required: ['from_chain', 'to_chain', 'token_address', 'amount', 'recipient'],
  },
  run: (world, { from_chain, to_chain, token_address, amount, recipient }, chance) =>
    answer(
      world,
      chance,
      (state) => {
        const from = requireNetwork(from_chain, 'from_chain', BRIDGED)
        if (isRefusal(from)) return { ok: false, why: from }
        const to = requireNetwork(to_chain, 'to_chain', BRIDGED)
        if (isRefusal(to)) return { ok: false, why: to }
        const address = requireAddress(to, recipient, 'recipient')
        if (isRefusal(address)) return { ok: false, why: address }
        const units = readUnits('amount', amount)
        if (isRefusal(units)) return { ok: false, why: units }
        const token = findToken(state, from, token_address, 'token_address')
        if (!token.ok) return token
        return bridge(token.state, { from, to, token: token.value, amount: units, recipient: address }, world.now)
      },
      ({ sent, arrived, from, to, token, target, amount: received }) => ({
        transferId: `xfer_${sent.hash.slice(-16)}`,
        status: 'COMPLETED',
        source: {
          chain: from.name,
          txHash: sent.hash,
          sender: sent.from[0]!,
          amount: sent.amount,
          token: token.symbol,
        },
        destination: {
          chain: to.name,
          txHash: arrived.hash,
          recipient: arrived.to[0]!,
          amount: String(received),
          amountFormatted: showAmount(received, target.decimals),
          token: target.symbol,
        },
        bridgeFeePercent: '0.1',
        networkFee: `${showAmount(sent.fee, from.decimals)} ${from.coin}`,
      }),
      (why) => ({ status: 'REJECTED', errorCode: CODES[why.code] ?? 'ERR_REQUEST_INVALID', errorMessage: saidOf(why) }),
    ),
})

interface Way {
  from: Network
  to: Network
  token: Token
  amount: bigint
  recipient: string
}

interface Bridged {
  sent: Transaction
  arrived: Transaction
  from: Network
  to: Network
  token: Token
  target: Token
  amount: bigint
}

function bridge(state: LedgersState, { from, to, token, amount, recipient }: Way, now: number): Acted<Bridged> {
  if (from.name === to.name) return refuse('NO_ROUTE', 'to_chain', `Both ends of the transfer are ${from.name}.`)
  const sender = state.own[from.family]
  const paid = debit(state, from, sender, token, amount, 'amount')
  if (!paid.ok) return paid
  const fee = GAS[from.family] * from.gasPrice
  const charged = debit(paid.state, from, sender, coinOf(from), fee, '')
  if (!charged.ok) return charged
  const target = tokenOn(to, token)
  const left = amount - (amount * BRIDGE_KEEPS) / 1_000n
  const received = (left * 10n ** BigInt(target.decimals)) / 10n ** BigInt(token.decimals)
  if (received === 0n) return refuse('BAD_AMOUNT', 'amount', 'The amount is too small to arrive.')
  const credited = credit(charged.state, to, recipient, target, received)
  const { symbol, decimals } = token
  const leaving = { kind: 'BRIDGE', from: [sender], to: [`bridge:${to.name}`], symbol, amount, decimals, fee } as const
  const sent = record(credited, from, { ...leaving, note: `to ${recipient} on ${to.name}` }, now)
  if (!sent.ok) return sent
  const coming = { kind: 'BRIDGE', from: [`bridge:${from.name}`], to: [recipient], fee: 0n, amount: received } as const
  const what = { symbol: target.symbol, decimals: target.decimals, note: `from ${sender} on ${from.name}` }
  const arrived = record(sent.state, to, { ...coming, ...what }, now)
  if (!arrived.ok) return arrived
  return acted(arrived.state, { sent: sent.value, arrived: arrived.value, from, to, token, target, amount: received })
}

/** What arrives: the same coin, the token listed under the same symbol, or a stand-in for it. */
function tokenOn(network: Network, token: Token): Token {
  if (token.symbol === network.coin) return coinOf(network)
  const listed = listedTokens(network).find((contract) => contract.token!.symbol === token.symbol)
  if (listed) return listed.token!
  const known = TOKENS[token.symbol]
  const decimals = Math.min(known?.decimals ?? token.decimals, network.decimals)
  return {
    key: `bridged:${token.key === COIN ? token.symbol : token.key}`,
    symbol: token.symbol,
    decimals,
    price: token.price,
  }
}

export const transferCrossChain = [executeCrossChainTransfer]
