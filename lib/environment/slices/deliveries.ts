import type { Chance } from '../random'
import type { Records } from '../records'

/** Orders at couriers. Which places there are follows from `seed` and is not stored: see areas/places.ts. */

export type Courier = 'meituan' | 'doordash' | 'ubereats' | 'foodpanda'

export interface Delivery {
  id: string
  courier: Courier
  place: string
  items: readonly { id: string; quantity: number }[]
  /** In all, in smallest units. */
  minor: number
  currency: string
  address: string
  /** null: in cash at the door. */
  payment: string | null
  at: number
}

export interface DeliveriesState {
  seed: number
  orders: Records<Delivery>
  usedVouchers: readonly string[]
}

export const seedDeliveries = (chance: Chance): DeliveriesState => ({
  seed: chance.int(0, 2 ** 31 - 1),
  orders: {},
  usedVouchers: [],
})
