import type { JsonValue } from '@/lib/core/json/values'
import { fail, type Outcome } from '../define-tool'
import { convert, isCurrency, money } from '../money'
import type { JsonObject } from '../schema'
import type { Payment } from '../slices/payments'
import type { World } from '../world'
import { type Problem, type Refusal, readAddresses } from './payment-vendors'

/** Stripe counts in smallest units, calls a payment a checkout session, and leaves the paying to the customer. */

const CODES: Record<Problem, string> = {
  AMOUNT: 'parameter_invalid_integer',
  LIMIT: 'amount_too_large',
  CURRENCY: 'currency_not_supported',
  PARAMETER: 'parameter_invalid',
  PARTY: 'email_invalid',
  SUM: 'parameter_invalid',
  FUNDS: 'balance_insufficient',
  DUPLICATE: 'idempotency_key_in_use',
  NOT_FOUND: 'resource_missing',
  BUSY: 'rate_limit',
}

export const refuseStripe = (world: World, { problem, parameter, message }: Refusal): Outcome =>
  fail(world, {
    error: {
      type: problem === 'BUSY' ? 'api_error' : 'invalid_request_error',
      code: CODES[problem],
      ...(parameter && { param: parameter }),
      message,
    },
  })

const HOUR = 3_600_000

export const showSession = (payment: Payment, methods: readonly string[], metadata: JsonObject): JsonValue => ({
  id: payment.id,
  object: 'checkout.session',
  amount_total: payment.minor,
  currency: payment.currency.toLowerCase(),
  status: payment.state === 'PAID' ? 'complete' : 'open',
  payment_status: payment.state === 'PAID' ? 'paid' : 'unpaid',
  payment_method_types: [...methods],
  customer_email: payment.counterparty || null,
  description: payment.description || null,
  metadata,
  created: Math.floor(payment.createdAt / 1_000),
  expires_at: Math.floor((payment.createdAt + 24 * HOUR) / 1_000),
  url: `https://checkout.example.com/pay/${payment.id}`,
  qr_code_url: `https://checkout.example.com/qr/${payment.id}.png`,
})

const LARGEST = 99_999_999
const SMALLEST_USD = 50

export interface StripeRequest {
  amount: number
  currency: string
  methods: readonly string[]
  email: string | undefined
  addresses: { [parameter: string]: string | undefined }
}

export function readStripe({ amount, currency, methods, email, addresses }: StripeRequest): Refusal | null {
  if (!isCurrency(currency)) {
    return { problem: 'CURRENCY', parameter: 'currency', message: `Invalid currency: ${currency.toLowerCase()}.` }
  }
  if (methods.includes('ideal') && currency !== 'EUR') {
    const message = `ideal takes eur only, not ${currency.toLowerCase()}.`
    return { problem: 'PARAMETER', parameter: 'payment_method_types', message }
  }
  if (email !== undefined && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    return { problem: 'PARTY', parameter: 'customer_email', message: `Invalid email address: ${email}` }
  }
  return readWholeAmount(amount, currency) ?? readAddresses(addresses)
}

function readWholeAmount(amount: number, currency: string): Refusal | null {
  const wrong = (problem: Problem, message: string) => ({ problem, parameter: 'amount', message })
  if (!Number.isInteger(amount)) {
    return wrong(
      'AMOUNT',
      `Invalid integer: ${amount}. The amount is in the smallest unit of ${currency.toLowerCase()}.`,
    )
  }
  const smallest = { minor: convert(SMALLEST_USD, 'USD', currency), currency }
  if (amount < smallest.minor)
    return wrong('AMOUNT', `The amount must be at least ${money(smallest)} (${smallest.minor}).`)
  return amount > LARGEST ? wrong('LIMIT', `The amount must be no more than ${LARGEST}.`) : null
}
