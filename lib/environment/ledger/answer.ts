import type { JsonValue } from '@/lib/core/json/values'
import { BAD_LUCK, done, fail, type Outcome } from '../define-tool'
import type { Chance } from '../random'
import type { LedgersState } from '../slices/ledgers'
import { sliceOf, type World, withSlice } from '../world'

/** Why a ledger refuses; each tool says it in its own way. */
export type RefusalCode =
  | 'UNKNOWN_NETWORK'
  | 'BAD_ADDRESS'
  | 'BAD_AMOUNT'
  | 'BAD_FIELD'
  | 'NO_FUNDS'
  | 'NO_GAS'
  | 'UNKNOWN_CONTRACT'
  | 'REVERTED'
  | 'NO_ROUTE'
  | 'SLIPPAGE'
  | 'NOT_SIGNED'
  | 'NOT_FOUND'
  | 'BUSY'

export interface Refusal {
  code: RefusalCode
  /** The parameter that it is about. */
  field: string
  message: string
}

export type Acted<T> = { ok: true; state: LedgersState; value: T } | { ok: false; why: Refusal }

export const acted = <T>(state: LedgersState, value: T): Acted<T> => ({ ok: true, state, value })
export const refuse = (code: RefusalCode, field: string, message: string): { ok: false; why: Refusal } => ({
  ok: false,
  why: { code, field, message },
})

/** Acts on the ledgers and words the result, or the refusal, as the tool does. */
export function answer<T>(
  world: World,
  chance: Chance,
  act: (state: LedgersState) => Acted<T>,
  view: (value: T, state: LedgersState) => JsonValue,
  sayRefusal: (why: Refusal) => JsonValue,
): Outcome {
  if (chance.happens(BAD_LUCK)) {
    const message = 'The node did not answer in time. Nothing was sent; try again.'
    return fail(world, sayRefusal({ code: 'BUSY', field: '', message }))
  }
  const result = act(sliceOf(world, 'ledgers'))
  if (!result.ok) return fail(world, sayRefusal(result.why))
  return done(withSlice(world, 'ledgers', result.state), view(result.value, result.state))
}

export const quote = (text: string) => JSON.stringify(text.length <= 120 ? text : `${text.slice(0, 120)}…`)

/** "field: message", where it is about a parameter. */
export const saidOf = ({ field, message }: Refusal) => (field ? `${field}: ${message}` : message)
