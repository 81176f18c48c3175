import type { LedgersState, Token, Transaction } from '../slices/ledgers'
import { showAmount } from './amounts'
import { type Acted, acted, refuse } from './answer'
import { COIN, checkSigner, coinOf, credit, debit, record } from './ledger'
import type { Network } from './networks'

interface Order {
  trader: string
  traderField: string
  from: Token
  to: Token
  toField: string
  amount: bigint
  amountField: string
  /** Per cent of the price that the trader bears at most. */
  slippage: number
  /** Smallest units of the network's coin. */
  fee: bigint
}

export interface Swapped {
  transaction: Transaction
  received: bigint
  /** Per cent. */
  impact: number
}

const MILLION = 1_000_000n
/** Of the amount, in millionths: what the pool keeps. */
const POOL_KEEPS = 3_000n
/** Dollars in a pool: of listed tokens, and of others. */
const DEEP = 4_000_000
const SHALLOW = 150_000

/** Swaps in a pool: the more of it is taken, the worse the price. */
export function swap(state: LedgersState, network: Network, order: Order, now: number): Acted<Swapped> {
  const { trader, from, to, amount } = order
  if (from.key === to.key) return refuse('NO_ROUTE', order.toField, `Both sides of the swap are ${from.symbol}.`)
  if (!(order.slippage > 0 && order.slippage <= 50)) {
    return refuse(
      'BAD_FIELD',
      'slippage',
      `${order.slippage} is out of range; give more than 0 and at most 50 per cent.`,
    )
  }
  const unsigned = checkSigner(state, trader, order.traderField)
  if (unsigned) return { ok: false, why: unsigned }
  const impact = impactOf(network, from, to, amount)
  if (impact > order.slippage) {
    const message = `The price would move by ${impact.toFixed(2)} per cent; at most ${order.slippage} are allowed.`
    return refuse('SLIPPAGE', 'slippage', message)
  }
  const paid = debit(state, network, trader, from, amount, order.amountField)
  if (!paid.ok) return paid
  const charged = debit(paid.state, network, trader, coinOf(network), order.fee, '')
  if (!charged.ok) return charged
  const received = outputOf(from, to, amount, impact)
  if (received === 0n) {
    return refuse(
      'NO_ROUTE',
      order.amountField,
      `${showAmount(amount, from.decimals)} ${from.symbol} is too little to swap.`,
    )
  }
  const credited = credit(charged.state, network, trader, to, received)
  const note = `${showAmount(received, to.decimals)} ${to.symbol} received`
  const { symbol, decimals } = from
  const pool = to.key === COIN ? from.key : to.key
  const draft = { kind: 'SWAP', from: [trader], to: [pool], symbol, amount, decimals, fee: order.fee, note } as const
  const recorded = record(credited, network, draft, now)
  return recorded.ok ? acted(recorded.state, { transaction: recorded.value, received, impact }) : recorded
}

function impactOf(network: Network, from: Token, to: Token, amount: bigint): number {
  const known = [network.coin, ...network.tokens]
  const depth = known.includes(from.symbol) && known.includes(to.symbol) ? DEEP : SHALLOW
  const dollars = (Number(amount) / 10 ** from.decimals) * from.price
  return (dollars / (dollars + depth)) * 100
}

const scaled = (price: number) => BigInt(Math.round(price * 1e8))

function outputOf(from: Token, to: Token, amount: bigint, impact: number): bigint {
  const kept = MILLION - POOL_KEEPS - BigInt(Math.round(impact * 10_000))
  const value = amount * scaled(from.price) * 10n ** BigInt(to.decimals) * kept
  return value / (scaled(to.price) * 10n ** BigInt(from.decimals) * MILLION)
}
