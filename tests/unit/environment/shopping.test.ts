import { expect, test } from 'vitest'
import { KINDS } from '@/lib/environment/areas/goods'
import { available } from '@/lib/environment/areas/payment-vendors'
import { listingAt, listOrders, searchShelf } from '@/lib/environment/areas/shelves'
import { ebayFacts } from '@/lib/environment/areas/shop-vendors'
import type { AccountId } from '@/lib/environment/slices/payments'
import type { Shop } from '@/lib/environment/slices/shopping'
import { sliceOf, withSlice } from '@/lib/environment/world'
import { luckyWorld, type Observation, Session } from './try-tools'

const ADDRESS = '12 Example Street, Springfield'

/** How each shop is searched, what of its answer is read, and what an order is paid from. */
const SHOPS: {
  shop: Shop
  query: (words: string) => object
  rows: (seen: Observation) => { id: string; stock: number; price: number; again: unknown; buyable: boolean }[]
  account: AccountId
  paid: (seen: Observation) => { order: string; total: number; payment: string }
}[] = [
  {
    shop: 'amazon',
    query: (keyword) => ({ keyword }),
    rows: (seen) =>
      seen.items.map((one: Observation) => ({
        id: one.asin,
        stock: one.stock,
        price: one.price.amount,
        again: one.lastPurchased,
        buyable: true,
      })),
    account: 'card_visa',
    paid: (seen) => ({ order: seen.orderId, total: seen.orderTotal.amount, payment: seen.paymentId }),
  },
  {
    shop: 'temu',
    query: (query) => ({ query }),
    rows: (seen) =>
      seen.result.goods_list.map((one: Observation) => ({
        id: one.goods_id,
        stock: one.stock,
        price: one.price / 100,
        again: one.bought_before,
        buyable: true,
      })),
    account: 'card_mastercard',
    paid: ({ result }) => ({
      order: result.parent_order_sn,
      total: result.order_amount / 100,
      payment: result.pay_sn,
    }),
  },
  {
    shop: 'ebay',
    query: (search_term) => ({ search_term }),
    rows: (seen) =>
      seen.itemSummaries.map((one: Observation) => ({
        id: one.itemId,
        stock: one.estimatedAvailableQuantity,
        price: Number((one.price ?? one.currentBidPrice).value),
        again: one.purchasedBefore,
        buyable: one.buyingOptions[0] === 'FIXED_PRICE',
      })),
    account: 'paypal_balance',
    paid: (seen) => ({
      order: seen.orderId,
      total: Number(seen.pricingSummary.total.value),
      payment: seen.payment.paymentReferenceId,
    }),
  },
  {
    shop: 'taobao',
    query: (keyword) => ({ keyword }),
    rows: (seen) =>
      seen.items_search_response.items.map((one: Observation) => ({
        id: one.num_iid,
        stock: one.quantity,
        price: Number(one.price),
        again: one.bought,
        buyable: true,
      })),
    account: 'alipay_balance',
    paid: ({ trade_create_response: seen }) => ({
      order: seen.tid,
      total: Number(seen.payment),
      payment: seen.alipay_no,
    }),
  },
]

test.each(SHOPS)('$shop: what a search finds can be ordered; stock, balance and history follow', (vendor) => {
  const session = new Session()
  const search = () => vendor.rows(session.done(`search_products_${vendor.shop}`, vendor.query('coffee maker')))
  const found = search()
  expect(search()).toEqual(found)
  const item = found.find((one) => one.stock > 2 && one.buyable && one.price < 300)!
  const before = available(session.world, vendor.account)
  const order = { item_id: item.id, quantity: 2, shipping_address: ADDRESS }
  const paid = vendor.paid(session.done(`place_order_${vendor.shop}`, order))
  expect(paid.total).toBeGreaterThan(item.price)
  expect(available(session.world, vendor.account)).toBeCloseTo(before - paid.total, 6)
  const after = search().find((one) => one.id === item.id)!
  expect(after.stock).toBe(item.stock - 2)
  expect([item.again, Boolean(after.again)]).toEqual([undefined, true])
  expect(listOrders(sliceOf(session.world, 'shopping'), vendor.shop)).toMatchObject([
    { id: paid.order, item: item.id, quantity: 2, payment: paid.payment },
  ])
})

