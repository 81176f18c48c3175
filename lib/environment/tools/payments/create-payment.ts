import {
  alipay,
  applePay,
  busy,
  lineOf,
  type PaymentVendor,
  payIn,
  paypal,
  type Refusal,
  readAddresses,
  readAmount,
  readSum,
  wechatPay,
} from '../../areas/payment-vendors'
import { alipayId, type PaymentOrder, paypalId, wechatId } from '../../areas/payments'
import { readStripe, refuseStripe, showSession } from '../../areas/stripe'
import { BAD_LUCK, defineTool, done, type Outcome } from '../../define-tool'
import type { Chance } from '../../random'
import type { AccountId } from '../../slices/payments'
import { OWNER } from '../../slices/people'
import { sliceOf, type World } from '../../world'

const CAPABILITY = 'Payments.create_payment'
const CAPITALS = '0123456789ABCDEFGHJKLMNPQRSTUVWXY'

/** Merchants' own order numbers are no parameter of these schemas, but models that know the vendor send them. */
const textOf = (args: object, name: string): string | undefined => {
  const value: unknown = Reflect.get(args, name)
  return typeof value === 'string' && value !== '' ? value : undefined
}

function create(world: World, vendor: PaymentVendor, order: PaymentOrder): Outcome {
  const made = payIn(world, order)
  if ('problem' in made) return vendor.refuse(world, made)
  return done(made.world, vendor.show(made.paid.payment, made.paid.payments))
}

const AMOUNT = 'In whole units of the currency, with at most two digits after the point'
const NOTIFY = 'Address that is told when the payment changes'

const ALIPAY_ACCOUNTS: Record<string, AccountId> = {
  BALANCE: 'alipay_balance',
  BANK_CARD: 'alipay_bank',
  CREDIT_PAY: 'alipay_credit',
}

const createAlipayPayment = defineTool({
  name: 'create_alipay_payment',
  capability: CAPABILITY,
  description:
    "Pay with Alipay. With another person's buyer_id it asks that person to pay you; otherwise it is paid from your own account.",
  parameters: {
    type: 'object',
    properties: {
      amount: { type: 'number', description: AMOUNT },
      currency: {
        type: 'string',
        description: 'Currency of the amount',
        enum: ['CNY', 'USD', 'JPY', 'EUR', 'GBP', 'HKD', 'CAD', 'AUD'],
        default: 'CNY',
      },
      subject: { type: 'string', description: 'What the payment is for' },
      buyer_id: { type: 'string', description: 'Alipay user number of the one who pays: 2088 and twelve digits' },
      payment_method: {
        type: 'string',
        description: 'What it is paid from',
        enum: ['BALANCE', 'BANK_CARD', 'CREDIT_PAY'],
        default: 'BALANCE',
      },
      notify_url: { type: 'string', description: NOTIFY },
    },
    required: ['amount', 'subject'],
  },
  run(world, args, chance) {
    if (chance.happens(BAD_LUCK)) return alipay.refuse(world, busy)
    const { currency, subject, buyer_id: buyer, payment_method: method } = args
    const amount = readAmount(args.amount, currency, 7_000)
    const problem =
      'problem' in amount ? amount : (readAlipayBuyer(buyer) ?? readAddresses({ notify_url: args.notify_url }))
    if (problem || 'problem' in amount) return alipay.refuse(world, problem ?? (amount as Refusal))
    const { self } = sliceOf(world, 'payments')
    const asked = buyer !== undefined && buyer !== self.alipay
    return create(world, alipay, {
      provider: 'alipay',
      id: alipayId(world.now, chance),
      minor: amount.minor,
      currency,
      description: subject,
      account: asked ? 'alipay_balance' : ALIPAY_ACCOUNTS[method]!,
      direction: asked ? 'IN' : 'OUT',
      counterparty: asked ? buyer : 'merchant',
      settlesAfter: asked ? chance.int(5_000, 30_000) : null,
      reference: textOf(args, 'out_trade_no'),
      detail: { buyer_user_id: buyer ?? self.alipay, fund_channel: method },
    })
  },
})

