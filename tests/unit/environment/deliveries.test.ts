import { expect, test } from 'vitest'
import { CUISINES } from '@/lib/environment/areas/menus'
import { available } from '@/lib/environment/areas/payment-vendors'
import { listDeliveries, menuOf, type Place, placeAt, searchPlaces } from '@/lib/environment/areas/places'
import type { Courier } from '@/lib/environment/slices/deliveries'
import type { AccountId } from '@/lib/environment/slices/payments'
import { sliceOf } from '@/lib/environment/world'
import { luckyWorld, type Observation, Session } from './try-tools'

const ADDRESS = '12 Example Street, Springfield'

interface Found {
  id: string
  open: boolean
  again: unknown
  items: { id: string }[]
}

/** How each courier is searched, what of its answers is read, and what an order is paid from. */
const COURIERS: {
  courier: Courier
  query: (words: string) => object
  rows: (seen: Observation) => Found[]
  account: AccountId
  /** The payment in the account's own currency. */
  paid: (seen: Observation) => { order: string; total: number; payment: string }
}[] = [
  {
    courier: 'meituan',
    query: (keyword) => ({ keyword, location: ADDRESS }),
    rows: (seen) =>
      seen.data.poi_list.map((one: Observation) => ({
        id: one.wm_poi_id,
        open: one.status === 1,
        again: one.ordered_before,
        items: one.food_list.map((food: Observation) => ({ id: food.food_id })),
      })),
    account: 'wechat_balance',
    paid: ({ data }) => ({ order: data.order_id, total: data.total, payment: data.pay_transaction_id }),
  },
  {
    courier: 'doordash',
    query: (query) => ({ query, address: ADDRESS }),
    rows: (seen) =>
      seen.stores.map((one: Observation) => ({
        id: one.store_id,
        open: one.is_open,
        again: one.order_again,
        items: one.menu.map((item: Observation) => ({ id: item.item_id })),
      })),
    account: 'card_visa',
    paid: (seen) => ({ order: seen.order_uuid, total: seen.total / 100, payment: seen.charge_id }),
  },
  {
    courier: 'ubereats',
    query: (search_term) => ({ search_term, delivery_location: ADDRESS }),
    rows: (seen) =>
      seen.data.stores.map((one: Observation) => ({
        id: one.storeUuid,
        open: one.isOpen,
        again: one.orderedBefore,
        items: one.items.map((item: Observation) => ({ id: item.uuid })),
      })),
    account: 'card_mastercard',
    paid: ({ data }) => ({ order: data.orderUuid, total: data.fare.total.amount / 100, payment: data.paymentUuid }),
  },
  {
    courier: 'foodpanda',
    query: (search_text) => ({ search_text, area: ADDRESS }),
    rows: (seen) =>
      seen.data.items.map((one: Observation) => ({
        id: one.code,
        open: one.is_active,
        again: one.ordered_before,
        items: one.products,
      })),
    account: 'card_visa',
    paid: ({ data }) => ({ order: data.order_code, total: data.charged_usd, payment: data.payment.reference }),
  },
]

/** All places of a courier, as the world of a session has them. */
const placesOf = ({ world }: Session, courier: Courier): Place[] =>
  Array.from({ length: CUISINES.length * 2 }, (_, at) => placeAt(sliceOf(world, 'deliveries'), courier, at))

const orderOf = (place: { id: string; items: { id: string }[] }, quantity = 4) => ({
  restaurant_id: place.id,
  items: [{ item_id: place.items[0]!.id, quantity }],
  delivery_address: ADDRESS,
})

test.each(COURIERS)('$courier: what a search finds can be ordered; balance and history follow', (vendor) => {
  const session = new Session()
  const search = () => vendor.rows(session.done(`search_merchant_${vendor.courier}`, vendor.query('noodles')))
  const found = search()
  expect(search()).toEqual(found)
  const place = found.find(({ open }) => open)!
  const before = available(session.world, vendor.account)
  const paid = vendor.paid(session.done(`place_order_${vendor.courier}`, orderOf(place)))
  expect(paid.total).toBeGreaterThan(0)
  expect(available(session.world, vendor.account)).toBeCloseTo(before - paid.total, 6)
  expect([place.again, search().find(({ id }) => id === place.id)!.again]).toEqual([undefined, true])
  expect(listDeliveries(sliceOf(session.world, 'deliveries'), vendor.courier)).toMatchObject([
    { id: paid.order, place: place.id, items: [{ id: place.items[0]!.id, quantity: 4 }], payment: paid.payment },
  ])
})

