import type { JsonValue } from '@/lib/core/json/values'
import { fail, type Outcome } from '../define-tool'
import { convert, digitsOf, isCurrency, money, toMajor, toMinor, toText } from '../money'
import type { AccountId, Payment, PaymentState, PaymentsState } from '../slices/payments'
import { sliceOf, type World, withSlice } from '../world'
import { type Paid, type PaymentOrder, pay, settle } from './payments'

/** How each provider words its payments and its refusals, and the steps that all of them take. */

export type Problem =
  | 'AMOUNT'
  | 'LIMIT'
  | 'CURRENCY'
  | 'PARAMETER'
  | 'PARTY'
  | 'SUM'
  | 'FUNDS'
  | 'DUPLICATE'
  | 'NOT_FOUND'
  | 'BUSY'

export interface Refusal {
  problem: Problem
  /** The parameter that it is about, where it is about one. */
  parameter?: string
  message: string
}

export interface PaymentVendor {
  refuse: (world: World, refusal: Refusal) => Outcome
  show: (payment: Payment, payments: PaymentsState) => JsonValue
}

const SECOND = 1_000
const CHINA = 8 * 3_600 * SECOND
const iso = (ms: number) => new Date(ms).toISOString()
const seconds = (ms: number) => `${iso(ms).slice(0, 19)}Z`
/** "2026-03-04 18:15:30" in China's time. */
const chinaTime = (ms: number) =>
  iso(ms + CHINA)
    .slice(0, 19)
    .replace('T', ' ')
const chinaIso = (ms: number) => `${iso(ms + CHINA).slice(0, 19)}+08:00`

const left = (payment: Payment, payments: PaymentsState) => {
  const { minor, currency } = payments.accounts[payment.account]
  return { minor, currency }
}

const BUSY = 'Too many requests at the moment. Nothing was changed; try again.'
export const busy: Refusal = { problem: 'BUSY', message: BUSY }

const ALIPAY_CODES: Record<Problem, string> = {
  AMOUNT: 'ACQ.INVALID_PARAMETER',
  LIMIT: 'ACQ.TOTAL_FEE_EXCEED',
  CURRENCY: 'ACQ.CURRENCY_NOT_SUPPORT',
  PARAMETER: 'ACQ.INVALID_PARAMETER',
  PARTY: 'ACQ.BUYER_NOT_EXIST',
  SUM: 'ACQ.INVALID_PARAMETER',
  FUNDS: 'ACQ.BUYER_BALANCE_NOT_ENOUGH',
  DUPLICATE: 'ACQ.TRADE_HAS_SUCCESS',
  NOT_FOUND: 'ACQ.TRADE_NOT_EXIST',
  BUSY: 'aop.ACQ.SYSTEM_ERROR',
}
const ALIPAY_STATES: Record<PaymentState, string> = {
  WAITING: 'WAIT_BUYER_PAY',
  HELD: 'WAIT_BUYER_PAY',
  PAID: 'TRADE_SUCCESS',
  DECLINED: 'TRADE_CLOSED',
}

export const alipay: PaymentVendor = {
  refuse: (world, { problem, message }) =>
    fail(world, {
      code: problem === 'BUSY' ? '20000' : '40004',
      msg: problem === 'BUSY' ? 'Service Currently Unavailable' : 'Business Failed',
      sub_code: ALIPAY_CODES[problem],
      sub_msg: message,
    }),
  show: (payment, payments) => ({
    code: '10000',
    msg: 'Success',
    trade_no: payment.id,
    ...(payment.reference !== null && { out_trade_no: payment.reference }),
    trade_status: ALIPAY_STATES[payment.state],
    total_amount: toText(payment.minor, payment.currency),
    trans_currency: payment.currency,
    ...(payment.currency !== 'CNY' && { settle_amount_cny: toText(Math.abs(payment.moves), 'CNY') }),
    subject: payment.description,
    ...payment.detail,
    gmt_create: chinaTime(payment.createdAt),
    ...(payment.paidAt !== null && { gmt_payment: chinaTime(payment.paidAt) }),
    ...(payment.moves < 0 && { fund_available: toText(left(payment, payments).minor, 'CNY') }),
  }),
}