function readAlipayBuyer(buyer: string | undefined): Refusal | null {
  if (buyer === undefined || /^2088\d{12}$/.test(buyer)) return null
  const message = `There is no user ${JSON.stringify(buyer)}. A user number is 2088 and twelve more digits; leave it out to pay yourself.`
  return { problem: 'PARTY', parameter: 'buyer_id', message }
}

const createWechatPayPayment = defineTool({
  name: 'create_wechat_pay_payment',
  capability: CAPABILITY,
  description: 'Start a WeChat Pay payment from your own balance; it counts once it was confirmed on the phone.',
  parameters: {
    type: 'object',
    properties: {
      amount: { type: 'number', description: AMOUNT },
      currency: {
        type: 'string',
        description: 'Currency of the amount',
        enum: ['CNY', 'USD', 'HKD'],
        default: 'CNY',
      },
      description: { type: 'string', description: 'What the payment is for' },
      trade_type: {
        type: 'string',
        description: 'Where it is confirmed: by a scanned code, inside WeChat, in a browser or in an app',
        enum: ['NATIVE', 'JSAPI', 'H5', 'APP'],
        default: 'NATIVE',
      },
      openid: { type: 'string', description: "The payer's OpenID; needed with JSAPI" },
      notify_url: { type: 'string', description: NOTIFY },
    },
    required: ['amount', 'description'],
  },
  run(world, args, chance) {
    if (chance.happens(BAD_LUCK)) return wechatPay.refuse(world, busy)
    const { currency, description, trade_type: trade, openid } = args
    const amount = readAmount(args.amount, currency, 7_000)
    if ('problem' in amount) return wechatPay.refuse(world, amount)
    const problem = readWechat(trade, openid) ?? readAddresses({ notify_url: args.notify_url })
    if (problem) return wechatPay.refuse(world, problem)
    const id = wechatId(world.now, chance)
    return create(world, wechatPay, {
      provider: 'wechat_pay',
      id,
      minor: amount.minor,
      currency,
      description,
      account: 'wechat_balance',
      direction: 'OUT',
      counterparty: openid ?? sliceOf(world, 'payments').self.wechat,
      settlesAfter: chance.int(1_500, 8_000),
      reference: textOf(args, 'out_trade_no'),
      detail: { trade_type: trade, ...confirmation(trade, id, chance) },
    })
  },
})

function readWechat(trade: string, openid: string | undefined): Refusal | null {
  if (trade !== 'JSAPI' || (openid !== undefined && openid !== '')) return null
  return { problem: 'PARAMETER', parameter: 'openid', message: 'openid is needed when trade_type is JSAPI.' }
}

function confirmation(trade: string, id: string, chance: Chance): Record<string, string> {
  if (trade === 'NATIVE') return { code_url: `https://wxpay.example.com/qr/${chance.text(CAPITALS, 9)}` }
  if (trade === 'H5') return { h5_url: `https://wxpay.example.com/h5?id=${id}` }
  return { prepay_id: `wx${chance.digits(24)}` }
}

