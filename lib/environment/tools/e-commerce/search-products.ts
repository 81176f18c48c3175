import { aisleNumber, standsIn } from '../../areas/goods'
import { type Listing, lastOrderOf, searchShelf } from '../../areas/shelves'
import { refuseIn } from '../../areas/shop-refusals'
import { amazonFacts, ebayFacts, taobaoFacts, temuFacts } from '../../areas/shop-vendors'
import { dayAfter, pageOf, readRange, shopBusy } from '../../areas/shopping'
import { BAD_LUCK, defineTool, done } from '../../define-tool'
import { toMajor, toText } from '../../money'
import { sliceOf } from '../../world'

const CAPABILITY = 'eCommerce.search_products'
const WORDS = 'What to look for'
const PAGE = { type: 'integer', description: 'Which page of the results', default: 1, minimum: 1 } as const
const PAGE_SIZE = {
  type: 'integer',
  description: 'Results on a page',
  default: 20,
  minimum: 1,
  maximum: 100,
} as const
const RANGE = {
  type: 'array',
  items: { type: 'number' },
  minItems: 2,
  maxItems: 2,
  description: 'Lowest and highest price',
} as const

type Order = (one: Listing, two: Listing) => number
const byPrice: Order = (one, two) => one.minor - two.minor
const byPriceDown: Order = (one, two) => two.minor - one.minor
const byRating: Order = (one, two) => two.rating - one.rating
const byReviews: Order = (one, two) => two.reviews - one.reviews

const costs = ({ minor, currency }: Listing, low = 0, high = Number.POSITIVE_INFINITY) => {
  const price = toMajor(minor, currency)
  return price >= low && price <= high
}
const holds = (text: string, part: string | undefined) =>
  part === undefined || text.toLowerCase().includes(part.trim().toLowerCase())
const tens = (n: number) => (n >= 1_000 ? `${(n / 1_000).toFixed(1)}K+` : String(n))

const AMAZON_ORDERS: Record<string, Order> = {
  price_asc: byPrice,
  price_desc: byPriceDown,
  rating: byRating,
  reviews: byReviews,
}
const SPEEDS: Record<string, number> = { same_day: 0, one_day: 1, two_day: 2 }

const searchAmazon = defineTool({
  name: 'search_products_amazon',
  capability: CAPABILITY,
  description: 'Find products on Amazon, with their prices in US dollars, ratings and delivery.',
  parameters: {
    type: 'object',
    properties: {
      keyword: { type: 'string', description: WORDS },
      category: { type: 'string', description: 'Department to look in' },
      prime_only: { type: 'boolean', description: 'Only what Prime covers', default: false },
      min_rating: { type: 'number', description: 'Lowest rating, of five', minimum: 1, maximum: 5 },
      price_range: RANGE,
      sort_by: {
        type: 'string',
        description: 'What comes first',
        enum: ['relevance', 'price_asc', 'price_desc', 'rating', 'reviews'],
        default: 'relevance',
      },
      filters: {
        type: 'object',
        description: 'What else must hold',
        properties: {
          brand: { type: 'array', items: { type: 'string' } },
          condition: { type: 'string', enum: ['new', 'used', 'renewed'] },
          shipping_speed: { type: 'string', enum: ['same_day', 'one_day', 'two_day'] },
        },
      },
      page: PAGE,
      page_size: PAGE_SIZE,
    },
    required: ['keyword'],
  },
  run(world, args, chance) {
    if (chance.happens(BAD_LUCK)) return refuseIn('amazon', world, shopBusy)
    const [low, high] = args.price_range ?? []
    const wrong = readRange(low, high, 'price_range')
    if (wrong) return refuseIn('amazon', world, wrong)
    const { category, min_rating: least = 0, filters = {} } = args
    const speed = filters.shipping_speed === undefined ? undefined : SPEEDS[filters.shipping_speed]
    const shopping = sliceOf(world, 'shopping')
    const found = searchShelf(shopping, 'amazon', args.keyword)
      .map((listing) => ({ listing, facts: amazonFacts(shopping, listing) }))
      .filter(
        ({ listing, facts }) =>
          (category === undefined || standsIn(listing.kind, category)) &&
          (!args.prime_only || facts.prime) &&
          listing.rating >= least &&
          costs(listing, low, high) &&
          (!filters.brand?.length || filters.brand.some((brand) => holds(listing.brand, brand))) &&
          (filters.condition === undefined || facts.condition === filters.condition) &&
          (speed === undefined || facts.fastest <= speed),
      )
    const order = AMAZON_ORDERS[args.sort_by]
    if (order) found.sort((one, two) => order(one.listing, two.listing))
    const { total, rows } = pageOf(found, args.page, args.page_size)
    return done(world, {
      keyword: args.keyword,
      totalResults: total,
      page: args.page,
      items: rows.map(({ listing, facts }) => {
        const last = lastOrderOf(shopping, listing)
        return {
          asin: listing.id,
          title: listing.title,
          brand: listing.brand,
          department: listing.kind.department,
          price: { amount: toMajor(listing.minor, 'USD'), currency: 'USD' },
          rating: listing.rating,
          reviewCount: listing.reviews,
          prime: facts.prime,
          condition: facts.condition,
          stock: listing.stock,
          earliestDelivery: dayAfter(world.now, facts.fastest),
          ...(last && { lastPurchased: dayAfter(last.at, 0) }),
        }
      }),
    })
  },
})

