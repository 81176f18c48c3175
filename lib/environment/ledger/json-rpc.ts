import { type Refusal, type RefusalCode, saidOf } from './answer'

const CODES: Partial<Record<RefusalCode, number>> = {
  NO_FUNDS: -32_000,
  NO_GAS: -32_000,
  UNKNOWN_CONTRACT: -32_000,
  NOT_SIGNED: -32_000,
  REVERTED: 3,
  BUSY: -32_005,
}

/** A refusal as the nodes of Ethereum and its kind word it. */
export const sayAsNode = (why: Refusal) => ({
  jsonrpc: '2.0',
  id: 1,
  error: { code: CODES[why.code] ?? -32_602, message: saidOf(why) },
})