const createPaypalPayment = defineTool({
  name: 'create_paypal_payment',
  capability: CAPABILITY,
  description:
    'Pay with PayPal. With payer_email it asks that person to pay you; otherwise it is paid from your balance.',
  parameters: {
    type: 'object',
    properties: {
      amount: { type: 'number', description: AMOUNT },
      currency: {
        type: 'string',
        description: 'Currency of the amount',
        enum: ['USD', 'EUR', 'GBP', 'CAD', 'AUD'],
        default: 'USD',
      },
      description: { type: 'string', description: 'What the payment is for' },
      intent: {
        type: 'string',
        description: 'CAPTURE takes the money at once, AUTHORIZE only sets it aside',
        enum: ['CAPTURE', 'AUTHORIZE'],
        default: 'CAPTURE',
      },
      payer_email: { type: 'string', description: 'Who is asked to pay' },
      return_url: { type: 'string', description: 'Page after the payment' },
      cancel_url: { type: 'string', description: 'Page after giving up' },
      items: {
        type: 'array',
        description: 'What is bought; the sum must be the amount',
        items: {
          type: 'object',
          properties: {
            name: { type: 'string', description: 'What it is' },
            quantity: { type: 'integer', description: 'How many' },
            unit_amount: { type: 'number', description: 'Price of one' },
          },
        },
      },
    },
    required: ['amount'],
  },
  run(world, args, chance) {
    if (chance.happens(BAD_LUCK)) return paypal.refuse(world, busy)
    const { currency, intent, items = [] } = args
    const payer = args.payer_email === OWNER.email ? undefined : args.payer_email
    const amount = readAmount(args.amount, currency, 10_000)
    if ('problem' in amount) return paypal.refuse(world, amount)
    const lines = items.map((item) => lineOf(item.unit_amount, currency, item.quantity))
    const problem =
      readSum(lines, amount.minor, currency, 'items') ??
      readPayer(payer) ??
      readAddresses({ return_url: args.return_url, cancel_url: args.cancel_url })
    if (problem) return paypal.refuse(world, problem)
    const id = paypalId(chance)
    return create(world, paypal, {
      provider: 'paypal',
      id,
      minor: amount.minor,
      currency,
      description: args.description ?? '',
      account: 'paypal_balance',
      direction: payer === undefined ? 'OUT' : 'IN',
      counterparty: payer ?? 'merchant',
      settlesAfter: payer === undefined ? null : chance.int(5_000, 30_000),
      hold: intent === 'AUTHORIZE' && payer === undefined,
      reference: textOf(args, 'invoice_id'),
      detail: {
        intent,
        ...(payer !== undefined && { approve_url: `https://paypal.example.com/checkoutnow?token=${id}` }),
      },
    })
  },
})

function readPayer(payer: string | undefined): Refusal | null {
  if (payer === undefined || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(payer)) return null
  return { problem: 'PARTY', parameter: 'payer_email', message: `${JSON.stringify(payer)} is not an e-mail address.` }
}

const CARDS: Record<string, AccountId> = { VISA: 'card_visa', MASTERCARD: 'card_mastercard' }

const createApplePayPayment = defineTool({
  name: 'create_apple_pay_payment',
  capability: CAPABILITY,
  description: "Pay a merchant with Apple Pay from one of the wallet's cards.",
  parameters: {
    type: 'object',
    properties: {
      amount: { type: 'number', description: AMOUNT },
      currency: {
        type: 'string',
        description: 'Currency of the amount',
        enum: ['USD', 'CNY', 'JPY', 'EUR', 'GBP', 'HKD', 'CAD', 'AUD'],
        default: 'USD',
      },
      merchant_id: { type: 'string', description: 'Who is paid, such as merchant.com.example.shop' },
      payment_data: {
        type: 'object',
        description: "What the wallet's card is known by",
        properties: {
          network: {
            type: 'string',
            description: 'Network of the card',
            enum: ['VISA', 'MASTERCARD', 'AMEX', 'DISCOVER'],
          },
        },
      },
      line_items: {
        type: 'array',
        description: 'What is bought; the sum must be the amount',
        items: {
          type: 'object',
          properties: {
            label: { type: 'string', description: 'What it is' },
            amount: { type: 'number', description: 'Its price' },
          },
        },
      },
    },
    required: ['amount', 'merchant_id', 'payment_data'],
  },
  run(world, args, chance) {
    if (chance.happens(BAD_LUCK)) return applePay.refuse(world, busy)
    const { currency, merchant_id: merchant, line_items: items = [] } = args
    const network = args.payment_data.network ?? 'VISA'
    const amount = readAmount(args.amount, currency, 10_000)
    if ('problem' in amount) return applePay.refuse(world, amount)
    const lines = items.map((item) => lineOf(item.amount, currency))
    const problem = readMerchant(merchant) ?? readCard(network) ?? readSum(lines, amount.minor, currency, 'line_items')
    if (problem) return applePay.refuse(world, problem)
    return create(world, applePay, {
      provider: 'apple_pay',
      id: chance.hex(32),
      minor: amount.minor,
      currency,
      description: items[0]?.label ?? merchant,
      account: CARDS[network]!,
      direction: 'OUT',
      counterparty: merchant,
      settlesAfter: null,
      reference: textOf(args, 'order_id'),
      detail: { network, deviceAccountSuffix: chance.digits(4) },
    })
  },
})