test('an order on Meituan can be queried at WeChat Pay', () => {
  const session = new Session()
  const place = placesOf(session, 'meituan').find(({ open }) => open)!
  const { data } = session.done('place_order_meituan', orderOf({ id: place.id, items: menuOf(place) }))
  expect(session.done('query_wechat_pay_payment', { payment_id: data.pay_transaction_id })).toMatchObject({
    trade_state: 'SUCCESS',
    order_id: data.order_id,
    amount: { total: Math.round(data.total * 100), currency: 'CNY' },
  })
})

test.each(COURIERS)('$courier refuses what cannot be had, and nothing changes', ({ courier }) => {
  const session = new Session()
  const name = `place_order_${courier}`
  const places = placesOf(session, courier)
  const open = places.find((place) => place.open && place.minimum > menuOf(place).at(-1)!.minor)!
  const order = (change: object, place = open) => {
    const whole = { ...orderOf({ id: place.id, items: menuOf(place) }), ...change }
    return JSON.stringify(session.refused(name, whole)).replaceAll('\\"', '"')
  }
  const before = sliceOf(session.world, 'deliveries')
  expect(order({ restaurant_id: 'nobody' })).toContain(
    'There is no merchant "nobody". Search for one first and use its id.',
  )
  expect(order({ items: [] })).toContain('items must be a list of one or more { item_id, quantity }, got [].')
  expect(order({ items: [{ item_id: 'soup', quantity: 1 }] })).toContain(`${open.name} has no item "soup". It has `)
  expect(order({ items: [{ item_id: menuOf(open)[0]!.id, quantity: 0 }] })).toContain(
    `0 of ${menuOf(open)[0]!.dish.name} cannot be ordered; 1 to 30 can.`,
  )
  expect(order({ delivery_address: '?' })).toContain('"?" is no address: name a street and a place.')
  const last = menuOf(open).at(-1)!
  expect(order({ items: [{ item_id: last.id, quantity: 1 }] })).toContain(
    `The items cost ${(last.minor / 100).toFixed(2)} ${open.currency}; ${open.name} delivers from ${(open.minimum / 100).toFixed(2)} ${open.currency} on.`,
  )
  const shut = closedPlace(courier)
  const seen = shut.session.refused(name, orderOf({ id: shut.place.id, items: menuOf(shut.place) }))
  expect(JSON.stringify(seen)).toContain(
    `${shut.place.name} is closed today. Choose another merchant, or a time from tomorrow on.`,
  )
  expect(sliceOf(session.world, 'deliveries')).toBe(before)
})

function closedPlace(courier: Courier): { session: Session; place: Place } {
  for (let from = 1; from < 500; from += 7) {
    const session = new Session(luckyWorld(10, from))
    const place = placesOf(session, courier).find(({ open }) => !open)
    if (place) return { session, place }
  }
  throw new Error('no world has a closed place')
}

test('Meituan says which of the parameters that its schema does not describe was wrong', () => {
  const session = new Session()
  const { id } = placesOf(session, 'meituan').find(({ open }) => open)!
  expect(
    session.refused('place_order_meituan', { restaurant_id: id, items: 'two soups', delivery_address: ADDRESS }),
  ).toEqual({
    code: 10003,
    msg: 'items must be a list of one or more { item_id, quantity }, got "two soups".',
    data: null,
  })
  expect(session.refused('place_order_meituan', { restaurant_id: id, items: [] }).error.message).toBe(
    'delivery_address is required but missing.',
  )
})

test('a time may be chosen within a week, also at a place that is closed today', () => {
  const { session, place } = closedPlace('doordash')
  const order = orderOf({ id: place.id, items: menuOf(place) }, 8)
  const at = (days: number) =>
    new Date(session.world.now + days * 86_400_000).toISOString().slice(0, 16).replace('T', ' ')
  const refused = (scheduled_time: string) =>
    session.refused('place_order_doordash', { ...order, scheduled_time }).message
  expect(refused('tomorrow')).toBe('"tomorrow" is no time; write it as YYYY-MM-DD HH:MM.')
  expect(refused('2026-02-30 10:00')).toBe('"2026-02-30 10:00" is no time; write it as YYYY-MM-DD HH:MM.')
  expect(refused('2020-01-01 10:00')).toMatch(/^2020-01-01 10:00 is past; it is 2026-/)
  expect(refused(at(9))).toBe(`${at(9)} is more than 7 days ahead.`)
  expect(session.done('place_order_doordash', { ...order, scheduled_time: at(2) })).toMatchObject({
    status: 'scheduled',
    estimated_delivery: at(2),
  })
})

