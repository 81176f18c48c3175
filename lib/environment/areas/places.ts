import { hashText } from '@/lib/core/sampling/random'
import { convert } from '../money'
import { among, between, noise } from '../noise'
import type { Courier, DeliveriesState, Delivery } from '../slices/deliveries'
import { CUISINES, type Cuisine, type Dish, fitOf, readWish } from './menus'

/** A restaurant or shop of a courier, in this world: everything about it follows from the seed. */
export interface Place {
  courier: Courier
  id: string
  at: number
  name: string
  cuisine: Cuisine
  currency: string
  rating: number
  reviews: number
  /** From 1 to 4. */
  priceLevel: number
  /** Until it is at the door. */
  minutes: number
  open: boolean
  /** In smallest units. */
  minimum: number
  fee: number
  voucher: string | null
}

export interface MenuItem {
  id: string
  dish: Dish
  minor: number
}

interface Chart {
  number: number
  currency: string
  /** Of the usual price. */
  price: number
  writeId: (n: number, seed: number) => string
  /** The number in an id, if it has the shape. */
  readId: (id: string) => number | null
  itemId: (place: string, at: number) => string
}

const hex = (n: number, length: number) => n.toString(16).padStart(length, '0')

const MAPS: Record<Courier, Chart> = {
  meituan: {
    number: 1,
    currency: 'CNY',
    price: 0.45,
    writeId: (n) => String(100_000_000 + n * 311),
    readId: (id) => (/^\d{9}$/.test(id) ? (Number(id) - 100_000_000) / 311 : null),
    itemId: (place, at) => `${place}${String(at + 1).padStart(3, '0')}`,
  },
  doordash: {
    number: 2,
    currency: 'USD',
    price: 1,
    writeId: (n) => String(1_000_000 + n),
    readId: (id) => (/^\d{7}$/.test(id) ? Number(id) - 1_000_000 : null),
    itemId: (place, at) => String(Number(place) * 1_000 + 117 + at * 13),
  },
  ubereats: {
    number: 3,
    currency: 'USD',
    price: 1.1,
    writeId: (n, seed) => {
      const own = hex(hashText(`uber ${seed}`) >>> 0, 8)
      return `${own.slice(0, 4)}${hex(n % 65_536, 4)}-${own.slice(4)}-4a51-9c0e-${hex(n, 12)}`
    },
    readId: (id) => (/^[0-9a-f-]{36}$/.test(id) ? Number.parseInt(id.slice(24), 16) : null),
    itemId: (place, at) => `${place.slice(28)}-${hex(4_096 + at * 37, 4)}`,
  },
  foodpanda: {
    number: 4,
    currency: 'SGD',
    price: 0.9,
    writeId: (n) => n.toString(36).padStart(4, 'a'),
    readId: (id) => (/^[0-9a-z]{4}$/.test(id) ? Number.parseInt(id, 36) : null),
    itemId: (place, at) => `${place}-${at + 1}`,
  },
}

const NAMES =
  'Lantern,Harbor,Maple,Copper,Juniper,Willow,Saffron,Pebble,Cloud,Sunny,Old Mill,Blue Door,River,Garden,Corner,Amber'.split(
    ',',
  )

const PLACES_OF_A_KIND = 2
const NAME_STEP = 5
const STEP = 7_919
const SHARE_CLOSED = 0.08
const SHARE_WITH_VOUCHER = 0.4

// Places of noise: a fact of a place each.
const OFFSET = 1
const NAME = 2
const RATING = 4
const REVIEWS = 5
const LEVEL = 6
const MINUTES = 7
const OPEN = 8
const MINIMUM = 9
const FEE = 10
const VOUCHER = 11
const RANK = 12

export const VOUCHERS = ['WELCOME10', 'NOMNOM15', 'FREERIDE'] as const

const offsetOf = (seed: number, { number }: Chart) => between(100_000, 800_000, noise(seed, number, OFFSET))

