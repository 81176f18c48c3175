import type { ShoppingState } from '../slices/shopping'
import { factOf, type Listing, OWN_FACTS } from './shelves'

/** What only one shop knows of a listing: again a function of the seed. */

const PRIME = OWN_FACTS + 1
const CONDITION = OWN_FACTS + 2
const FREE_SHIPPING = OWN_FACTS + 3
const SOLD = OWN_FACTS + 4
const FORMAT = OWN_FACTS + 5
const BEST_OFFER = OWN_FACTS + 6
const RETURNS = OWN_FACTS + 7
const PLACE = OWN_FACTS + 8
const TMALL = OWN_FACTS + 9
const COUPON = OWN_FACTS + 10
const DAYS = OWN_FACTS + 11
const SELLER = OWN_FACTS + 12
const AGE = OWN_FACTS + 13

type Facts = (fact: number) => number
const facts =
  (shopping: ShoppingState, listing: Listing): Facts =>
  (fact) =>
    factOf(shopping, listing, fact)

const pick = <T>(list: readonly T[], share: number): T => list[Math.floor(share * list.length)]!

export interface AmazonFacts {
  prime: boolean
  condition: 'new' | 'used' | 'renewed'
  /** Days that the fastest shipping takes; 0 is today. */
  fastest: number
}

export function amazonFacts(shopping: ShoppingState, listing: Listing): AmazonFacts {
  const fact = facts(shopping, listing)
  const condition = fact(CONDITION)
  return {
    prime: fact(PRIME) < 0.65,
    condition: condition < 0.86 ? 'new' : condition < 0.95 ? 'renewed' : 'used',
    fastest: pick([0, 1, 1, 2, 2, 3], fact(DAYS)),
  }
}

export interface TemuFacts {
  freeShipping: boolean
  sold: number
  age: number
}

export function temuFacts(shopping: ShoppingState, listing: Listing): TemuFacts {
  const fact = facts(shopping, listing)
  return { freeShipping: fact(FREE_SHIPPING) < 0.7, sold: Math.floor(fact(SOLD) ** 3 * 50_000), age: fact(AGE) }
}

const EBAY_PLACES = ['Columbus, Ohio', 'Leeds, United Kingdom', 'Hamburg, Germany', 'Osaka, Japan', 'Perth, Australia']

export interface EbayFacts {
  condition: 'new' | 'used' | 'not_specified'
  format: 'auction' | 'buy_it_now'
  bestOffer: boolean
  freeShipping: boolean
  returns: boolean
  location: string
  seller: string
}

export function ebayFacts(shopping: ShoppingState, listing: Listing): EbayFacts {
  const fact = facts(shopping, listing)
  const condition = fact(CONDITION)
  const auction = fact(FORMAT) < 0.18
  return {
    condition: condition < 0.6 ? 'new' : condition < 0.93 ? 'used' : 'not_specified',
    format: auction ? 'auction' : 'buy_it_now',
    bestOffer: !auction && fact(BEST_OFFER) < 0.4,
    freeShipping: fact(FREE_SHIPPING) < 0.5,
    returns: fact(RETURNS) < 0.6,
    location: pick(EBAY_PLACES, fact(PLACE)),
    seller: `${pick(['attic', 'harbor', 'maple', 'corner', 'tidy'], fact(SELLER))}_${pick(['finds', 'goods', 'trader', 'shop'], fact(PLACE))}`,
  }
}

const TAOBAO_PLACES = ['浙江 杭州', '广东 深圳', '江苏 苏州', '上海', '福建 泉州']

export interface TaobaoFacts {
  tmall: boolean
  /** Yuan off each order, in fen; 0: no coupon. */
  coupon: number
  location: string
  days: number
  volume: number
  /** From 1 to 20. */
  credit: number
}

export function taobaoFacts(shopping: ShoppingState, listing: Listing): TaobaoFacts {
  const fact = facts(shopping, listing)
  const coupon = fact(COUPON) < 0.35 ? Math.floor(listing.minor / 1_000) * 100 : 0
  return {
    tmall: fact(TMALL) < 0.4,
    coupon,
    location: pick(TAOBAO_PLACES, fact(PLACE)),
    days: 1 + Math.floor(fact(DAYS) * 6),
    volume: Math.floor(fact(SOLD) ** 3 * 30_000),
    credit: 1 + Math.floor(fact(SELLER) * 20),
  }
}
