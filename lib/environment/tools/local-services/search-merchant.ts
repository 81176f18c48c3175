import { refuseBy } from '../../areas/courier-refusals'
import { courierBusy, readAddress, readTime } from '../../areas/delivering'
import { distanceTo, menuOf, orderedBefore, type Place, searchPlaces } from '../../areas/places'
import { pageOf } from '../../areas/shopping'
import { BAD_LUCK, defineTool, done } from '../../define-tool'
import { toMajor, toText } from '../../money'
import { sliceOf } from '../../world'

const CAPABILITY = 'LocalServices.search_merchant'
const WORDS = 'What to look for: a dish, a kind of place or a name'
const AREA = 'Where it is to be brought'
const PAGE = { type: 'integer', description: 'Which page of the results', default: 1, minimum: 1 } as const

type Order = (one: Place, two: Place) => number
const byRating: Order = (one, two) => two.rating - one.rating
const byMinutes: Order = (one, two) => one.minutes - two.minutes
const byPrice: Order = (one, two) => one.priceLevel - two.priceLevel
const byReviews: Order = (one, two) => two.reviews - one.reviews

const cooks = (place: Place, cuisine: string | undefined) =>
  cuisine === undefined ||
  place.cuisine.name.includes(cuisine.trim().toLowerCase()) ||
  place.cuisine.words.has(cuisine.trim().toLowerCase()) ||
  place.cuisine.chinese === cuisine.trim()

/** A place will do when it has a dish for each of the diets. */
const suits = (place: Place, diets: readonly string[] = []) =>
  diets.every((diet) =>
    place.cuisine.dishes.some((dish) => dish.diets.includes(diet.trim().toLowerCase().replace(' ', '-'))),
  )

const meanPrice = (place: Place) => {
  const menu = menuOf(place)
  return menu.reduce((sum, { minor }) => sum + minor, 0) / menu.length
}
const SHOWN_DISHES = 3

const searchMeituan = defineTool({
  name: 'search_merchant_meituan',
  capability: CAPABILITY,
  description: 'Find restaurants and shops on Meituan that bring things to a place; prices are in yuan.',
  parameters: {
    type: 'object',
    properties: {
      keyword: { type: 'string', description: WORDS },
      location: { type: 'string', description: AREA },
      sort_by: {
        type: 'string',
        description: 'What comes first',
        enum: ['comprehensive', 'distance', 'rating', 'sales'],
        default: 'comprehensive',
      },
      filters: {
        type: 'object',
        description: 'What else must hold',
        properties: {
          price_range: {
            type: 'array',
            items: { type: 'number' },
            description: 'Lowest and highest price of a dish, on average',
          },
          cuisine_type: { type: 'string', description: 'Kind of kitchen or shop' },
          delivery_time: { type: 'integer', description: 'Most minutes until it is there' },
        },
      },
      page: PAGE,
      page_size: {
        type: 'integer',
        description: 'Results on a page',
        default: 20,
        minimum: 1,
        maximum: 100,
      },
    },
    required: ['keyword', 'location'],
  },
  run(world, args, chance) {
    const wrong = chance.happens(BAD_LUCK) ? courierBusy : readAddress(args.location, 'location')
    if (wrong) return refuseBy('meituan', world, wrong)
    const { price_range: range = [], cuisine_type: cuisine, delivery_time: minutes = Infinity } = args.filters ?? {}
    const [low = 0, high = Infinity] = range
    const deliveries = sliceOf(world, 'deliveries')
    const found = searchPlaces(deliveries, 'meituan', args.keyword)
      .filter((place) => {
        const price = range.length === 0 ? low : meanPrice(place) / 100
        return price >= low && price <= high && cooks(place, cuisine) && place.minutes <= minutes
      })
      .map((place) => ({ place, distance: distanceTo(place, args.location) }))
    if (args.sort_by === 'distance') found.sort((one, two) => one.distance - two.distance)
    if (args.sort_by === 'rating') found.sort((one, two) => byRating(one.place, two.place))
    if (args.sort_by === 'sales') found.sort((one, two) => byReviews(one.place, two.place))
    const { total, rows } = pageOf(found, args.page, args.page_size)
    return done(world, {
      code: 0,
      msg: 'ok',
      data: {
        total,
        page: args.page,
        poi_list: rows.map(({ place, distance }) => ({
          wm_poi_id: place.id,
          name: place.name,
          category: place.cuisine.chinese,
          status: place.open ? 1 : 3,
          status_desc: place.open ? 'open' : 'closed today',
          wm_poi_score: place.rating,
          month_sales: place.reviews,
          distance_km: distance,
          delivery_minutes: place.minutes,
          min_price: toMajor(place.minimum, 'CNY'),
          shipping_fee: toMajor(place.fee, 'CNY'),
          food_list: menuOf(place)
            .slice(0, SHOWN_DISHES)
            .map(({ id, dish, minor }) => ({
              food_id: id,
              name: dish.chinese,
              name_en: dish.name,
              price: toMajor(minor, 'CNY'),
            })),
          ...(orderedBefore(deliveries, place) && { ordered_before: true }),
        })),
      },
    })
  },
})

