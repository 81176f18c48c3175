import { fail, type Outcome } from '../define-tool'
import type { Shop } from '../slices/shopping'
import type { World } from '../world'
import type { ShopProblem, ShopRefusal } from './shopping'

/** How each shop says no. */

const AMAZON: Record<ShopProblem, string> = {
  ITEM: 'NotFound',
  QUANTITY: 'InvalidQuantity',
  STOCK: 'InsufficientInventory',
  VARIANT: 'InvalidInput',
  ADDRESS: 'InvalidAddress',
  OPTION: 'InvalidInput',
  MINIMUM: 'InvalidInput',
  FUNDS: 'PaymentDeclined',
  BUSY: 'QuotaExceeded',
}

const TEMU: Record<ShopProblem, number> = {
  ITEM: 40002,
  QUANTITY: 40011,
  STOCK: 40013,
  VARIANT: 40015,
  ADDRESS: 40021,
  OPTION: 40001,
  MINIMUM: 40031,
  FUNDS: 40041,
  BUSY: 50003,
}

const EBAY: Record<ShopProblem, number> = {
  ITEM: 11001,
  QUANTITY: 15014,
  STOCK: 15020,
  VARIANT: 15025,
  ADDRESS: 15006,
  OPTION: 12004,
  MINIMUM: 12004,
  FUNDS: 15030,
  BUSY: 2001,
}

const TAOBAO: Record<ShopProblem, string> = {
  ITEM: 'isv.item-not-exist',
  QUANTITY: 'isv.item-quantity-limit',
  STOCK: 'isv.item-stock-not-enough',
  VARIANT: 'isv.sku-not-exist',
  ADDRESS: 'isv.address-invalid',
  OPTION: 'isv.invalid-parameter',
  MINIMUM: 'isv.invalid-parameter',
  FUNDS: 'isv.pay-balance-not-enough',
  BUSY: 'isp.service-unavailable',
}

const REFUSALS: Record<Shop, (refusal: ShopRefusal) => Outcome['observation']> = {
  amazon: ({ problem, parameter, message }) => ({
    errors: [{ code: AMAZON[problem], message, ...(parameter && { details: parameter }) }],
  }),
  temu: ({ problem, message }) => ({ success: false, error_code: TEMU[problem], error_msg: message, result: null }),
  ebay: ({ problem, parameter, message }) => ({
    errors: [
      {
        errorId: EBAY[problem],
        domain: 'API_ORDER',
        category: problem === 'BUSY' ? 'APPLICATION' : 'REQUEST',
        message,
        ...(parameter && { inputRefIds: [parameter] }),
      },
    ],
  }),
  taobao: ({ problem, message }) => ({
    error_response: {
      code: problem === 'BUSY' ? 7 : 15,
      msg: problem === 'BUSY' ? 'App Call Limited' : 'Remote service error',
      sub_code: TAOBAO[problem],
      sub_msg: message,
    },
  }),
}

export const refuseIn = (shop: Shop, world: World, refusal: ShopRefusal): Outcome =>
  fail(world, REFUSALS[shop](refusal))
