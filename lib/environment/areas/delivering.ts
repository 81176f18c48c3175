import type { JsonValue } from '@/lib/core/json/values'
import { money } from '../money'
import { put } from '../records'
import type { Courier, Delivery } from '../slices/deliveries'
import type { AccountId, PaymentProvider } from '../slices/payments'
import { sliceOf, type World, withSlice } from '../world'
import { payIn } from './payment-vendors'
import { findPlace, type MenuItem, menuOf, type Place } from './places'

/** What all couriers do alike when something is ordered. */

export type CourierProblem =
  | 'PLACE'
  | 'CLOSED'
  | 'ITEMS'
  | 'ITEM'
  | 'MINIMUM'
  | 'ADDRESS'
  | 'TIME'
  | 'OPTION'
  | 'VOUCHER'
  | 'FUNDS'
  | 'BUSY'

export interface CourierRefusal {
  problem: CourierProblem
  parameter?: string
  message: string
}

export const courierBusy: CourierRefusal = {
  problem: 'BUSY',
  message: 'No couriers are free for the moment. Nothing was changed; try again.',
}

export interface Line {
  item: MenuItem
  quantity: number
}

export interface Basket {
  place: Place
  lines: Line[]
  /** Of the items alone, in smallest units. */
  goods: number
}

interface Wanted {
  courier: Courier
  place: string
  items: JsonValue | readonly { item_id: string; quantity: number }[] | undefined
  address: JsonValue | undefined
  schedule?: string
  scheduleParameter?: string
}

const SHORTEST_ADDRESS = 5
const MOST_OF_ONE = 30

export function readAddress(address: unknown, parameter: string): CourierRefusal | null {
  if (typeof address === 'string' && address.trim().length >= SHORTEST_ADDRESS) return null
  const message = `${JSON.stringify(address)} is no address: name a street and a place.`
  return { problem: 'ADDRESS', parameter, message }
}

/** The place and the lines of an order, once they can be had and sent there. */
export function fillBasket(world: World, wanted: Wanted): Basket | CourierRefusal {
  const place = findPlace(sliceOf(world, 'deliveries'), wanted.courier, wanted.place.trim())
  if (!place) {
    const message = `There is no merchant ${JSON.stringify(wanted.place)}. Search for one first and use its id.`
    return { problem: 'PLACE', parameter: 'restaurant_id', message }
  }
  const wrong =
    readAddress(wanted.address, 'delivery_address') ??
    readSchedule(wanted.schedule, wanted.scheduleParameter ?? '', world.now, place.open)
  if (wrong) return wrong
  if (!place.open && wanted.schedule === undefined) {
    const message = `${place.name} is closed today. Choose another merchant, or a time from tomorrow on.`
    return { problem: 'CLOSED', parameter: 'restaurant_id', message }
  }
  return readLines(place, wanted.items)
}

function readLines(place: Place, items: unknown): Basket | CourierRefusal {
  if (!Array.isArray(items) || items.length === 0) {
    const message = `items must be a list of one or more { item_id, quantity }, got ${JSON.stringify(items ?? null)}.`
    return { problem: 'ITEMS', parameter: 'items', message }
  }
  const lines: Line[] = []
  for (const [index, wanted] of items.entries()) {
    const line = readLine(place, wanted, `items[${index}]`)
    if ('problem' in line) return line
    lines.push(line)
  }
  const goods = lines.reduce((sum, { item, quantity }) => sum + item.minor * quantity, 0)
  if (goods >= place.minimum) return { place, lines, goods }
  const { currency } = place
  const least = money({ minor: place.minimum, currency })
  const message = `The items cost ${money({ minor: goods, currency })}; ${place.name} delivers from ${least} on.`
  return { problem: 'MINIMUM', parameter: 'items', message }
}

function readLine(place: Place, wanted: unknown, parameter: string): Line | CourierRefusal {
  const { item_id: id, quantity }: { item_id?: unknown; quantity?: unknown } = Object(wanted)
  const menu = menuOf(place)
  const item = menu.find((one) => one.id === id)
  if (!item) {
    const offered = menu.map((one) => one.id).join(', ')
    const message = `${place.name} has no item ${JSON.stringify(id ?? wanted)}. It has ${offered}.`
    return { problem: 'ITEM', parameter: `${parameter}.item_id`, message }
  }
  if (typeof quantity === 'number' && Number.isInteger(quantity) && quantity >= 1 && quantity <= MOST_OF_ONE) {
    return { item, quantity }
  }
  const message = `${JSON.stringify(quantity ?? null)} of ${item.dish.name} cannot be ordered; 1 to ${MOST_OF_ONE} can.`
  return { problem: 'ITEM', parameter: `${parameter}.quantity`, message }
}

const DAY = 86_400_000
const MOST_DAYS = 7

function readSchedule(text: string | undefined, parameter: string, now: number, open: boolean): CourierRefusal | null {
  if (text === undefined) return null
  const refuse = (message: string): CourierRefusal => ({ problem: 'TIME', parameter, message })
  const wanted = readTime(text)
  const today = new Date(now).toISOString()
  if (wanted === null) return refuse(`${JSON.stringify(text)} is no time; write it as YYYY-MM-DD HH:MM.`)
  if (wanted < now) return refuse(`${text} is past; it is ${today.slice(0, 16).replace('T', ' ')} now.`)
  if (wanted > now + MOST_DAYS * DAY) return refuse(`${text} is more than ${MOST_DAYS} days ahead.`)
  const sameDay = new Date(wanted).toISOString().slice(0, 10) === today.slice(0, 10)
  return sameDay && !open ? refuse('The merchant is closed today; choose a time from tomorrow on.') : null
}

/** ms since 1970 of "YYYY-MM-DD HH:MM"; null where the calendar has no such time. */
export function readTime(text: string): number | null {
  const shape = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(?::\d{2})?$/.exec(text.trim())
  if (!shape) return null
  const at = Date.parse(`${shape[1]}T${shape[2]}:00.000Z`)
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== shape[1] ? null : at
}

interface Checkout {
  basket: Basket
  /** To pay in all. */
  minor: number
  address: string
  orderId: string
  /** null: in cash at the door. */
  pay: { provider: PaymentProvider; account: AccountId; id: string } | null
}

/** Pays and files the order. */
export function order(world: World, { basket, minor, address, orderId, pay }: Checkout): OrderMade | CourierRefusal {
  const { place, lines } = basket
  const paid = pay && {
    ...pay,
    minor,
    currency: place.currency,
    direction: 'OUT' as const,
    counterparty: place.courier,
    description: place.name,
    settlesAfter: null,
    detail: { order_id: orderId },
  }
  const made = paid && payIn(world, paid)
  if (made && 'problem' in made) return { problem: 'FUNDS', message: made.message }
  const after = made ? made.world : world
  const deliveries = sliceOf(after, 'deliveries')
  const delivery: Delivery = {
    id: orderId,
    courier: place.courier,
    place: place.id,
    items: lines.map(({ item, quantity }) => ({ id: item.id, quantity })),
    minor,
    currency: place.currency,
    address,
    payment: made ? made.paid.payment.id : null,
    at: world.now,
  }
  const orders = put(deliveries.orders, orderId, delivery)
  return { delivery, world: withSlice(after, 'deliveries', { ...deliveries, orders }) }
}

export interface OrderMade {
  world: World
  delivery: Delivery
}