const MOST = 6

const searchDoordash = defineTool({
  name: 'search_merchant_doordash',
  capability: CAPABILITY,
  description: 'Find stores on DoorDash that deliver to an address, with their menus; prices are in US cents.',
  parameters: {
    type: 'object',
    properties: {
      query: { type: 'string', description: WORDS },
      address: { type: 'string', description: AREA },
      cuisine_type: { type: 'string', description: 'Kind of kitchen or store' },
      price_range: { type: 'string', description: 'How dear it may be', enum: ['$', '$$', '$$$'] },
      dietary_preferences: {
        type: 'array',
        items: { type: 'string' },
        description: 'Diets that there must be a dish for, such as vegan or gluten-free',
      },
      rating_min: { type: 'number', description: 'Lowest rating, of five', minimum: 1, maximum: 5 },
      delivery_time_max: { type: 'integer', description: 'Most minutes until it is there' },
      top_rated_only: { type: 'boolean', description: 'Only stores rated 4.5 or better', default: false },
    },
    required: ['query', 'address'],
  },
  run(world, args, chance) {
    const wrong = chance.happens(BAD_LUCK) ? courierBusy : readAddress(args.address, 'address')
    if (wrong) return refuseBy('doordash', world, wrong)
    const { price_range: dear, rating_min: least = 0, delivery_time_max: minutes = Infinity } = args
    const deliveries = sliceOf(world, 'deliveries')
    const found = searchPlaces(deliveries, 'doordash', args.query).filter(
      (place) =>
        cooks(place, args.cuisine_type) &&
        (dear === undefined || place.priceLevel === dear.length) &&
        suits(place, args.dietary_preferences) &&
        place.rating >= Math.max(least, args.top_rated_only ? 4.5 : 0) &&
        place.minutes <= minutes,
    )
    return done(world, {
      num_results: found.length,
      stores: found.slice(0, MOST).map((place) => ({
        store_id: place.id,
        name: place.name,
        cuisine: place.cuisine.name,
        price_range: '$'.repeat(place.priceLevel),
        average_rating: place.rating,
        num_ratings: place.reviews,
        distance_miles: Math.round(distanceTo(place, args.address) * 6.2) / 10,
        is_open: place.open,
        delivery_minutes: place.minutes,
        minimum_subtotal: place.minimum,
        delivery_fee: place.fee,
        menu: menuOf(place).map(({ id, dish, minor }) => ({
          item_id: id,
          name: dish.name,
          price: minor,
          dietary: [...dish.diets],
        })),
        ...(orderedBefore(deliveries, place) && { order_again: true }),
      })),
    })
  },
})

const usd = (minor: number) => ({ amount: minor, currencyCode: 'USD', formatted: `$${toText(minor, 'USD')}` })
const UBER_ORDERS: Record<string, Order> = { rating: byRating, delivery_time: byMinutes, price: byPrice }

