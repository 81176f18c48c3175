import { expect, test } from 'vitest'
import { available } from '@/lib/environment/areas/payment-vendors'
import { listPayments } from '@/lib/environment/areas/payments'
import { sliceOf } from '@/lib/environment/world'
import { luckyWorld, Session } from './try-tools'

test('what is paid leaves the balance, stands in the history and can be queried', () => {
  const session = new Session()
  const before = available(session.world, 'paypal_balance')
  const paid = session.done('create_paypal_payment', { amount: 12.5, description: 'Tickets' })
  expect(paid).toMatchObject({ status: 'COMPLETED', amount: { currency_code: 'USD', value: '12.50' } })
  expect(paid.available_balance.value).toBe((before - 12.5).toFixed(2))
  expect(available(session.world, 'paypal_balance')).toBeCloseTo(before - 12.5, 6)
  expect(session.done('query_paypal_payment', { payment_id: paid.id })).toEqual(paid)
  expect(listPayments(sliceOf(session.world, 'payments'), 'paypal').map(({ id }) => id)).toEqual([paid.id])
})

test('a provider does not know the payments of another', () => {
  const session = new Session()
  const { id } = session.done('create_paypal_payment', { amount: 5 })
  const seen = session.refused('query_alipay_payment', { payment_id: id })
  expect(seen).toEqual({
    code: '40004',
    msg: 'Business Failed',
    sub_code: 'ACQ.TRADE_NOT_EXIST',
    sub_msg: `There is no payment with the id "${id}".`,
  })
})

