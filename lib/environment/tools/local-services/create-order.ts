import { refuseBy } from '../../areas/courier-refusals'
import { type CourierRefusal, courierBusy, fillBasket, order } from '../../areas/delivering'
import { cardId, wechatId } from '../../areas/payments'
import { type Place, VOUCHERS } from '../../areas/places'
import { BAD_LUCK, defineTool, done } from '../../define-tool'
import { convert, money, toMajor, toText } from '../../money'
import type { JsonObject } from '../../schema'
import { sliceOf, withSlice } from '../../world'

const CAPABILITY = 'LocalServices.create_order'
const PLACE = { type: 'string', description: 'Id of the merchant, as a search gives it' } as const
const ADDRESS = { type: 'string', description: 'Where it is brought' } as const
const ITEM_ID = { type: 'string', description: 'Id of the item, as a search gives it' } as const
const QUANTITY = { type: 'integer', description: 'How many of it' } as const
const ITEMS = 'What is ordered'
const WHEN = 'When it is wanted, if not now: YYYY-MM-DD HH:MM'
const REQUIRED = ['restaurant_id', 'items', 'delivery_address'] as const

const MINUTE = 60_000
const clock = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')
const arrival = (now: number, place: Place, faster: number, scheduled: string | undefined) =>
  scheduled ?? clock(now + (place.minutes - faster) * MINUTE)

/** What the reference requires here and does not describe (items, delivery_address) is checked by the order itself. */
const orderMeituan = defineTool({
  name: 'place_order_meituan',
  capability: CAPABILITY,
  description:
    'Order from a merchant on Meituan, paid with WeChat Pay. items is a list of { item_id, quantity }; delivery_address is where it is brought.',
  parameters: {
    type: 'object',
    properties: {
      restaurant_id: PLACE,
      note_to_driver: { type: 'string', description: 'Note for the one who brings it' },
      contact_phone: { type: 'string', description: 'Number to call at the door' },
    },
    required: REQUIRED,
  },
  run(world, args, chance) {
    if (chance.happens(BAD_LUCK)) return refuseBy('meituan', world, courierBusy)
    const { items, delivery_address: address }: JsonObject = args
    const { restaurant_id: place, contact_phone: phone } = args
    const basket = fillBasket(world, { courier: 'meituan', place, items, address })
    const wrong = 'problem' in basket ? basket : readPhone(phone)
    if (wrong || 'problem' in basket) return refuseBy('meituan', world, wrong ?? courierBusy)
    const packing = basket.lines.length * 100
    const made = order(world, {
      basket,
      minor: basket.goods + basket.place.fee + packing,
      address: String(address),
      orderId: chance.digits(16),
      pay: { provider: 'wechat_pay', account: 'wechat_balance', id: wechatId(world.now, chance) },
    })
    if ('problem' in made) return refuseBy('meituan', world, made)
    return done(made.world, {
      code: 0,
      msg: 'ok',
      data: {
        order_id: made.delivery.id,
        status: 2,
        status_desc: 'waiting for the merchant',
        poi_name: basket.place.name,
        detail: basket.lines.map(({ item, quantity }) => ({
          food_id: item.id,
          food_name: item.dish.chinese,
          quantity,
          price: toMajor(item.minor, 'CNY'),
        })),
        box_total_price: toMajor(packing, 'CNY'),
        shipping_fee: toMajor(basket.place.fee, 'CNY'),
        total: toMajor(made.delivery.minor, 'CNY'),
        pay_transaction_id: made.delivery.payment,
        recipient_address: made.delivery.address,
        ...(args.note_to_driver && { caution: args.note_to_driver }),
        estimate_arrival_time: arrival(world.now, basket.place, 0, undefined),
      },
    })
  },
})

function readPhone(phone: string | undefined): CourierRefusal | null {
  if (phone === undefined || phone.replace(/\D/g, '').length >= 7) return null
  return { problem: 'OPTION', parameter: 'contact_phone', message: `${JSON.stringify(phone)} is no phone number.` }
}

