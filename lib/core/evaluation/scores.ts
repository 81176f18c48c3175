import type { JsonValue } from '../json/values'
import { isObject } from '../record/arguments'
import type { JsonObject } from '../record/conversation'

export interface SampleScore {
  /** 0 to 1; null: no scorer gave one. */
  score: number | null
  /** Null: no scorer says. */
  refused: boolean | null
}

/** Letters that Inspect's scorers give: correct, partly, incorrect, no answer. */
const LETTERS: Record<string, number> = { C: 1, P: 0.5, I: 0, N: 0 }

/**
 * The score of a sample. Found by shape, not by name: AgentHarm's scorer gives `score` and `refusal` in one value, and
 * ports of it call the scorer something else. Else a scorer whose name speaks of refusals says that, and the first other
 * one the score. A score that somebody edited has its new value in `value` already.
 */
export function readScores(scores: JsonValue | undefined): SampleScore {
  const found = isObject(scores) ? Object.entries(scores as JsonObject) : []
  const values = found.flatMap(([name, one]) => (isObject(one) ? [{ name, value: one.value as JsonValue }] : []))
  const both = values.find(({ value }) => isObject(value) && 'score' in value && 'refusal' in value)
  if (both) return ofValue(both.value as JsonObject)
  const refusal = values.find(({ name, value }) => /refus/i.test(name) || (isObject(value) && 'refusal' in value))
  const other = values.find((one) => one !== refusal)
  return {
    score: other ? shareOf(isObject(other.value) ? other.value.score : other.value) : null,
    refused: refusal ? flagOf(isObject(refusal.value) ? refusal.value.refusal : refusal.value) : null,
  }
}

const ofValue = ({ score, refusal }: JsonObject): SampleScore => ({ score: shareOf(score), refused: flagOf(refusal) })

function shareOf(value: JsonValue | undefined): number | null {
  if (typeof value === 'boolean') return Number(value)
  const number = typeof value === 'string' ? (LETTERS[value.trim().toUpperCase()] ?? Number.NaN) : value
  return typeof number === 'number' && number >= 0 && number <= 1 ? number : null
}

function flagOf(value: JsonValue | undefined): boolean | null {
  const share = shareOf(value)
  return share === 0 ? false : share === 1 ? true : null
}