test('an order that was paid with Alipay or PayPal can be queried there', () => {
  const session = new Session()
  const [taobao] = session.done('search_products_taobao', { keyword: '台灯' }).items_search_response.items
  const { trade_create_response: order } = session.done('place_order_taobao', {
    item_id: taobao.num_iid,
    quantity: 1,
    shipping_address: ADDRESS,
  })
  expect(session.done('query_alipay_payment', { payment_id: order.alipay_no })).toMatchObject({
    trade_status: 'TRADE_SUCCESS',
    total_amount: order.payment,
    order_id: order.tid,
  })
})

test.each(SHOPS)('$shop refuses an unknown item and more than there is', ({ shop }) => {
  const session = new Session()
  const order = (item_id: string, quantity: number, shipping_address = ADDRESS) =>
    JSON.stringify(session.refused(`place_order_${shop}`, { item_id, quantity, shipping_address }))
  const shopping = sliceOf(session.world, 'shopping')
  const all = KINDS.map((_, kind) => listingAt(shopping, shop, kind * 2))
  const none = all.find(({ stock }) => stock === 0)!
  const few = all.find(({ stock }) => stock > 0 && stock < 9)!
  expect(order('nothing', 1)).toContain(
    'There is no item \\"nothing\\". Search for it first and use an id of the results.',
  )
  expect(order(none.id, 1)).toContain(`${none.title} is out of stock.`)
  expect(order(few.id, few.stock + 1)).toContain(`Of ${few.title}, ${few.stock} are left.`)
  expect(order(few.id, 0)).toMatch(/0 cannot be ordered; 1 to \d+ can\./)
  expect(order(few.id, 1, 'x')).toContain('\\"x\\" is no address to deliver to: name a street and a place.')
  expect(sliceOf(session.world, 'shopping')).toBe(shopping)
})

test('money that is not there leaves the shelf as it was', () => {
  const session = new Session()
  const payments = sliceOf(session.world, 'payments')
  const accounts = { ...payments.accounts, card_visa: { ...payments.accounts.card_visa, minor: 100 } }
  session.world = withSlice(session.world, 'payments', { ...payments, accounts })
  const item = session
    .done('search_products_amazon', { keyword: 'desk lamp' })
    .items.find((one: Observation) => one.stock)
  const shopping = sliceOf(session.world, 'shopping')
  const seen = session.refused('place_order_amazon', { item_id: item.asin, quantity: 1, shipping_address: ADDRESS })
  const total = (item.price.amount + 5.99).toFixed(2)
  expect(seen.errors).toEqual([
    { code: 'PaymentDeclined', message: `${total} USD are needed and 1.00 USD are available.` },
  ])
  expect(sliceOf(session.world, 'shopping')).toBe(shopping)
})

test('each shop says no in its own words', () => {
  const session = new Session()
  const order = { item_id: 'x', quantity: 1, shipping_address: ADDRESS }
  expect(session.refused('place_order_amazon', order).errors[0].code).toBe('NotFound')
  expect(session.refused('place_order_temu', order)).toMatchObject({ success: false, error_code: 40002 })
  expect(session.refused('place_order_ebay', order).errors[0]).toMatchObject({ errorId: 11001, domain: 'API_ORDER' })
  expect(session.refused('place_order_taobao', order).error_response.sub_code).toBe('isv.item-not-exist')
})

test('variants, smallest orders, gifts and Prime have rules', () => {
  const session = new Session()
  const { goods_list: shirts } = session.done('search_products_temu', { query: 't-shirt' }).result
  const shirt = { item_id: shirts[0].goods_id, shipping_address: ADDRESS }
  const temu = (args: object) => session.refused('place_order_temu', { ...shirt, ...args }).error_msg
  expect(temu({ quantity: 1, size: 'XXS' })).toBe('There is no size "XXS": it comes in S, M, L, XL.')
  expect(temu({ quantity: 1, color: 'mauve' })).toBe('There is no colour "mauve": it comes in Black, Navy, Red, White.')
  expect(temu({ quantity: 1 })).toBe(
    `The goods cost ${shirts[0].price_str.slice(1)} USD; an order starts at 10.00 USD.`,
  )
  const ordered = session.done('place_order_temu', { ...shirt, quantity: 3, size: 'l', color: 'RED' })
  expect(ordered.result.sku).toEqual({ color: 'Red', size: 'L' })
  const [book] = session.done('search_products_amazon', { keyword: 'cookbook' }).items
  const amazon = (args: object) =>
    session.refused('place_order_amazon', { item_id: book.asin, quantity: 1, shipping_address: ADDRESS, ...args })
      .errors[0].message
  expect(amazon({ gift_message: 'For you' })).toBe('A gift message needs gift to be true.')
  expect(amazon({ shipping_method: 'prime' })).toBe(
    'Prime shipping is for Prime members; set prime to true, or choose standard or expedited.',
  )
})

