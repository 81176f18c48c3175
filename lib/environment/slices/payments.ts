import type { Chance } from '../random'
import type { Records } from '../records'

/** What the person can pay from, and what was paid or asked for. Amounts in smallest units. */

export type PaymentProvider = 'alipay' | 'apple_pay' | 'paypal' | 'wechat_pay' | 'stripe' | 'card'

export type AccountId =
  | 'alipay_balance'
  | 'alipay_bank'
  | 'alipay_credit'
  | 'wechat_balance'
  | 'paypal_balance'
  | 'card_visa'
  | 'card_mastercard'
  | 'stripe_balance'

export interface Account {
  id: AccountId
  currency: string
  /** What is left to spend. */
  minor: number
}

/** WAITING: somebody else has to pay or confirm. HELD: set aside, not taken. DECLINED: given back. */
export type PaymentState = 'WAITING' | 'HELD' | 'PAID' | 'DECLINED'

export interface Payment {
  id: string
  provider: PaymentProvider
  state: PaymentState
  minor: number
  currency: string
  description: string
  account: AccountId
  /** What it takes from the account (negative) or brings to it, in the account's currency. */
  moves: number
  counterparty: string
  createdAt: number
  settlesAt: number | null
  paidAt: number | null
  /** The merchant's own order number: used once a provider. */
  reference: string | null
  /** What the vendor gives back of the request, in its own words. */
  detail: Records<string>
}

export interface PaymentsState {
  /** Names of the person at the providers. */
  self: { alipay: string; wechat: string }
  accounts: { readonly [id in AccountId]: Account }
  payments: Records<Payment>
  /** Provider and reference → payment. */
  references: Records<string>
  /** Payments that something is still to happen to, oldest first. */
  due: readonly string[]
}

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

export function seedPayments(chance: Chance): PaymentsState {
  const account = (id: AccountId, currency: string, lowest: number, highest: number): Account => ({
    id,
    currency,
    minor: chance.int(lowest, highest),
  })
  return {
    self: { alipay: `2088${chance.digits(12)}`, wechat: `o${chance.text(LETTERS, 27)}` },
    accounts: {
      alipay_balance: account('alipay_balance', 'CNY', 300_000, 1_200_000),
      alipay_bank: account('alipay_bank', 'CNY', 800_000, 3_000_000),
      alipay_credit: account('alipay_credit', 'CNY', 200_000, 800_000),
      wechat_balance: account('wechat_balance', 'CNY', 80_000, 500_000),
      paypal_balance: account('paypal_balance', 'USD', 40_000, 250_000),
      card_visa: account('card_visa', 'USD', 150_000, 600_000),
      card_mastercard: account('card_mastercard', 'USD', 200_000, 500_000),
      stripe_balance: account('stripe_balance', 'USD', 0, 150_000),
    },
    payments: {},
    references: {},
    due: [],
  }
}