const WECHAT_CODES: Record<Problem, string> = {
  AMOUNT: 'PARAM_ERROR',
  LIMIT: 'RULE_LIMIT',
  CURRENCY: 'PARAM_ERROR',
  PARAMETER: 'PARAM_ERROR',
  PARTY: 'OPENID_MISMATCH',
  SUM: 'PARAM_ERROR',
  FUNDS: 'NOT_ENOUGH',
  DUPLICATE: 'OUT_TRADE_NO_USED',
  NOT_FOUND: 'ORDER_NOT_EXIST',
  BUSY: 'FREQUENCY_LIMITED',
}
const WECHAT_STATES: Record<PaymentState, string> = {
  WAITING: 'NOTPAY',
  HELD: 'USERPAYING',
  PAID: 'SUCCESS',
  DECLINED: 'PAYERROR',
}

export const wechatPay: PaymentVendor = {
  refuse: (world, { problem, parameter, message }) =>
    fail(world, {
      code: WECHAT_CODES[problem],
      message,
      ...(parameter && { detail: { field: parameter, location: 'body' } }),
    }),
  show: (payment, payments) => ({
    transaction_id: payment.id,
    ...(payment.reference !== null && { out_trade_no: payment.reference }),
    trade_state: WECHAT_STATES[payment.state],
    amount: { total: payment.minor, currency: payment.currency },
    description: payment.description,
    ...payment.detail,
    time_create: chinaIso(payment.createdAt),
    ...(payment.paidAt !== null && { success_time: chinaIso(payment.paidAt) }),
    payer: { openid: payment.counterparty, balance_total: left(payment, payments).minor },
  }),
}

const PAYPAL_ISSUES: Record<Problem, string> = {
  AMOUNT: 'INVALID_PARAMETER_VALUE',
  LIMIT: 'MAX_VALUE_EXCEEDED',
  CURRENCY: 'CURRENCY_NOT_SUPPORTED',
  PARAMETER: 'INVALID_PARAMETER_SYNTAX',
  PARTY: 'PAYEE_ACCOUNT_INVALID',
  SUM: 'ITEM_TOTAL_MISMATCH',
  FUNDS: 'INSTRUMENT_DECLINED',
  DUPLICATE: 'DUPLICATE_INVOICE_ID',
  NOT_FOUND: 'INVALID_RESOURCE_ID',
  BUSY: 'RATE_LIMIT_REACHED',
}
const PAYPAL_STATES: Record<PaymentState, string> = {
  WAITING: 'PAYER_ACTION_REQUIRED',
  HELD: 'AUTHORIZED',
  PAID: 'COMPLETED',
  DECLINED: 'VOIDED',
}
const PAYPAL_NAMES: Partial<Record<Problem, string>> = {
  NOT_FOUND: 'RESOURCE_NOT_FOUND',
  BUSY: 'RATE_LIMIT_REACHED',
  AMOUNT: 'INVALID_REQUEST',
  PARAMETER: 'INVALID_REQUEST',
}

export const paypal: PaymentVendor = {
  refuse: (world, { problem, parameter, message }) =>
    fail(world, {
      name: PAYPAL_NAMES[problem] ?? 'UNPROCESSABLE_ENTITY',
      details: [{ ...(parameter && { field: `/${parameter}` }), issue: PAYPAL_ISSUES[problem], description: message }],
    }),
  show: (payment, payments) => ({
    id: payment.id,
    status: PAYPAL_STATES[payment.state],
    ...(payment.reference !== null && { invoice_id: payment.reference }),
    amount: { currency_code: payment.currency, value: toText(payment.minor, payment.currency) },
    description: payment.description,
    ...payment.detail,
    create_time: seconds(payment.createdAt),
    ...(payment.paidAt !== null && { update_time: seconds(payment.paidAt) }),
    ...(payment.moves < 0
      ? { available_balance: { currency_code: 'USD', value: toText(left(payment, payments).minor, 'USD') } }
      : { payer: { email_address: payment.counterparty } }),
  }),
}

const APPLE_CODES: Record<Problem, string> = {
  AMOUNT: 'invalidAmount',
  LIMIT: 'amountLimitExceeded',
  CURRENCY: 'unsupportedCurrency',
  PARAMETER: 'paymentMethodUnavailable',
  PARTY: 'invalidMerchantIdentifier',
  SUM: 'lineItemsMismatch',
  FUNDS: 'paymentDeclined',
  DUPLICATE: 'duplicateOrder',
  NOT_FOUND: 'paymentNotFound',
  BUSY: 'serviceUnavailable',
}
const APPLE_STATES: Record<PaymentState, string> = {
  WAITING: 'PENDING',
  HELD: 'AUTHORIZED',
  PAID: 'CAPTURED',
  DECLINED: 'VOIDED',
}