test('tips are counted in dollars at DoorDash and as a share at Uber Eats', () => {
  const session = new Session()
  const at = (courier: Courier) => {
    const place = placesOf(session, courier).find(({ open }) => open)!
    return orderOf({ id: place.id, items: menuOf(place) })
  }
  const dash = session.done('place_order_doordash', { ...at('doordash'), tip_amount: 3.5 })
  expect(dash.tip).toBe(350)
  expect(dash.total).toBe(dash.subtotal + dash.delivery_fee + dash.service_fee + dash.priority_fee + dash.tax + 350)
  const { fare } = session.done('place_order_ubereats', { ...at('ubereats'), tip_percent: 10 }).data
  expect(fare.tip.amount).toBe(Math.round(fare.subtotal.amount / 10))
  expect(session.refused('place_order_ubereats', { ...at('ubereats'), tip_percent: 60 }).message).toBe(
    'A tip of 60 per cent cannot be given; 0 to 30 can.',
  )
})

test('a voucher counts once, and where it counts; cash leaves the card alone', () => {
  const session = new Session()
  const places = placesOf(session, 'foodpanda').filter(({ open }) => open)
  const place = places.find(({ voucher }) => voucher === 'WELCOME10')!
  const other = places.find(({ voucher }) => voucher === null)!
  const order = { ...orderOf({ id: place.id, items: menuOf(place) }), voucher_code: 'welcome10' }
  const why = (args: object) => session.refused('place_order_foodpanda', args).error.developer_message
  expect(why({ ...order, voucher_code: 'NOPE' })).toBe('There is no voucher "NOPE".')
  const elsewhere = { ...orderOf({ id: other.id, items: menuOf(other) }), voucher_code: 'WELCOME10' }
  expect(why(elsewhere)).toBe(`The voucher WELCOME10 does not count at ${other.name}.`)
  const card = available(session.world, 'card_visa')
  const { data } = session.done('place_order_foodpanda', { ...order, payment_method: 'cash' })
  expect(data.voucher_discount).toBeGreaterThan(0)
  expect(data.payment).toEqual({ method: 'cash', reference: null })
  expect(available(session.world, 'card_visa')).toBe(card)
  expect(why(order)).toBe('The voucher WELCOME10 was used before.')
})

test('searches filter by diet, price and time', () => {
  const session = new Session()
  const dash = (args: object) =>
    session.done('search_merchant_doordash', { query: 'dinner', address: ADDRESS, ...args }).stores
  expect(dash({}).length).toBe(6)
  for (const store of dash({ dietary_preferences: ['Vegan'], price_range: '$$', delivery_time_max: 45 })) {
    expect(store).toMatchObject({ price_range: '$$' })
    expect(store.delivery_minutes).toBeLessThanOrEqual(45)
    expect(store.menu.some(({ dietary }: Observation) => dietary.includes('vegan'))).toBe(true)
  }
  const fees = session
    .done('search_merchant_foodpanda', { search_text: 'pizza', area: ADDRESS, free_delivery: true })
    .data.items.map((one: Observation) => one.minimum_delivery_fee)
  expect(fees.every((fee: number) => fee === 0)).toBe(true)
  expect(session.done('search_merchant_ubereats', { search_term: 'zzyzx', delivery_location: ADDRESS }).data).toEqual({
    totalStores: 0,
    stores: [],
  })
})

test('every kind of place and every dish is found by its name, in English and in Chinese', () => {
  const deliveries = sliceOf(luckyWorld(), 'deliveries')
  for (const cuisine of CUISINES) {
    for (const words of [
      cuisine.name,
      cuisine.chinese,
      ...cuisine.dishes.flatMap((dish) => [dish.name, dish.chinese]),
    ]) {
      expect(
        searchPlaces(deliveries, 'meituan', words).map((place) => place.cuisine.name),
        words,
      ).toContain(cuisine.name)
    }
  }
})

test('no two places of a kind are called the same at one courier', () => {
  const session = new Session()
  for (const { courier } of COURIERS) {
    const names = placesOf(session, courier).map((place) => `${place.cuisine.name}: ${place.name}`)
    expect(new Set(names).size).toBe(names.length)
  }
})
