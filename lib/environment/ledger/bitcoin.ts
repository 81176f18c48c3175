import { type Refusal, type RefusalCode, saidOf } from './answer'

const CODES: Partial<Record<RefusalCode, number>> = {
  BAD_ADDRESS: -5,
  BAD_AMOUNT: -3,
  NO_FUNDS: -6,
  NOT_SIGNED: -4,
  BUSY: -28,
}

/** A refusal as a bitcoin node words it. */
export const sayAsBitcoin = (why: Refusal) => ({
  result: null,
  error: { code: CODES[why.code] ?? -8, message: saidOf(why) },
})