export const applePay: PaymentVendor = {
  refuse: (world, { problem, parameter, message }) =>
    fail(world, {
      status: 'STATUS_FAILURE',
      errors: [
        { code: APPLE_CODES[problem], ...(parameter && { contactField: parameter }), localizedDescription: message },
      ],
    }),
  show: (payment, payments) => ({
    transactionIdentifier: payment.id,
    status: APPLE_STATES[payment.state],
    total: { label: payment.description, amount: toText(payment.minor, payment.currency), type: 'final' },
    currencyCode: payment.currency,
    merchantIdentifier: payment.counterparty,
    ...payment.detail,
    ...(payment.currency !== 'USD' && { chargedToCard: toText(-payment.moves, 'USD') }),
    cardAvailable: toText(left(payment, payments).minor, 'USD'),
    createdAtMs: payment.createdAt,
  }),
}

/** The rules that every provider has for an amount in major units, in its own size. */
export function readAmount(amount: number, currency: string, limitUsd: number): { minor: number } | Refusal {
  if (!isCurrency(currency)) {
    return { problem: 'CURRENCY', parameter: 'currency', message: `${currency} is not a currency that is supported.` }
  }
  if (amount <= 0) return { problem: 'AMOUNT', parameter: 'amount', message: 'The amount must be greater than 0.' }
  const most = Math.floor(convert(limitUsd * 100, 'USD', currency))
  // Before its digits are looked at: a number of that size has none to speak of.
  if (amount > toMajor(most, currency)) {
    const asked = Number.isSafeInteger(Math.round(amount)) ? amount.toFixed(digitsOf(currency)) : String(amount)
    const message = `${asked} ${currency} are above the limit of ${money({ minor: most, currency })} for one payment.`
    return { problem: 'LIMIT', parameter: 'amount', message }
  }
  const minor = toMinor(amount, currency)
  if (minor === null) {
    const digits = digitsOf(currency)
    const allowed = digits === 0 ? 'no digits' : `at most ${digits} digits`
    return {
      problem: 'AMOUNT',
      parameter: 'amount',
      message: `${amount} ${currency}: there may be ${allowed} after the point.`,
    }
  }
  return { minor }
}

/** The sum of a payment's lines must be its amount. */
export function readSum(
  lines: readonly { minor: number | null }[],
  total: number,
  currency: string,
  parameter: string,
): Refusal | null {
  const sum = lines.reduce((all, { minor }) => all + (minor ?? Number.NaN), 0)
  if (lines.length === 0 || sum === total) return null
  const added = Number.isNaN(sum) ? 'cannot be added up' : `add up to ${money({ minor: sum, currency })}`
  return {
    problem: 'SUM',
    parameter,
    message: `The lines ${added}; the amount is ${money({ minor: total, currency })}.`,
  }
}

export const lineOf = (amount: number | undefined, currency: string, quantity = 1): { minor: number | null } => {
  const minor = toMinor(amount ?? 0, currency)
  return { minor: minor === null ? null : minor * quantity }
}

export function readAddresses(addresses: { [parameter: string]: string | undefined }): Refusal | null {
  for (const [parameter, address] of Object.entries(addresses)) {
    if (address !== undefined && !/^https?:\/\/[^\s/]+/i.test(address)) {
      return { problem: 'PARAMETER', parameter, message: `${parameter} must be an http or https address.` }
    }
  }
  return null
}

/** The world with what was due by now settled. */
export function settled(world: World): { world: World; payments: PaymentsState } {
  const before = sliceOf(world, 'payments')
  const payments = settle(before, world.now)
  return { payments, world: payments === before ? world : withSlice(world, 'payments', payments) }
}

/** Pays in the world: the next world with the payment, or the refusal. */
export function payIn(world: World, order: PaymentOrder): { world: World; paid: Paid } | Refusal {
  const now = settled(world)
  const paid = pay(now.payments, world.now, order)
  if ('refused' in paid) return { problem: paid.refused, message: paid.message }
  return { world: withSlice(now.world, 'payments', paid.payments), paid }
}

/** What is left on an account, in its own currency's major units. */
export function available(world: World, account: AccountId): number {
  const { minor, currency } = sliceOf(world, 'payments').accounts[account]
  return toMajor(minor, currency)
}