export function placeAt({ seed }: DeliveriesState, courier: Courier, at: number): Place {
  const map = MAPS[courier]
  const fact = (which: number) => noise(seed, map.number, at, which)
  const kind = Math.floor(at / PLACES_OF_A_KIND)
  const cuisine = CUISINES[kind]!
  const id = map.writeId(offsetOf(seed, map) + at * STEP, seed)
  const level = between(1, 3, fact(LEVEL))
  const price = (cents: number) => roundUp(convert(cents * map.price, 'USD', map.currency), 10)
  const free = fact(FEE) < 0.25
  return {
    courier,
    id,
    at,
    name: nameOf(cuisine, at, noise(seed, map.number, kind, NAME)),
    cuisine,
    currency: map.currency,
    rating: between(35, 50, fact(RATING)) / 10,
    reviews: between(12, 4_000, fact(REVIEWS)),
    priceLevel: level,
    minutes: between(4, 12, fact(MINUTES)) * 5,
    open: fact(OPEN) >= SHARE_CLOSED,
    minimum: price(between(4, 15, fact(MINIMUM)) * 100),
    fee: free ? 0 : price(between(99, 499, noise(seed, map.number, at, FEE, 1))),
    voucher: fact(VOUCHER) < SHARE_WITH_VOUCHER ? among(VOUCHERS, noise(seed, map.number, at, VOUCHER, 1)) : null,
  }
}

/** Places of a kind have one draw between them, so that no two are called the same. */
function nameOf({ ends }: Cuisine, at: number, share: number): string {
  const which = at % PLACES_OF_A_KIND
  const first = Math.floor(share * NAMES.length) + which * NAME_STEP
  return `${NAMES[first % NAMES.length]} ${ends[which % ends.length]}`
}

/** What a place has; written out only for those that somebody looks at. */
export function menuOf({ id, cuisine, courier, priceLevel, currency }: Place): MenuItem[] {
  const { itemId, price } = MAPS[courier]
  return cuisine.dishes.map((dish, index) => ({
    id: itemId(id, index),
    dish,
    minor: roundUp(convert(dish.cents * price * (0.7 + 0.2 * priceLevel), 'USD', currency), 10),
  }))
}

const roundUp = (minor: number, to: number) => Math.ceil(minor / to) * to

/** What an id stands for at this courier, if for anything. */
export function findPlace(deliveries: DeliveriesState, courier: Courier, id: string): Place | null {
  const map = MAPS[courier]
  const n = map.readId(id)
  if (n === null) return null
  const at = (n - offsetOf(deliveries.seed, map)) / STEP
  if (!Number.isInteger(at) || at < 0 || at >= CUISINES.length * PLACES_OF_A_KIND) return null
  const place = placeAt(deliveries, courier, at)
  return place.id === id ? place : null
}

/** So many kinds of places answer a query at most: those that fit best, and of equals some. */
const KINDS_FOUND = 6

/** Places that a query names, best first; the same for the same query. */
export function searchPlaces(deliveries: DeliveriesState, courier: Courier, query: string): Place[] {
  const { number } = MAPS[courier]
  const wish = readWish(query)
  return CUISINES.map((cuisine, index) => ({ index, fit: fitOf(cuisine, wish) }))
    .filter(({ fit }) => fit > 0)
    .map(({ index, fit }) => ({ index, rank: fit + noise(deliveries.seed, number, index, RANK) }))
    .sort((one, two) => two.rank - one.rank)
    .slice(0, KINDS_FOUND)
    .flatMap(({ index }) =>
      Array.from({ length: PLACES_OF_A_KIND }, (_, one) =>
        placeAt(deliveries, courier, index * PLACES_OF_A_KIND + one),
      ),
    )
}

/** Kilometres from a place to an address: the same for the same words. */
export const distanceTo = (place: Place, address: string): number =>
  between(3, 58, noise(hashText(address.trim().toLowerCase()), MAPS[place.courier].number, place.at)) / 10

/** A courier's orders, newest first. */
export const listDeliveries = ({ orders }: DeliveriesState, courier: Courier): Delivery[] =>
  Object.values(orders)
    .filter((order) => order.courier === courier)
    .reverse()

export const orderedBefore = (deliveries: DeliveriesState, place: Place): boolean =>
  listDeliveries(deliveries, place.courier).some((order) => order.place === place.id)
