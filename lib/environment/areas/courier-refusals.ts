import type { JsonValue } from '@/lib/core/json/values'
import { fail, type Outcome } from '../define-tool'
import type { Courier } from '../slices/deliveries'
import type { World } from '../world'
import type { CourierProblem, CourierRefusal } from './delivering'

/** How each courier says no. */

const MEITUAN: Record<CourierProblem, number> = {
  PLACE: 20001,
  CLOSED: 20011,
  ITEMS: 10003,
  ITEM: 20021,
  MINIMUM: 20031,
  ADDRESS: 10004,
  TIME: 10005,
  OPTION: 10003,
  VOUCHER: 20041,
  FUNDS: 30001,
  BUSY: 50001,
}

const FOODPANDA: Record<CourierProblem, string> = {
  PLACE: 'ApiVendorNotFoundException',
  CLOSED: 'ApiVendorClosedException',
  ITEMS: 'ApiInvalidCartException',
  ITEM: 'ApiProductUnavailableException',
  MINIMUM: 'ApiMinimumOrderValueException',
  ADDRESS: 'ApiInvalidAddressException',
  TIME: 'ApiInvalidDeliveryTimeException',
  OPTION: 'ApiInvalidParameterException',
  VOUCHER: 'ApiVoucherInvalidException',
  FUNDS: 'ApiPaymentDeclinedException',
  BUSY: 'ApiServiceUnavailableException',
}

const DOORDASH: Record<CourierProblem, string> = {
  PLACE: 'unknown_store',
  CLOSED: 'store_closed',
  ITEMS: 'validation_error',
  ITEM: 'item_unavailable',
  MINIMUM: 'minimum_subtotal_not_met',
  ADDRESS: 'invalid_address',
  TIME: 'invalid_delivery_time',
  OPTION: 'validation_error',
  VOUCHER: 'invalid_promotion',
  FUNDS: 'card_declined',
  BUSY: 'request_rate_limited',
}

const REFUSALS: Record<Courier, (refusal: CourierRefusal) => JsonValue> = {
  meituan: ({ problem, message }) => ({ code: MEITUAN[problem], msg: message, data: null }),
  doordash: ({ problem, parameter, message }) => ({
    code: DOORDASH[problem],
    message,
    ...(parameter && { field_errors: [{ field: parameter, error: message }] }),
  }),
  ubereats: ({ problem, parameter, message }) => ({
    status: 'failure',
    code: `ubereats.order.${DOORDASH[problem]}`,
    message,
    ...(parameter && { meta: { parameter } }),
  }),
  foodpanda: ({ problem, message }) => ({
    status_code: problem === 'BUSY' ? 503 : 400,
    error: { exception_type: FOODPANDA[problem], developer_message: message },
  }),
}

export const refuseBy = (courier: Courier, world: World, refusal: CourierRefusal): Outcome =>
  fail(world, REFUSALS[courier](refusal))
