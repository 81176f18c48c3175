import { alipayId, cardId, paypalId } from '../../areas/payments'
import { refuseIn } from '../../areas/shop-refusals'
import { amazonFacts, ebayFacts, taobaoFacts, temuFacts } from '../../areas/shop-vendors'
import { buy, dayAfter, pickGoods, pickVariant, type ShopRefusal, shopBusy } from '../../areas/shopping'
import { BAD_LUCK, defineTool, done } from '../../define-tool'
import { toMajor, toText } from '../../money'
import { sliceOf, withSlice } from '../../world'

const CAPABILITY = 'eCommerce.create_order'

const GOODS = {
  item_id: { type: 'string', description: 'Id of the product, as a search gives it' },
  quantity: { type: 'integer', description: 'How many' },
  shipping_address: { type: 'string', description: 'Where it is sent' },
} as const
const REQUIRED = ['item_id', 'quantity', 'shipping_address'] as const

const AMAZON_SHIPPING: Record<string, { cents: number; days: number }> = {
  standard: { cents: 599, days: 5 },
  expedited: { cents: 1_299, days: 2 },
  prime: { cents: 0, days: 1 },
}
const GIFT_CENTS = 399
const GIFT_MESSAGE = 240

const orderAmazon = defineTool({
  name: 'place_order_amazon',
  capability: CAPABILITY,
  description: 'Order a product on Amazon; it is charged to the card at once.',
  parameters: {
    type: 'object',
    properties: {
      ...GOODS,
      shipping_method: {
        type: 'string',
        description: 'How it is sent',
        enum: ['standard', 'expedited', 'prime'],
        default: 'standard',
      },
      gift: { type: 'boolean', description: 'Wrapped as a gift', default: false },
      gift_message: { type: 'string', description: 'Card in the gift' },
      prime: { type: 'boolean', description: 'Whether the buyer is a Prime member', default: false },
    },
    required: REQUIRED,
  },
  run(world, args, chance) {
    if (chance.happens(BAD_LUCK)) return refuseIn('amazon', world, shopBusy)
    const { item_id: item, quantity, shipping_address: address, shipping_method: method } = args
    const listing = pickGoods(world, { shop: 'amazon', item, quantity, address, most: 30 })
    if ('problem' in listing) return refuseIn('amazon', world, listing)
    const facts = amazonFacts(sliceOf(world, 'shopping'), listing)
    const wrong = readPrime(method, args.prime, facts.prime) ?? readGift(args.gift, args.gift_message)
    if (wrong) return refuseIn('amazon', world, wrong)
    const { cents, days } = AMAZON_SHIPPING[method]!
    const sending = args.prime && facts.prime && method === 'standard' ? 0 : cents
    const wrapping = args.gift ? GIFT_CENTS : 0
    const bought = buy(world, {
      listing,
      quantity,
      minor: listing.minor * quantity + sending + wrapping,
      address,
      orderId: `${chance.digits(3)}-${chance.digits(7)}-${chance.digits(7)}`,
      pay: { provider: 'card', account: 'card_visa', id: cardId(chance) },
    })
    if ('problem' in bought) return refuseIn('amazon', world, bought)
    const { order, payment } = bought
    return done(bought.world, {
      orderId: order.id,
      orderStatus: 'Pending',
      asin: listing.id,
      title: listing.title,
      quantity,
      charges: {
        items: toMajor(listing.minor * quantity, 'USD'),
        shipping: toMajor(sending, 'USD'),
        giftWrap: toMajor(wrapping, 'USD'),
      },
      orderTotal: { amount: toMajor(order.minor, 'USD'), currencyCode: 'USD' },
      paymentId: payment.id,
      isGift: args.gift,
      shippingAddress: address,
      estimatedDelivery: dayAfter(world.now, days),
    })
  },
})

function readPrime(method: string, member: boolean, covered: boolean): ShopRefusal | null {
  const refuse = (message: string): ShopRefusal => ({ problem: 'OPTION', parameter: 'shipping_method', message })
  if (method !== 'prime') return null
  if (!member) return refuse('Prime shipping is for Prime members; set prime to true, or choose standard or expedited.')
  return covered ? null : refuse('This item is not covered by Prime; choose standard or expedited.')
}

function readGift(gift: boolean, words: string | undefined): ShopRefusal | null {
  const refuse = (message: string): ShopRefusal => ({ problem: 'OPTION', parameter: 'gift_message', message })
  if (words === undefined || words === '') return null
  if (!gift) return refuse('A gift message needs gift to be true.')
  return words.length > GIFT_MESSAGE ? refuse(`The gift message may have ${GIFT_MESSAGE} characters.`) : null
}

const TEMU_MINIMUM = 1_000
const INSURANCE_CENTS = 149
const TEMU_SHIPPING = 299

