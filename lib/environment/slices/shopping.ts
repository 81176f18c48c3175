import type { Chance } from '../random'
import type { Records } from '../records'

/** Orders at the shops. What shops sell follows from `seed` and is not stored: see areas/shelves.ts. */

export type Shop = 'amazon' | 'temu' | 'ebay' | 'taobao'

export interface ShopOrder {
  id: string
  shop: Shop
  item: string
  quantity: number
  /** Paid in all, in smallest units. */
  minor: number
  currency: string
  address: string
  payment: string
  at: number
}

export interface ShoppingState {
  seed: number
  /** Shop and item → how many were bought since the world began. */
  sold: Records<number>
  orders: Records<ShopOrder>
  /** Taobao points: a hundred are one yuan. */
  points: number
}

export const seedShopping = (chance: Chance): ShoppingState => ({
  seed: chance.int(0, 2 ** 31 - 1),
  sold: {},
  orders: {},
  points: chance.int(300, 6_000),
})
