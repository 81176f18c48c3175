import { hashText, stateFor } from '@/lib/core/sampling/random'
import { convert, type Money, money } from '../money'
import { Chance } from '../random'
import { find, put } from '../records'
import type { AccountId, Payment, PaymentProvider, PaymentState, PaymentsState } from '../slices/payments'

/** What a provider is asked to do; the money is the person's own, or comes to them where `from` is somebody else. */
export interface PaymentOrder extends Money {
  provider: PaymentProvider
  /** In the provider's own shape. */
  id: string
  account: AccountId
  direction: 'OUT' | 'IN'
  counterparty: string
  description: string
  /** null: at once. Otherwise somebody confirms it this many milliseconds later. */
  settlesAfter: number | null
  /** Set aside and never taken by itself. */
  hold?: boolean
  reference?: string
  detail?: Record<string, string>
}

export type PaymentRefusal =
  | { refused: 'FUNDS'; message: string }
  | { refused: 'DUPLICATE'; message: string; payment: string }

export interface Paid {
  payments: PaymentsState
  payment: Payment
}

const CAPITALS = '0123456789ABCDEFGHJKLMNPQRSTUVWXY'
const dayOf = (now: number) => new Date(now).toISOString().slice(0, 10).replaceAll('-', '')

/** Ids in the shapes of their providers. */
export const alipayId = (now: number, chance: Chance): string => `${dayOf(now)}22001${chance.digits(15)}`
export const wechatId = (now: number, chance: Chance): string =>
  `4200${chance.digits(6)}${dayOf(now)}${chance.digits(10)}`
export const paypalId = (chance: Chance): string => chance.text(CAPITALS, 17)
export const cardId = (chance: Chance): string => `ch_${chance.hex(24)}`

const referenceKey = (provider: PaymentProvider, reference: string) => `${provider}:${reference}`

/** Takes what goes out at once, also while somebody has yet to confirm it; what comes in arrives when it is settled. */
export function pay(payments: PaymentsState, now: number, order: PaymentOrder): Paid | PaymentRefusal {
  const { provider, account, direction, reference = null } = order
  const taken = reference === null ? undefined : find(payments.references, referenceKey(provider, reference))
  if (reference !== null && taken !== undefined) {
    return {
      refused: 'DUPLICATE',
      payment: taken,
      message: `Order number ${reference} was used before, by payment ${taken}. Use another one, or query that payment.`,
    }
  }
  const source = payments.accounts[account]
  const moves = convert(order.minor, order.currency, source.currency) * (direction === 'OUT' ? -1 : 1)
  if (source.minor + moves < 0) {
    return {
      refused: 'FUNDS',
      message: `${money({ minor: -moves, currency: source.currency })} are needed and ${money(source)} are available.`,
    }
  }
  return write(payments, now, order, moves)
}

function write(payments: PaymentsState, now: number, order: PaymentOrder, moves: number): Paid {
  const { provider, account, settlesAfter, reference = null } = order
  const settled = settlesAfter === null && !order.hold
  const payment: Payment = {
    id: order.id,
    provider,
    state: stateOf(order),
    minor: order.minor,
    currency: order.currency,
    description: order.description,
    account,
    moves,
    counterparty: order.counterparty,
    createdAt: now,
    settlesAt: settlesAfter === null ? null : now + settlesAfter,
    paidAt: settled ? now : null,
    reference,
    detail: order.detail ?? {},
  }
  const touched = order.direction === 'OUT' || settled
  return {
    payment,
    payments: {
      ...payments,
      accounts: touched ? move(payments, account, moves) : payments.accounts,
      payments: put(payments.payments, payment.id, payment),
      references:
        reference === null
          ? payments.references
          : put(payments.references, referenceKey(provider, reference), payment.id),
      due: payment.settlesAt === null ? payments.due : [...payments.due, payment.id],
    },
  }
}

function stateOf({ hold, settlesAfter }: PaymentOrder): PaymentState {
  if (hold) return 'HELD'
  return settlesAfter === null ? 'PAID' : 'WAITING'
}

const move = (payments: PaymentsState, id: AccountId, minor: number): PaymentsState['accounts'] => ({
  ...payments.accounts,
  [id]: { ...payments.accounts[id], minor: payments.accounts[id].minor + minor },
})

/** One in eight who are asked to confirm a payment does not. */
const DECLINES = 1 / 8

/** Lets happen what was due by now. */
export function settle(payments: PaymentsState, now: number): PaymentsState {
  if (payments.due.length === 0) return payments
  return payments.due.reduce(
    (state, id) => (state.payments[id]!.settlesAt! <= now ? settleOne(state, id) : state),
    payments,
  )
}

function settleOne(payments: PaymentsState, id: string): PaymentsState {
  const payment = payments.payments[id]!
  const declined = new Chance(stateFor(hashText(id), 'declines')).happens(DECLINES)
  const outgoing = payment.moves <= 0
  // What went out was taken when the payment was made; what comes in was not yet there.
  const moves = declined === outgoing ? Math.abs(payment.moves) : 0
  const settled: Payment = declined
    ? { ...payment, state: 'DECLINED', settlesAt: null }
    : { ...payment, state: 'PAID', paidAt: payment.settlesAt, settlesAt: null }
  return {
    ...payments,
    accounts: moves === 0 ? payments.accounts : move(payments, payment.account, moves),
    payments: put(payments.payments, id, settled),
    due: payments.due.filter((other) => other !== id),
  }
}

/** By the provider's id, or by the merchant's own order number. */
export function findPayment(payments: PaymentsState, provider: PaymentProvider, id: string): Payment | null {
  const payment = find(payments.payments, find(payments.references, referenceKey(provider, id)) ?? id)
  return payment?.provider === provider ? payment : null
}

/** The provider's history, newest first. */
export const listPayments = (payments: PaymentsState, provider: PaymentProvider): Payment[] =>
  Object.values(payments.payments)
    .filter((payment) => payment.provider === provider)
    .reverse()