const searchUbereats = defineTool({
  name: 'search_merchant_ubereats',
  capability: CAPABILITY,
  description: 'Find stores on Uber Eats that deliver to a place, with their items.',
  parameters: {
    type: 'object',
    properties: {
      search_term: { type: 'string', description: WORDS },
      delivery_location: { type: 'string', description: AREA },
      sort_by: {
        type: 'string',
        description: 'What comes first',
        enum: ['recommended', 'rating', 'delivery_time', 'price'],
        default: 'recommended',
      },
      price_level: {
        type: 'array',
        items: { type: 'integer', minimum: 1, maximum: 4 },
        description: 'How dear it may be, from 1 to 4',
      },
      dietary_restrictions: {
        type: 'array',
        items: { type: 'string' },
        description: 'Diets that there must be a dish for',
      },
      max_delivery_fee: { type: 'number', description: 'Highest fee in dollars' },
      max_delivery_time: { type: 'integer', description: 'Most minutes until it is there' },
    },
    required: ['search_term', 'delivery_location'],
  },
  run(world, args, chance) {
    const wrong = chance.happens(BAD_LUCK) ? courierBusy : readAddress(args.delivery_location, 'delivery_location')
    if (wrong) return refuseBy('ubereats', world, wrong)
    const { price_level: levels, max_delivery_fee: fee = Infinity, max_delivery_time: minutes = Infinity } = args
    const deliveries = sliceOf(world, 'deliveries')
    const found = searchPlaces(deliveries, 'ubereats', args.search_term).filter(
      (place) =>
        (!levels?.length || levels.includes(place.priceLevel)) &&
        suits(place, args.dietary_restrictions) &&
        place.fee <= fee * 100 &&
        place.minutes <= minutes,
    )
    const order = UBER_ORDERS[args.sort_by]
    if (order) found.sort(order)
    return done(world, {
      status: 'success',
      data: {
        totalStores: found.length,
        stores: found.slice(0, MOST).map((place) => ({
          storeUuid: place.id,
          title: place.name,
          categories: [place.cuisine.name],
          priceLevel: place.priceLevel,
          rating: { ratingValue: place.rating, reviewCount: place.reviews },
          isOpen: place.open,
          etaRange: { min: place.minutes, max: place.minutes + 10 },
          deliveryFee: usd(place.fee),
          minimumBasket: usd(place.minimum),
          items: menuOf(place).map(({ id, dish, minor }) => ({
            uuid: id,
            title: dish.name,
            price: usd(minor),
            ...(dish.diets.length > 0 && { dietary: [...dish.diets] }),
          })),
          ...(orderedBefore(deliveries, place) && { orderedBefore: true }),
        })),
      },
    })
  },
})

const searchFoodpanda = defineTool({
  name: 'search_merchant_foodpanda',
  capability: CAPABILITY,
  description: 'Find restaurants and shops on foodpanda that deliver to an area; prices are in Singapore dollars.',
  parameters: {
    type: 'object',
    properties: {
      search_text: { type: 'string', description: WORDS },
      area: { type: 'string', description: AREA },
      cuisine: { type: 'string', description: 'Kind of kitchen or shop' },
      min_order_value: { type: 'number', description: 'Only places that deliver from this value on, or less' },
      delivery_time: { type: 'string', description: 'When it is wanted: YYYY-MM-DD HH:MM' },
      vouchers_only: { type: 'boolean', description: 'Only places where a voucher counts', default: false },
      free_delivery: { type: 'boolean', description: 'Only places that deliver for free', default: false },
      page: PAGE,
    },
    required: ['search_text', 'area'],
  },
  run(world, args, chance) {
    const wrong = chance.happens(BAD_LUCK)
      ? courierBusy
      : (readAddress(args.area, 'area') ?? readWanted(args.delivery_time))
    if (wrong) return refuseBy('foodpanda', world, wrong)
    const { min_order_value: value = Infinity } = args
    const deliveries = sliceOf(world, 'deliveries')
    const found = searchPlaces(deliveries, 'foodpanda', args.search_text).filter(
      (place) =>
        cooks(place, args.cuisine) &&
        place.minimum <= value * 100 &&
        (!args.vouchers_only || place.voucher !== null) &&
        (!args.free_delivery || place.fee === 0),
    )
    const { total, rows } = pageOf(found, args.page, MOST)
    return done(world, {
      status_code: 200,
      data: {
        available_count: total,
        page: args.page,
        items: rows.map((place) => ({
          code: place.id,
          name: place.name,
          cuisines: [place.cuisine.name],
          is_active: place.open,
          rating: place.rating,
          review_number: place.reviews,
          minimum_order_amount: toMajor(place.minimum, 'SGD'),
          minimum_delivery_fee: toMajor(place.fee, 'SGD'),
          minimum_delivery_time: place.minutes,
          vouchers: place.voucher === null ? [] : [place.voucher],
          products: menuOf(place).map(({ id, dish, minor }) => ({
            id,
            name: dish.name,
            price: toMajor(minor, 'SGD'),
            tags: [...dish.diets],
          })),
          ...(orderedBefore(deliveries, place) && { ordered_before: true }),
        })),
      },
    })
  },
})

function readWanted(time: string | undefined) {
  if (time === undefined || readTime(time) !== null) return null
  const message = `${JSON.stringify(time)} is no time; write it as YYYY-MM-DD HH:MM.`
  return { problem: 'TIME', parameter: 'delivery_time', message } as const
}

export const searchMerchant = [searchMeituan, searchDoordash, searchUbereats, searchFoodpanda]
