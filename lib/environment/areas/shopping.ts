import { find, put } from '../records'
import type { AccountId, Payment, PaymentProvider } from '../slices/payments'
import type { Shop, ShopOrder } from '../slices/shopping'
import { sliceOf, type World, withSlice } from '../world'
import { payIn } from './payment-vendors'
import { findListing, type Listing, soldKey } from './shelves'

/** What all shops do alike when something is ordered. */

export type ShopProblem =
  | 'ITEM'
  | 'QUANTITY'
  | 'STOCK'
  | 'VARIANT'
  | 'ADDRESS'
  | 'OPTION'
  | 'MINIMUM'
  | 'FUNDS'
  | 'BUSY'

export interface ShopRefusal {
  problem: ShopProblem
  parameter?: string
  message: string
}

export const shopBusy: ShopRefusal = {
  problem: 'BUSY',
  message: 'The shop takes no orders or searches for the moment. Nothing was changed; try again.',
}

interface Wanted {
  shop: Shop
  item: string
  quantity: number
  address: string
  /** Of one item in one order. */
  most: number
}

const SHORTEST_ADDRESS = 6

/** The listing that is ordered, once it can be had in that number and sent there. */
export function pickGoods(world: World, { shop, item, quantity, address, most }: Wanted): Listing | ShopRefusal {
  const listing = findListing(sliceOf(world, 'shopping'), shop, item.trim())
  if (!listing) {
    const message = `There is no item ${JSON.stringify(item)}. Search for it first and use an id of the results.`
    return { problem: 'ITEM', parameter: 'item_id', message }
  }
  if (quantity < 1 || quantity > most) {
    return { problem: 'QUANTITY', parameter: 'quantity', message: `${quantity} cannot be ordered; 1 to ${most} can.` }
  }
  if (listing.stock < quantity) {
    const message =
      listing.stock === 0 ? `${listing.title} is out of stock.` : `Of ${listing.title}, ${listing.stock} are left.`
    return { problem: 'STOCK', parameter: 'quantity', message }
  }
  if (address.trim().length < SHORTEST_ADDRESS) {
    const message = `${JSON.stringify(address)} is no address to deliver to: name a street and a place.`
    return { problem: 'ADDRESS', parameter: 'shipping_address', message }
  }
  return listing
}

/** One of the offered variants, whatever its capitals; the first where none is named. */
export function pickVariant(
  what: string,
  parameter: string,
  wanted: string | undefined,
  offered: readonly string[],
): { variant: string | undefined } | ShopRefusal {
  if (wanted === undefined || wanted.trim() === '') return { variant: offered[0] }
  const variant = offered.find((one) => one.toLowerCase() === wanted.trim().toLowerCase())
  if (variant !== undefined) return { variant }
  const choice = offered.length === 0 ? `it comes in no choice of ${what}` : `it comes in ${offered.join(', ')}`
  return { problem: 'VARIANT', parameter, message: `There is no ${what} ${JSON.stringify(wanted)}: ${choice}.` }
}

interface Purchase {
  listing: Listing
  quantity: number
  /** To pay in all. */
  minor: number
  address: string
  orderId: string
  pay: { provider: PaymentProvider; account: AccountId; id: string }
}

export interface Bought {
  world: World
  order: ShopOrder
  payment: Payment
}

/** Pays, takes the goods off the shelf and files the order. */
export function buy(world: World, { listing, quantity, minor, address, orderId, pay }: Purchase): Bought | ShopRefusal {
  const { shop, currency, title } = listing
  const made = payIn(world, {
    ...pay,
    minor,
    currency,
    direction: 'OUT',
    counterparty: shop,
    description: `${quantity} × ${title}`,
    settlesAfter: null,
    detail: { order_id: orderId },
  })
  if ('problem' in made) return { problem: 'FUNDS', message: made.message }
  const shopping = sliceOf(made.world, 'shopping')
  const key = soldKey(shop, listing.id)
  const { payment } = made.paid
  const at = world.now
  const order = { id: orderId, shop, item: listing.id, quantity, minor, currency, address, payment: payment.id, at }
  return {
    order,
    payment,
    world: withSlice(made.world, 'shopping', {
      ...shopping,
      sold: put(shopping.sold, key, (find(shopping.sold, key) ?? 0) + quantity),
      orders: put(shopping.orders, orderId, order),
    }),
  }
}

const DAY = 86_400_000

/** "2026-03-07", so many days on. */
export const dayAfter = (now: number, days: number): string => new Date(now + days * DAY).toISOString().slice(0, 10)

/** A page of a list, with how many there are in all. */
export const pageOf = <T>(list: readonly T[], page: number, size: number): { total: number; rows: T[] } => ({
  total: list.length,
  rows: list.slice((page - 1) * size, page * size),
})

/** A range that is the wrong way round is refused. */
export function readRange(low: number | undefined, high: number | undefined, parameter: string): ShopRefusal | null {
  if (low === undefined || high === undefined || low <= high) return null
  return { problem: 'OPTION', parameter, message: `The lowest price, ${low}, is above the highest, ${high}.` }
}