/** Shares of the items' price. */
const SERVICE = 0.1
const TAX = 0.08
const DOORDASH_PRIORITY = 299
const HIGHEST_TIP = 20_000

const orderDoordash = defineTool({
  name: 'place_order_doordash',
  capability: CAPABILITY,
  description: 'Order from a store on DoorDash; it is charged to the card. The answer counts in US cents.',
  parameters: {
    type: 'object',
    properties: {
      restaurant_id: PLACE,
      items: {
        type: 'array',
        description: ITEMS,
        items: {
          type: 'object',
          properties: {
            item_id: ITEM_ID,
            quantity: QUANTITY,
            customizations: { type: 'object', description: 'How it is wanted' },
          },
          required: ['item_id', 'quantity'],
        },
      },
      delivery_address: ADDRESS,
      tip_amount: { type: 'number', description: 'Tip in dollars', default: 0 },
      delivery_instructions: { type: 'string', description: 'Note for the one who brings it' },
      scheduled_time: { type: 'string', description: WHEN },
      no_contact_delivery: { type: 'boolean', description: 'Leave it at the door', default: true },
      priority_delivery: { type: 'boolean', description: 'Straight to you, for a fee', default: false },
    },
    required: REQUIRED,
  },
  run(world, args, chance) {
    if (chance.happens(BAD_LUCK)) return refuseBy('doordash', world, courierBusy)
    const { restaurant_id: place, items, delivery_address: address, scheduled_time: schedule } = args
    const basket = fillBasket(world, {
      courier: 'doordash',
      place,
      items,
      address,
      schedule,
      scheduleParameter: 'scheduled_time',
    })
    if ('problem' in basket) return refuseBy('doordash', world, basket)
    const tip = Math.round(args.tip_amount * 100)
    if (tip < 0 || tip > HIGHEST_TIP) {
      const message = `A tip of ${args.tip_amount} cannot be given; 0 to ${HIGHEST_TIP / 100} dollars can.`
      return refuseBy('doordash', world, { problem: 'OPTION', parameter: 'tip_amount', message })
    }
    const fees = {
      delivery_fee: basket.place.fee,
      service_fee: Math.round(basket.goods * SERVICE),
      priority_fee: args.priority_delivery ? DOORDASH_PRIORITY : 0,
      tax: Math.round(basket.goods * TAX),
      tip,
    }
    const made = order(world, {
      basket,
      minor: Object.values(fees).reduce((sum, fee) => sum + fee, basket.goods),
      address,
      orderId: chance.uuid(),
      pay: { provider: 'card', account: 'card_visa', id: cardId(chance) },
    })
    if ('problem' in made) return refuseBy('doordash', world, made)
    return done(made.world, {
      order_uuid: made.delivery.id,
      status: args.scheduled_time === undefined ? 'created' : 'scheduled',
      store: { store_id: basket.place.id, name: basket.place.name },
      items: basket.lines.map(({ item, quantity }) => ({
        item_id: item.id,
        name: item.dish.name,
        quantity,
        unit_price: item.minor,
      })),
      subtotal: basket.goods,
      ...fees,
      total: made.delivery.minor,
      currency: 'usd',
      charge_id: made.delivery.payment,
      contactless_dropoff: args.no_contact_delivery,
      dropoff_address: address,
      estimated_delivery: arrival(world.now, basket.place, args.priority_delivery ? 5 : 0, args.scheduled_time),
    })
  },
})

const usd = (minor: number) => ({ amount: minor, currencyCode: 'USD', formatted: `$${toText(minor, 'USD')}` })
const UBER_PRIORITY = 349
const HIGHEST_PERCENT = 30