const orderTemu = defineTool({
  name: 'place_order_temu',
  capability: CAPABILITY,
  description: 'Order a product on Temu in a colour and size; orders start at ten dollars.',
  parameters: {
    type: 'object',
    properties: {
      ...GOODS,
      color: { type: 'string', description: 'One of the colours that the search gives' },
      size: { type: 'string', description: 'One of the sizes that the search gives' },
      insurance: { type: 'boolean', description: 'Insure the parcel', default: false },
    },
    required: REQUIRED,
  },
  run(world, args, chance) {
    if (chance.happens(BAD_LUCK)) return refuseIn('temu', world, shopBusy)
    const { item_id: item, quantity, shipping_address: address } = args
    const listing = pickGoods(world, { shop: 'temu', item, quantity, address, most: 20 })
    if ('problem' in listing) return refuseIn('temu', world, listing)
    const color = pickVariant('colour', 'color', args.color, listing.kind.colours)
    if ('problem' in color) return refuseIn('temu', world, color)
    const size = pickVariant('size', 'size', args.size, listing.kind.sizes)
    if ('problem' in size) return refuseIn('temu', world, size)
    const goods = listing.minor * quantity
    if (goods < TEMU_MINIMUM) {
      const message = `The goods cost ${toText(goods, 'USD')} USD; an order starts at ${toText(TEMU_MINIMUM, 'USD')} USD.`
      return refuseIn('temu', world, { problem: 'MINIMUM', parameter: 'quantity', message })
    }
    const sending = temuFacts(sliceOf(world, 'shopping'), listing).freeShipping ? 0 : TEMU_SHIPPING
    const bought = buy(world, {
      listing,
      quantity,
      minor: goods + sending + (args.insurance ? INSURANCE_CENTS : 0),
      address,
      orderId: `PO-${chance.digits(3)}-${chance.digits(17)}`,
      pay: { provider: 'card', account: 'card_mastercard', id: cardId(chance) },
    })
    if ('problem' in bought) return refuseIn('temu', world, bought)
    return done(bought.world, {
      success: true,
      error_code: 0,
      result: {
        parent_order_sn: bought.order.id,
        order_status: 'PAID',
        goods_id: listing.id,
        sku: { ...(color.variant && { color: color.variant }), ...(size.variant && { size: size.variant }) },
        goods_number: quantity,
        order_amount: bought.order.minor,
        order_amount_str: `$${toText(bought.order.minor, 'USD')}`,
        insured: args.insurance,
        pay_sn: bought.payment.id,
        delivery_window: [dayAfter(world.now, 7), dayAfter(world.now, 13)],
      },
    })
  },
})

const EBAY_SHIPPING: Record<string, { cents: number; days: number }> = {
  standard: { cents: 495, days: 6 },
  expedited: { cents: 1_195, days: 3 },
}
/** Shares of the asked price: what a seller takes, and what is worth an answer. */
const TAKES = 0.88
const ANSWERS = 0.65
const COUNTER = 0.93

const orderEbay = defineTool({
  name: 'place_order_ebay',
  capability: CAPABILITY,
  description: 'Buy an item on eBay at its price, or offer the seller a lower one.',
  parameters: {
    type: 'object',
    properties: {
      ...GOODS,
      offer_price: { type: 'number', description: 'Price offered for one, where the seller takes offers' },
      shipping_option: {
        type: 'string',
        description: 'How it is sent',
        enum: ['standard', 'expedited'],
        default: 'standard',
      },
      payment_method: {
        type: 'string',
        description: 'What it is paid from',
        enum: ['paypal', 'card'],
        default: 'paypal',
      },
    },
    required: REQUIRED,
  },
  run(world, args, chance) {
    if (chance.happens(BAD_LUCK)) return refuseIn('ebay', world, shopBusy)
    const { item_id: item, quantity, shipping_address: address, offer_price: offer, payment_method: method } = args
    const listing = pickGoods(world, { shop: 'ebay', item, quantity, address, most: 10 })
    if ('problem' in listing) return refuseIn('ebay', world, listing)
    const facts = ebayFacts(sliceOf(world, 'shopping'), listing)
    const price = readOffer(offer, listing.minor, facts.format === 'auction', facts.bestOffer)
    if (typeof price !== 'number') return refuseIn('ebay', world, price)
    if (offer !== undefined && price < listing.minor * TAKES) {
      const answered = price >= listing.minor * ANSWERS
      const counter = toText(Math.round(listing.minor * COUNTER), 'USD')
      return done(world, {
        orderId: null,
        itemId: listing.id,
        offerStatus: answered ? 'COUNTERED' : 'DECLINED',
        ...(answered && { counterOffer: { value: counter, currency: 'USD' } }),
      })
    }
    const { cents, days } = EBAY_SHIPPING[args.shipping_option]!
    const sending = facts.freeShipping && args.shipping_option === 'standard' ? 0 : cents
    const bought = buy(world, {
      listing,
      quantity,
      minor: price * quantity + sending,
      address,
      orderId: `${chance.digits(2)}-${chance.digits(5)}-${chance.digits(5)}`,
      pay:
        method === 'paypal'
          ? { provider: 'paypal', account: 'paypal_balance', id: paypalId(chance) }
          : { provider: 'card', account: 'card_visa', id: cardId(chance) },
    })
    if ('problem' in bought) return refuseIn('ebay', world, bought)
    const usd = (minor: number) => ({ value: toText(minor, 'USD'), currency: 'USD' })
    return done(bought.world, {
      orderId: bought.order.id,
      orderPaymentStatus: 'PAID',
      orderFulfillmentStatus: 'NOT_STARTED',
      ...(offer !== undefined && { offerStatus: 'ACCEPTED' }),
      lineItems: [{ itemId: listing.id, title: listing.title, quantity, unitPrice: usd(price) }],
      pricingSummary: { deliveryCost: usd(sending), total: usd(bought.order.minor) },
      payment: { method: method.toUpperCase(), paymentReferenceId: bought.payment.id },
      estimatedDeliveryDate: dayAfter(world.now, days),
    })
  },
})