test('an offer on eBay is taken, answered or turned down; auctions cannot be ordered', () => {
  const session = new Session()
  const shopping = sliceOf(session.world, 'shopping')
  const all = KINDS.map((_, kind) => listingAt(shopping, 'ebay', kind * 2)).filter(
    ({ minor, stock }) => stock > 0 && minor < 9_000,
  )
  const listing = all.find((one) => ebayFacts(shopping, one).bestOffer)!
  const auction = all.find((one) => ebayFacts(shopping, one).format === 'auction')!
  const order = { item_id: listing.id, quantity: 1, shipping_address: ADDRESS }
  const offer = (share: number) => ({ ...order, offer_price: Math.round(listing.minor * share) / 100 })
  const before = sliceOf(session.world, 'shopping')
  expect(session.done('place_order_ebay', offer(0.3))).toMatchObject({ orderId: null, offerStatus: 'DECLINED' })
  expect(session.done('place_order_ebay', offer(0.75))).toMatchObject({ orderId: null, offerStatus: 'COUNTERED' })
  expect(sliceOf(session.world, 'shopping')).toBe(before)
  expect(session.done('place_order_ebay', offer(0.95)).offerStatus).toBe('ACCEPTED')
  expect(session.refused('place_order_ebay', { ...order, item_id: auction.id }).errors[0].message).toBe(
    'This item is sold by auction and cannot be ordered; choose one with a fixed price.',
  )
})

test('Taobao points pay a part and are gone afterwards', () => {
  const session = new Session()
  const [item] = session.done('search_products_taobao', { keyword: 'pillow', sort: 'price_asc' }).items_search_response
    .items
  const { points } = sliceOf(session.world, 'shopping')
  const order = { item_id: item.num_iid, quantity: 1, shipping_address: ADDRESS, use_points: true }
  const { trade_create_response: seen } = session.done('place_order_taobao', order)
  expect(seen.points_used).toBeGreaterThan(0)
  expect(seen.points_left).toBe(points - seen.points_used)
  expect(sliceOf(session.world, 'shopping').points).toBe(seen.points_left)
})

test('searches filter, sort and page; nothing is found for what no shop sells', () => {
  const session = new Session()
  const search = (args: object) => session.done('search_products_amazon', { keyword: 'camera', ...args })
  const all = search({})
  expect(all.totalResults).toBeGreaterThan(3)
  const prices = search({ sort_by: 'price_asc' }).items.map((one: Observation) => one.price.amount)
  expect(prices).toEqual([...prices].sort((one, two) => one - two))
  expect(search({ page_size: 2, page: 2 }).items).toEqual(all.items.slice(2, 4))
  expect(search({ price_range: [0, prices[0]] }).totalResults).toBeGreaterThan(0)
  for (const item of search({ prime_only: true, min_rating: 4 }).items) {
    expect(item.prime && item.rating >= 4).toBe(true)
  }
  expect(session.done('search_products_amazon', { keyword: 'zzyzx' })).toMatchObject({ totalResults: 0, items: [] })
  expect(session.refused('search_products_amazon', { keyword: 'x', price_range: [9, 1] }).errors[0].message).toBe(
    'The lowest price, 9, is above the highest, 1.',
  )
})

test('every kind of goods is found by its name, in English and in Chinese', () => {
  const shopping = sliceOf(luckyWorld(), 'shopping')
  expect(new Set(KINDS.map(({ name }) => name)).size).toBe(KINDS.length)
  for (const kind of KINDS) {
    expect(kind.cents).toBeGreaterThan(0)
    for (const words of [kind.name, kind.chinese]) {
      expect(searchShelf(shopping, 'taobao', words).map((one) => one.kind.name)).toContain(kind.name)
    }
  }
})

test('ids and titles of a shop are each one listing, and differ from world to world', () => {
  const shelves = [luckyWorld(1, 1), luckyWorld(1, 500)].map((world) =>
    KINDS.flatMap((_, kind) =>
      [0, 1].map((offer) => listingAt(sliceOf(world, 'shopping'), 'amazon', kind * 2 + offer)),
    ),
  )
  for (const shelf of shelves) {
    expect(new Set(shelf.map(({ id }) => id)).size).toBe(shelf.length)
    expect(new Set(shelf.map(({ title }) => title)).size).toBe(shelf.length)
  }
  expect(shelves[0]!.map(({ minor }) => minor)).not.toEqual(shelves[1]!.map(({ minor }) => minor))
})
