import { convert } from '../money'
import { between, noise } from '../noise'
import { find } from '../records'
import type { Shop, ShopOrder, ShoppingState } from '../slices/shopping'
import { findKinds, KINDS, type Kind } from './goods'

/** What a shop offers of a kind, in this world: price, stock and rating follow from the seed. */
export interface Listing {
  shop: Shop
  id: string
  /** Its place on the shelf, which everything about it follows from. */
  place: number
  kind: Kind
  brand: string
  title: string
  minor: number
  currency: string
  rating: number
  reviews: number
  /** What is left of it. */
  stock: number
}

interface Shelf {
  number: number
  currency: string
  /** Of the usual price. */
  price: number
  writeId: (n: number) => string
  readId: RegExp
}

const padded = (n: number, length: number) => String(n).padStart(length, '0')
const AMAZON_BASE = 36 ** 7

const SHELVES: Record<Shop, Shelf> = {
  amazon: {
    number: 1,
    currency: 'USD',
    price: 1,
    writeId: (n) => `B0${(AMAZON_BASE + n).toString(36).toUpperCase()}`,
    readId: /^B0([0-9A-Z]{8})$/,
  },
  temu: { number: 2, currency: 'USD', price: 0.45, writeId: (n) => `601099${padded(n, 9)}`, readId: /^601099(\d{9})$/ },
  ebay: { number: 3, currency: 'USD', price: 0.85, writeId: (n) => `25${padded(n, 10)}`, readId: /^25(\d{10})$/ },
  taobao: { number: 4, currency: 'CNY', price: 0.6, writeId: (n) => `67${padded(n, 10)}`, readId: /^67(\d{10})$/ },
}

const BRANDS =
  'Fennick Oakrow Lumiva Tarnhill Novarra Kestrelo Umbrio Solvanta Marlowick Corvane Hallmere Quillby Yarrowe Zephrin Aldermoor Brightsedge Cindral Dovecote Elmstead Farrowby'.split(
    ' ',
  )

/** So many different offers of each kind. */
const OFFERS = 2
const BRAND_STEP = 7
const STEP = 7_919
const SHARE_OUT_OF_STOCK = 0.04

// Places of noise: a fact of a listing each.
const OFFSET = 1
const BRAND = 2
const PRICE = 3
const RATING = 4
const REVIEWS = 5
const STOCK = 6

/** A vendor's own facts of a listing draw from places above these. */
export const OWN_FACTS = 20

/** Noise of one fact of a listing. */
export const factOf = ({ seed }: ShoppingState, { shop, place }: Listing, fact: number): number =>
  noise(seed, SHELVES[shop].number, place, fact)

const offsetOf = (seed: number, shelf: Shelf) => between(100_000_000, 900_000_000, noise(seed, shelf.number, OFFSET))

export function listingAt(shopping: ShoppingState, shop: Shop, place: number): Listing {
  const { seed } = shopping
  const shelf = SHELVES[shop]
  const number = Math.floor(place / OFFERS)
  const kind = KINDS[number]!
  // The offers of a kind have one draw between them, so that no two are of one brand.
  const first = Math.floor(noise(seed, shelf.number, number, BRAND) * BRANDS.length)
  const brand = BRANDS[(first + (place % OFFERS) * BRAND_STEP) % BRANDS.length]!
  const id = shelf.writeId(offsetOf(seed, shelf) + place * STEP)
  const cents = Math.round(kind.cents * shelf.price * (0.8 + 0.5 * noise(seed, shelf.number, place, PRICE)))
  const out = noise(seed, shelf.number, place, STOCK) < SHARE_OUT_OF_STOCK
  const stock = out ? 0 : between(3, 60, noise(seed, shelf.number, place, STOCK, 1))
  return {
    shop,
    id,
    place,
    kind,
    brand,
    title: `${brand} ${kind.name[0]!.toUpperCase()}${kind.name.slice(1)}`,
    minor: priceTag(cents, shelf.currency),
    currency: shelf.currency,
    rating: between(34, 49, noise(seed, shelf.number, place, RATING)) / 10,
    reviews: between(4, 9_000, noise(seed, shelf.number, place, REVIEWS)),
    stock: Math.max(0, stock - soldOf(shopping, shop, id)),
  }
}

/** 23.49 becomes 22.99; yuan are whole. */
function priceTag(cents: number, currency: string): number {
  if (currency === 'USD') return Math.max(199, Math.floor(cents / 100) * 100 - 1)
  return Math.max(500, Math.round(convert(cents, 'USD', currency) / 100) * 100)
}

export const soldKey = (shop: Shop, item: string): string => `${shop}:${item}`
const soldOf = ({ sold }: ShoppingState, shop: Shop, item: string) => find(sold, soldKey(shop, item)) ?? 0

/** What an id stands for in this shop, if for anything. */
export function findListing(shopping: ShoppingState, shop: Shop, id: string): Listing | null {
  const shelf = SHELVES[shop]
  const written = shelf.readId.exec(id)?.[1]
  if (written === undefined) return null
  const n = shop === 'amazon' ? Number.parseInt(written, 36) - AMAZON_BASE : Number(written)
  const place = (n - offsetOf(shopping.seed, shelf)) / STEP
  return Number.isInteger(place) && place >= 0 && place < KINDS.length * OFFERS
    ? listingAt(shopping, shop, place)
    : null
}

/** Listings that a query names, best first; the same for the same query as long as nothing is bought. */
export const searchShelf = (shopping: ShoppingState, shop: Shop, query: string): Listing[] =>
  findKinds(query).flatMap(({ index }) =>
    Array.from({ length: OFFERS }, (_, offer) => listingAt(shopping, shop, index * OFFERS + offer)),
  )

/** A shop's orders, newest first. */
export const listOrders = ({ orders }: ShoppingState, shop: Shop): ShopOrder[] =>
  Object.values(orders)
    .filter((order) => order.shop === shop)
    .reverse()

export const lastOrderOf = (shopping: ShoppingState, { shop, id }: Listing): ShopOrder | undefined =>
  soldOf(shopping, shop, id) === 0 ? undefined : listOrders(shopping, shop).find((order) => order.item === id)