/** The price of one, in cents. */
function readOffer(
  offer: number | undefined,
  asked: number,
  auction: boolean,
  takesOffers: boolean,
): number | ShopRefusal {
  const refuse = (message: string): ShopRefusal => ({ problem: 'OPTION', parameter: 'offer_price', message })
  if (auction) {
    const message = 'This item is sold by auction and cannot be ordered; choose one with a fixed price.'
    return { problem: 'OPTION', parameter: 'item_id', message }
  }
  if (offer === undefined) return asked
  if (!takesOffers) return refuse(`The seller takes no offers; the price is ${toText(asked, 'USD')} USD.`)
  if (!(offer > 0)) return refuse('The offer must be greater than 0.')
  return Math.min(asked, Math.round(offer * 100))
}

const EXPRESS_FEN = 1_200
/** Points pay at most this share of an order. */
const POINTS_SHARE = 0.1

const orderTaobao = defineTool({
  name: 'place_order_taobao',
  capability: CAPABILITY,
  description: 'Order a product on Taobao; it is paid with Alipay, and points can pay a part of it.',
  parameters: {
    type: 'object',
    properties: {
      ...GOODS,
      color_size: { type: 'string', description: 'Colour and size with a comma between them, such as Black,L' },
      delivery_option: {
        type: 'string',
        description: 'How it is sent',
        enum: ['standard', 'express'],
        default: 'standard',
      },
      message_to_seller: { type: 'string', description: 'Note that the seller reads' },
      use_points: { type: 'boolean', description: 'Pay a part with points', default: false },
    },
    required: REQUIRED,
  },
  run(world, args, chance) {
    if (chance.happens(BAD_LUCK)) return refuseIn('taobao', world, shopBusy)
    const { item_id: item, quantity, shipping_address: address } = args
    const listing = pickGoods(world, { shop: 'taobao', item, quantity, address, most: 50 })
    if ('problem' in listing) return refuseIn('taobao', world, listing)
    const sku = readSku(args.color_size, listing.kind.colours, listing.kind.sizes)
    if ('problem' in sku) return refuseIn('taobao', world, sku)
    const before = sliceOf(world, 'shopping')
    const facts = taobaoFacts(before, listing)
    const goods = listing.minor * quantity - facts.coupon + (args.delivery_option === 'express' ? EXPRESS_FEN : 0)
    const points = args.use_points ? Math.min(before.points, Math.floor(goods * POINTS_SHARE)) : 0
    const bought = buy(world, {
      listing,
      quantity,
      minor: goods - points,
      address,
      orderId: chance.digits(19),
      pay: { provider: 'alipay', account: 'alipay_balance', id: alipayId(world.now, chance) },
    })
    if ('problem' in bought) return refuseIn('taobao', world, bought)
    const after = sliceOf(bought.world, 'shopping')
    return done(withSlice(bought.world, 'shopping', { ...after, points: before.points - points }), {
      trade_create_response: {
        tid: bought.order.id,
        status: 'WAIT_SELLER_SEND_GOODS',
        num_iid: listing.id,
        title: `${listing.brand} ${listing.kind.chinese}`,
        sku_properties_name: sku.variant,
        num: quantity,
        payment: toText(bought.order.minor, 'CNY'),
        discount_fee: toText(facts.coupon, 'CNY'),
        points_used: points,
        points_left: before.points - points,
        alipay_no: bought.payment.id,
        ...(args.message_to_seller && { buyer_message: args.message_to_seller }),
        delivery_date: dayAfter(world.now, args.delivery_option === 'express' ? 1 : facts.days),
      },
    })
  },
})

/** "Black,L" in either order; what is not named is the first that there is. */
function readSku(
  text: string | undefined,
  colours: readonly string[],
  sizes: readonly string[],
): { variant: string } | ShopRefusal {
  const parts = (text ?? '').split(/[,，;/]/).filter((part) => part.trim() !== '')
  const picked = parts.map((part) => pickVariant('variant', 'color_size', part, [...colours, ...sizes]))
  const wrong = picked.find((one) => 'problem' in one)
  if (wrong && 'problem' in wrong) return wrong
  const named = picked.map((one) => ('variant' in one ? one.variant : undefined))
  const colour = named.find((one) => one !== undefined && colours.includes(one)) ?? colours[0]
  const size = named.find((one) => one !== undefined && sizes.includes(one)) ?? sizes[0]
  return { variant: [colour, size].filter((part) => part !== undefined).join(';') }
}

export const createShopOrder = [orderAmazon, orderTemu, orderEbay, orderTaobao]