const orderUbereats = defineTool({
  name: 'place_order_ubereats',
  capability: CAPABILITY,
  description: 'Order from a store on Uber Eats; the tip is a share of the items, and a group can add to the order.',
  parameters: {
    type: 'object',
    properties: {
      restaurant_id: PLACE,
      items: {
        type: 'array',
        description: ITEMS,
        items: {
          type: 'object',
          properties: {
            item_id: ITEM_ID,
            quantity: QUANTITY,
            special_instructions: { type: 'string', description: 'How it is wanted' },
          },
          required: ['item_id', 'quantity'],
        },
      },
      delivery_address: ADDRESS,
      tip_percent: { type: 'number', description: 'Tip as a share of the items, 0 to 30', default: 15 },
      delivery_notes: { type: 'string', description: 'Note for the one who brings it' },
      schedule_for: { type: 'string', description: WHEN },
      priority: { type: 'boolean', description: 'Straight to you, for a fee', default: false },
      group_order: { type: 'boolean', description: 'Others can add to it', default: false },
    },
    required: REQUIRED,
  },
  run(world, args, chance) {
    if (chance.happens(BAD_LUCK)) return refuseBy('ubereats', world, courierBusy)
    const { restaurant_id: place, items, delivery_address: address, schedule_for: schedule, tip_percent: tip } = args
    const basket = fillBasket(world, {
      courier: 'ubereats',
      place,
      items,
      address,
      schedule,
      scheduleParameter: 'schedule_for',
    })
    if ('problem' in basket) return refuseBy('ubereats', world, basket)
    if (tip < 0 || tip > HIGHEST_PERCENT) {
      const message = `A tip of ${tip} per cent cannot be given; 0 to ${HIGHEST_PERCENT} can.`
      return refuseBy('ubereats', world, { problem: 'OPTION', parameter: 'tip_percent', message })
    }
    const taxes = Math.round(basket.goods * (SERVICE + TAX)) + (args.priority ? UBER_PRIORITY : 0)
    const tipped = Math.round((basket.goods * tip) / 100)
    const made = order(world, {
      basket,
      minor: basket.goods + basket.place.fee + taxes + tipped,
      address,
      orderId: chance.uuid(),
      pay: { provider: 'card', account: 'card_mastercard', id: cardId(chance) },
    })
    if ('problem' in made) return refuseBy('ubereats', world, made)
    return done(made.world, {
      status: 'success',
      data: {
        orderUuid: made.delivery.id,
        state: schedule === undefined ? 'PREPARING' : 'SCHEDULED',
        storeUuid: basket.place.id,
        title: basket.place.name,
        cart: basket.lines.map(({ item, quantity }) => ({ uuid: item.id, title: item.dish.name, quantity })),
        fare: {
          subtotal: usd(basket.goods),
          deliveryFee: usd(basket.place.fee),
          taxesAndFees: usd(taxes),
          tip: usd(tipped),
          total: usd(made.delivery.minor),
        },
        paymentUuid: made.delivery.payment,
        ...(args.group_order && { groupOrderUrl: `https://eats.example.com/group/${made.delivery.id.slice(0, 8)}` }),
        eta: arrival(world.now, basket.place, args.priority ? 10 : 0, schedule),
      },
    })
  },
})

const VOUCHER_RULES: Record<string, { percent: number; from: number; most: number; freeDelivery?: true }> = {
  WELCOME10: { percent: 10, from: 1_000, most: 800 },
  NOMNOM15: { percent: 15, from: 2_000, most: 1_000 },
  FREERIDE: { percent: 0, from: 1_200, most: 0, freeDelivery: true },
}