const searchTemu = defineTool({
  name: 'search_products_temu',
  capability: CAPABILITY,
  description: 'Find low-priced products on Temu, with their variants; prices are in US cents.',
  parameters: {
    type: 'object',
    properties: {
      query: { type: 'string', description: WORDS },
      category_id: { type: 'string', description: 'Number of the category, as results give it' },
      sort_by: {
        type: 'string',
        description: 'What comes first',
        enum: ['recommended', 'price_low', 'price_high', 'orders', 'newest'],
        default: 'recommended',
      },
      min_price: { type: 'number', description: 'Lowest price in dollars' },
      max_price: { type: 'number', description: 'Highest price in dollars' },
      shipping_region: { type: 'string', description: 'Two-letter code of where it is sent', default: 'US' },
      free_shipping: { type: 'boolean', description: 'Only what is sent for free', default: false },
      page: PAGE,
    },
    required: ['query'],
  },
  run(world, args, chance) {
    if (chance.happens(BAD_LUCK)) return refuseIn('temu', world, shopBusy)
    const { min_price: low, max_price: high, category_id: category, shipping_region: region } = args
    const wrong = readRange(low, high, 'min_price') ?? readRegion(region)
    if (wrong) return refuseIn('temu', world, wrong)
    const shopping = sliceOf(world, 'shopping')
    const found = searchShelf(shopping, 'temu', args.query)
      .map((listing) => ({ listing, facts: temuFacts(shopping, listing) }))
      .filter(
        ({ listing, facts }) =>
          (category === undefined || standsIn(listing.kind, category)) &&
          (!args.free_shipping || facts.freeShipping) &&
          costs(listing, low, high),
      )
    if (args.sort_by === 'price_low') found.sort((one, two) => byPrice(one.listing, two.listing))
    if (args.sort_by === 'price_high') found.sort((one, two) => byPriceDown(one.listing, two.listing))
    if (args.sort_by === 'orders') found.sort((one, two) => two.facts.sold - one.facts.sold)
    if (args.sort_by === 'newest') found.sort((one, two) => one.facts.age - two.facts.age)
    const { total, rows } = pageOf(found, args.page, 20)
    return done(world, {
      success: true,
      error_code: 0,
      result: {
        total_num: total,
        page_no: args.page,
        ship_to: region,
        goods_list: rows.map(({ listing, facts }) => ({
          goods_id: listing.id,
          goods_name: listing.title,
          category_id: aisleNumber(listing.kind),
          price: listing.minor,
          price_str: `$${toText(listing.minor, 'USD')}`,
          sales_tip: `${tens(facts.sold)} sold`,
          score: listing.rating,
          free_shipping: facts.freeShipping,
          stock: listing.stock,
          sku: { color: [...listing.kind.colours], size: [...listing.kind.sizes] },
          ...(lastOrderOf(shopping, listing) && { bought_before: true }),
        })),
      },
    })
  },
})

function readRegion(region: string) {
  if (/^[A-Za-z]{2}$/.test(region)) return null
  const message = `${JSON.stringify(region)} is no region code; codes have two letters, such as US or UK.`
  return { problem: 'OPTION', parameter: 'shipping_region', message } as const
}

const CONDITIONS = { new: 'NEW', used: 'USED', not_specified: 'UNSPECIFIED' }