function readMerchant(merchant: string): Refusal | null {
  if (/^merchant(\.[A-Za-z0-9-]+){2,}$/.test(merchant)) return null
  const message = `No merchant is registered as ${JSON.stringify(merchant)}. Identifiers look like merchant.com.example.shop.`
  return { problem: 'PARTY', parameter: 'merchant_id', message }
}

function readCard(network: string): Refusal | null {
  if (CARDS[network]) return null
  const message = `The wallet has no ${network} card. It has ${Object.keys(CARDS).join(' and ')}.`
  return { problem: 'PARAMETER', parameter: 'payment_data.network', message }
}

const stripeCreatePayment = defineTool({
  name: 'stripe_create_payment',
  capability: CAPABILITY,
  description: 'Open a Stripe checkout for a customer: answers with a link and a code to scan, by which they pay you.',
  parameters: {
    type: 'object',
    properties: {
      amount: { type: 'number', description: 'In the smallest unit of the currency: 1000 is 10.00 US dollars' },
      currency: { type: 'string', description: 'ISO code in capitals, such as EUR', pattern: '^[A-Z]{3}$' },
      payment_method_types: {
        type: 'array',
        items: {
          type: 'string',
          enum: ['card', 'alipay', 'wechat_pay', 'klarna', 'afterpay_clearpay', 'ideal'],
        },
        description: 'Ways to pay that are offered; cards alone when left out',
      },
      success_url: { type: 'string', description: 'Page after the payment' },
      cancel_url: { type: 'string', description: 'Page after giving up' },
      customer_email: { type: 'string', description: 'E-mail address of the customer' },
      description: { type: 'string', description: 'What the payment is for' },
      metadata: { type: 'object', description: 'Notes of your own; an order_id in them may be used once' },
    },
    required: ['amount', 'currency'],
  },
  run(world, args, chance) {
    const busyNow = chance.happens(BAD_LUCK)
    const { amount, currency, customer_email: email, success_url, cancel_url, metadata = {} } = args
    const methods = args.payment_method_types?.length ? args.payment_method_types : ['card']
    const problem = busyNow
      ? busy
      : readStripe({ amount, currency, methods, email, addresses: { success_url, cancel_url } })
    if (problem) return refuseStripe(world, problem)
    const made = payIn(world, {
      provider: 'stripe',
      id: `cs_test_${chance.text(`${CAPITALS}abcdefghijkmnopqrstuvwxyz`, 24)}`,
      minor: amount,
      currency,
      description: args.description ?? '',
      account: 'stripe_balance',
      direction: 'IN',
      counterparty: email ?? '',
      settlesAfter: chance.int(20_000, 90_000),
      reference: textOf(metadata, 'order_id'),
    })
    if ('problem' in made) return refuseStripe(world, made)
    return done(made.world, showSession(made.paid.payment, methods, metadata))
  },
})

export const createPayment = [
  createAlipayPayment,
  createApplePayPayment,
  createPaypalPayment,
  createWechatPayPayment,
  stripeCreatePayment,
]