const orderFoodpanda = defineTool({
  name: 'place_order_foodpanda',
  capability: CAPABILITY,
  description:
    'Order from a merchant on foodpanda, by card or in cash; a voucher counts once. Prices are in Singapore dollars.',
  parameters: {
    type: 'object',
    properties: {
      restaurant_id: PLACE,
      items: {
        type: 'array',
        description: ITEMS,
        items: {
          type: 'object',
          properties: {
            item_id: ITEM_ID,
            quantity: QUANTITY,
            add_ons: { type: 'array', description: 'Extras with it' },
          },
          required: ['item_id', 'quantity'],
        },
      },
      delivery_address: ADDRESS,
      voucher_code: { type: 'string', description: 'Code that makes it cheaper' },
      remarks: { type: 'string', description: 'Note for the one who brings it' },
      schedule_time: { type: 'string', description: WHEN },
      payment_method: {
        type: 'string',
        description: 'By card now, or in cash at the door',
        enum: ['card', 'cash'],
        default: 'card',
      },
      pro_member: { type: 'boolean', description: 'Whether the buyer is a pro member', default: false },
    },
    required: REQUIRED,
  },
  run(world, args, chance) {
    if (chance.happens(BAD_LUCK)) return refuseBy('foodpanda', world, courierBusy)
    const { restaurant_id: place, items, delivery_address: address, schedule_time: schedule, voucher_code: code } = args
    const basket = fillBasket(world, {
      courier: 'foodpanda',
      place,
      items,
      address,
      schedule,
      scheduleParameter: 'schedule_time',
    })
    if ('problem' in basket) return refuseBy('foodpanda', world, basket)
    const { usedVouchers } = sliceOf(world, 'deliveries')
    const voucher = readVoucher(code, basket.place, basket.goods, usedVouchers)
    if ('problem' in voucher) return refuseBy('foodpanda', world, voucher)
    const fee = args.pro_member || voucher.freeDelivery ? 0 : basket.place.fee
    const made = order(world, {
      basket,
      minor: basket.goods - voucher.off + fee,
      address,
      orderId: `${basket.place.id}-${chance.text('abcdefghjkmnpqrstuvwxyz23456789', 4)}`,
      pay: args.payment_method === 'cash' ? null : { provider: 'card', account: 'card_visa', id: cardId(chance) },
    })
    if ('problem' in made) return refuseBy('foodpanda', world, made)
    const after = sliceOf(made.world, 'deliveries')
    const used = code ? [...usedVouchers, code.trim().toUpperCase()] : usedVouchers
    const sgd = (minor: number) => toMajor(minor, 'SGD')
    return done(withSlice(made.world, 'deliveries', { ...after, usedVouchers: used }), {
      status_code: 201,
      data: {
        order_code: made.delivery.id,
        current_status: { code: schedule === undefined ? 'ACCEPTED' : 'PREORDERED' },
        vendor: { code: basket.place.id, name: basket.place.name },
        order_products: basket.lines.map(({ item, quantity }) => ({
          id: item.id,
          name: item.dish.name,
          quantity,
          price: sgd(item.minor),
        })),
        subtotal: sgd(basket.goods),
        voucher_discount: sgd(voucher.off),
        delivery_fee: sgd(fee),
        total_value: sgd(made.delivery.minor),
        currency: 'SGD',
        payment: { method: args.payment_method, reference: made.delivery.payment },
        ...(made.delivery.payment !== null && {
          charged_usd: toMajor(convert(made.delivery.minor, 'SGD', 'USD'), 'USD'),
        }),
        expected_delivery_time: arrival(world.now, basket.place, 0, schedule),
      },
    })
  },
})

function readVoucher(
  code: string | undefined,
  place: Place,
  goods: number,
  used: readonly string[],
): { off: number; freeDelivery: boolean } | CourierRefusal {
  const refuse = (message: string): CourierRefusal => ({ problem: 'VOUCHER', parameter: 'voucher_code', message })
  if (code === undefined || code === '') return { off: 0, freeDelivery: false }
  const name = VOUCHERS.find((one) => one === code.trim().toUpperCase())
  const rule = name && VOUCHER_RULES[name]
  if (!name || !rule) return refuse(`There is no voucher ${JSON.stringify(code)}.`)
  if (used.includes(name)) return refuse(`The voucher ${name} was used before.`)
  if (place.voucher !== name) return refuse(`The voucher ${name} does not count at ${place.name}.`)
  if (goods < rule.from) {
    const from = money({ minor: rule.from, currency: place.currency })
    return refuse(
      `The voucher ${name} counts from ${from} on; the items cost ${money({ minor: goods, currency: place.currency })}.`,
    )
  }
  return {
    off: Math.min(rule.most, Math.round((goods * rule.percent) / 100)),
    freeDelivery: rule.freeDelivery === true,
  }
}

export const createDelivery = [orderMeituan, orderDoordash, orderUbereats, orderFoodpanda]