const searchEbay = defineTool({
  name: 'search_products_ebay',
  capability: CAPABILITY,
  description: 'Find items on eBay: auctions, fixed prices and prices that can be bargained about.',
  parameters: {
    type: 'object',
    properties: {
      search_term: { type: 'string', description: WORDS },
      category: { type: 'string', description: 'Category to look in' },
      condition: {
        type: 'array',
        items: { type: 'string', enum: ['new', 'used', 'not_specified'] },
        description: 'Conditions that will do',
      },
      min_price: { type: 'number', description: 'Lowest price in dollars' },
      max_price: { type: 'number', description: 'Highest price in dollars' },
      buy_format: {
        type: 'array',
        items: { type: 'string', enum: ['auction', 'buy_it_now', 'best_offer'] },
        description: 'Ways of buying that will do',
      },
      location: { type: 'string', description: 'Where the item is' },
      free_shipping: { type: 'boolean', description: 'Only what is sent for free', default: false },
      best_offer: { type: 'boolean', description: 'Only where an offer can be made', default: false },
      returns_accepted: { type: 'boolean', description: 'Only what can be sent back', default: false },
      page_number: PAGE,
    },
    required: ['search_term'],
  },
  run(world, args, chance) {
    if (chance.happens(BAD_LUCK)) return refuseIn('ebay', world, shopBusy)
    const wrong = readRange(args.min_price, args.max_price, 'min_price')
    if (wrong) return refuseIn('ebay', world, wrong)
    const { category, condition, buy_format: formats } = args
    const shopping = sliceOf(world, 'shopping')
    const found = searchShelf(shopping, 'ebay', args.search_term)
      .map((listing) => ({ listing, facts: ebayFacts(shopping, listing) }))
      .filter(
        ({ listing, facts }) =>
          (category === undefined || standsIn(listing.kind, category)) &&
          (!condition?.length || condition.includes(facts.condition)) &&
          (!formats?.length || formats.includes(facts.format) || (facts.bestOffer && formats.includes('best_offer'))) &&
          costs(listing, args.min_price, args.max_price) &&
          holds(facts.location, args.location) &&
          (!args.free_shipping || facts.freeShipping) &&
          (!args.best_offer || facts.bestOffer) &&
          (!args.returns_accepted || facts.returns),
      )
    const { total, rows } = pageOf(found, args.page_number, 20)
    return done(world, {
      total,
      pageNumber: args.page_number,
      itemSummaries: rows.map(({ listing, facts }) => {
        const price = { value: toText(listing.minor, 'USD'), currency: 'USD' }
        return {
          itemId: listing.id,
          title: listing.title,
          condition: CONDITIONS[facts.condition],
          ...(facts.format === 'auction' ? { currentBidPrice: price } : { price }),
          buyingOptions: [
            facts.format === 'auction' ? 'AUCTION' : 'FIXED_PRICE',
            ...(facts.bestOffer ? ['BEST_OFFER'] : []),
          ],
          itemLocation: facts.location,
          freeShipping: facts.freeShipping,
          returnsAccepted: facts.returns,
          estimatedAvailableQuantity: listing.stock,
          seller: { username: facts.seller, feedbackPercentage: (90 + listing.rating * 2).toFixed(1) },
          ...(lastOrderOf(shopping, listing) && { purchasedBefore: true }),
        }
      }),
    })
  },
})

const searchTaobao = defineTool({
  name: 'search_products_taobao',
  capability: CAPABILITY,
  description: 'Find products on Taobao and Tmall; prices are in yuan, and words may be Chinese or English.',
  parameters: {
    type: 'object',
    properties: {
      keyword: { type: 'string', description: WORDS },
      cat: { type: 'string', description: 'Number of the category, as results give it' },
      sort: {
        type: 'string',
        description: 'What comes first',
        enum: ['default', 'sales', 'price_asc', 'price_desc', 'credit'],
        default: 'default',
      },
      price_range: RANGE,
      location: { type: 'string', description: 'Province or city that it is sent from' },
      delivery_time: { type: 'integer', description: 'Most days until it arrives', minimum: 1 },
      tmall_only: { type: 'boolean', description: 'Only shops of Tmall', default: false },
      has_coupon: { type: 'boolean', description: 'Only with a coupon', default: false },
      page: PAGE,
      page_size: PAGE_SIZE,
    },
    required: ['keyword'],
  },
  run(world, args, chance) {
    if (chance.happens(BAD_LUCK)) return refuseIn('taobao', world, shopBusy)
    const [low, high] = args.price_range ?? []
    const wrong = readRange(low, high, 'price_range')
    if (wrong) return refuseIn('taobao', world, wrong)
    const { cat, delivery_time: days = Number.POSITIVE_INFINITY } = args
    const shopping = sliceOf(world, 'shopping')
    const found = searchShelf(shopping, 'taobao', args.keyword)
      .map((listing) => ({ listing, facts: taobaoFacts(shopping, listing) }))
      .filter(
        ({ listing, facts }) =>
          (cat === undefined || standsIn(listing.kind, cat)) &&
          costs(listing, low, high) &&
          holds(facts.location, args.location) &&
          facts.days <= days &&
          (!args.tmall_only || facts.tmall) &&
          (!args.has_coupon || facts.coupon > 0),
      )
    if (args.sort === 'sales') found.sort((one, two) => two.facts.volume - one.facts.volume)
    if (args.sort === 'credit') found.sort((one, two) => two.facts.credit - one.facts.credit)
    if (args.sort === 'price_asc') found.sort((one, two) => byPrice(one.listing, two.listing))
    if (args.sort === 'price_desc') found.sort((one, two) => byPriceDown(one.listing, two.listing))
    const { total, rows } = pageOf(found, args.page, args.page_size)
    return done(world, {
      items_search_response: {
        total_results: total,
        page_no: args.page,
        items: rows.map(({ listing, facts }) => ({
          num_iid: listing.id,
          title: `${listing.brand} ${listing.kind.chinese}`,
          title_en: listing.title,
          cat: aisleNumber(listing.kind),
          price: toText(listing.minor, 'CNY'),
          coupon_amount: toText(facts.coupon, 'CNY'),
          user_type: facts.tmall ? 'tmall' : 'taobao',
          seller_credit: facts.credit,
          location: facts.location,
          volume: facts.volume,
          delivery_days: facts.days,
          quantity: listing.stock,
          props: [[...listing.kind.colours], [...listing.kind.sizes]],
          ...(lastOrderOf(shopping, listing) && { bought: true }),
        })),
      },
    })
  },
})

export const searchProducts = [searchAmazon, searchTemu, searchEbay, searchTaobao]
