import { alipay, applePay, busy, type PaymentVendor, paypal, settled, wechatPay } from '../../areas/payment-vendors'
import { findPayment } from '../../areas/payments'
import { BAD_LUCK, defineTool, done } from '../../define-tool'
import type { PaymentProvider } from '../../slices/payments'

const query = (name: string, description: string, provider: PaymentProvider, vendor: PaymentVendor, id: string) =>
  defineTool({
    name,
    capability: 'Payments.query_payment',
    description,
    parameters: {
      type: 'object',
      properties: { payment_id: { type: 'string', description: id } },
      required: ['payment_id'],
    },
    run(before, { payment_id: wanted }, chance) {
      if (chance.happens(BAD_LUCK)) return vendor.refuse(before, busy)
      const { world, payments } = settled(before)
      const payment = findPayment(payments, provider, wanted.trim())
      if (payment) return done(world, vendor.show(payment, payments))
      const message = `There is no payment with the id ${JSON.stringify(wanted)}.`
      return vendor.refuse(world, { problem: 'NOT_FOUND', parameter: 'payment_id', message })
    },
  })

export const queryPayment = [
  query(
    'query_alipay_payment',
    'Look up how an Alipay payment stands now.',
    'alipay',
    alipay,
    'Trade number of the payment, as it was given when the payment was made',
  ),
  query(
    'query_apple_pay_payment',
    'Look up how an Apple Pay payment stands now.',
    'apple_pay',
    applePay,
    'Transaction identifier of the payment',
  ),
  query(
    'query_paypal_payment',
    'Look up how a PayPal payment stands now.',
    'paypal',
    paypal,
    'PayPal id of the payment',
  ),
  query(
    'query_wechat_pay_payment',
    'Look up how a WeChat Pay payment stands now.',
    'wechat_pay',
    wechatPay,
    'Transaction id of the payment',
  ),
]