test('each provider words a payment in its own way', () => {
  const session = new Session()
  const alipay = session.done('create_alipay_payment', { amount: 30, subject: 'Books' })
  const wechat = session.done('create_wechat_pay_payment', { amount: 30, description: 'Books' })
  const apple = session.done('create_apple_pay_payment', {
    amount: 30,
    merchant_id: 'merchant.com.example.books',
    payment_data: { network: 'VISA' },
  })
  const stripe = session.done('stripe_create_payment', { amount: 3000, currency: 'EUR' })
  expect(alipay).toMatchObject({ code: '10000', trade_status: 'TRADE_SUCCESS', total_amount: '30.00' })
  expect(alipay.trade_no).toMatch(/^\d{28}$/)
  expect(wechat).toMatchObject({ trade_state: 'NOTPAY', amount: { total: 3000, currency: 'CNY' } })
  expect(wechat.code_url).toMatch(/^https:\/\/wxpay\.example\.com\/qr\//)
  expect(apple).toMatchObject({ status: 'CAPTURED', total: { amount: '30.00' } })
  expect(stripe).toMatchObject({ amount_total: 3000, currency: 'eur', status: 'open', payment_status: 'unpaid' })
})

test('a WeChat payment is confirmed a little later, or its money comes back', () => {
  const ends = new Set<string>()
  for (let from = 1; from < 400 && ends.size < 2; from += 10) {
    const session = new Session(luckyWorld(12, from))
    const balance = available(session.world, 'wechat_balance')
    const { transaction_id: id } = session.done('create_wechat_pay_payment', { amount: 20, description: 'Tea' })
    expect(available(session.world, 'wechat_balance')).toBeCloseTo(balance - 20, 6)
    for (let again = 0; again < 10; again++) session.done('query_wechat_pay_payment', { payment_id: id })
    const { trade_state: state } = session.done('query_wechat_pay_payment', { payment_id: id })
    ends.add(state)
    expect(available(session.world, 'wechat_balance')).toBeCloseTo(state === 'SUCCESS' ? balance - 20 : balance, 6)
  }
  expect([...ends].sort()).toEqual(['PAYERROR', 'SUCCESS'])
})

test('somebody else who pays brings money in once, not at the request', () => {
  const session = new Session()
  const before = available(session.world, 'alipay_balance')
  const asked = session.done('create_alipay_payment', { amount: 88, subject: 'Rent', buyer_id: '2088000011112222' })
  expect(asked.trade_status).toBe('WAIT_BUYER_PAY')
  expect(available(session.world, 'alipay_balance')).toBe(before)
  for (let again = 0; again < 30; again++) session.done('query_alipay_payment', { payment_id: asked.trade_no })
  const { trade_status: status } = session.done('query_alipay_payment', { payment_id: asked.trade_no })
  expect(available(session.world, 'alipay_balance')).toBeCloseTo(status === 'TRADE_SUCCESS' ? before + 88 : before, 6)
})

test('money that is not there is refused with what there is, and nothing changes', () => {
  const session = new Session()
  const payments = sliceOf(session.world, 'payments')
  const seen = session.refused('create_wechat_pay_payment', { amount: 9_999, description: 'Car' })
  const left = (payments.accounts.wechat_balance.minor / 100).toFixed(2)
  expect(seen).toEqual({ code: 'NOT_ENOUGH', message: `9999.00 CNY are needed and ${left} CNY are available.` })
  expect(sliceOf(session.world, 'payments')).toBe(payments)
})

test('an order number of a merchant counts once a provider', () => {
  const session = new Session()
  const first = session.done('create_alipay_payment', { amount: 1, subject: 'One', out_trade_no: 'A-1' })
  const again = session.refused('create_alipay_payment', { amount: 1, subject: 'One', out_trade_no: 'A-1' })
  expect(again.sub_msg).toBe(
    `Order number A-1 was used before, by payment ${first.trade_no}. Use another one, or query that payment.`,
  )
  expect(session.done('query_alipay_payment', { payment_id: 'A-1' }).trade_no).toBe(first.trade_no)
  session.done('create_wechat_pay_payment', { amount: 1, description: 'One', out_trade_no: 'A-1' })
  const metadata = { order_id: 'A-1' }
  session.done('stripe_create_payment', { amount: 100, currency: 'USD', metadata })
  expect(session.refused('stripe_create_payment', { amount: 100, currency: 'USD', metadata }).error.code).toBe(
    'idempotency_key_in_use',
  )
})

test.each([
  ['create_paypal_payment', { amount: 0 }, 'The amount must be greater than 0.'],
  ['create_paypal_payment', { amount: 1.234 }, '1.234 USD: there may be at most 2 digits after the point.'],
  [
    'create_paypal_payment',
    { amount: 10, items: [{ name: 'Cup', quantity: 2, unit_amount: 4 }] },
    'The lines add up to 8.00 USD; the amount is 10.00 USD.',
  ],
  ['create_paypal_payment', { amount: 10, payer_email: 'nobody' }, '"nobody" is not an e-mail address.'],
  ['create_paypal_payment', { amount: 10, return_url: 'here' }, 'return_url must be an http or https address.'],
  [
    'create_alipay_payment',
    { amount: 1.5, currency: 'JPY', subject: 'Yen' },
    '1.5 JPY: there may be no digits after the point.',
  ],
  [
    'create_alipay_payment',
    { amount: 60_000, subject: 'Boat' },
    '60000.00 CNY are above the limit of 49700.00 CNY for one payment.',
  ],
  [
    'create_wechat_pay_payment',
    { amount: 5, description: 'Tea', trade_type: 'JSAPI' },
    'openid is needed when trade_type is JSAPI.',
  ],
  [
    'create_apple_pay_payment',
    { amount: 5, merchant_id: 'shop', payment_data: {} },
    'No merchant is registered as "shop". Identifiers look like merchant.com.example.shop.',
  ],
  [
    'create_apple_pay_payment',
    { amount: 5, merchant_id: 'merchant.com.example', payment_data: { network: 'AMEX' } },
    'The wallet has no AMEX card. It has VISA and MASTERCARD.',
  ],
  [
    'stripe_create_payment',
    { amount: 10.5, currency: 'USD' },
    'Invalid integer: 10.5. The amount is in the smallest unit of usd.',
  ],
  ['stripe_create_payment', { amount: 10, currency: 'USD' }, 'The amount must be at least 0.50 USD (50).'],
  ['stripe_create_payment', { amount: 1000, currency: 'QQQ' }, 'Invalid currency: qqq.'],
  [
    'stripe_create_payment',
    { amount: 1000, currency: 'USD', payment_method_types: ['ideal'] },
    'ideal takes eur only, not usd.',
  ],
])('%s refuses %o', (name, args, message) => {
  expect(JSON.stringify(new Session().refused(name, args))).toContain(JSON.stringify(message).slice(1, -1))
})
