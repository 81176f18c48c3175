import { find } from '../records'
import { quote } from './find'
import { type Refusal, refusal } from './refusal'

export interface Span {
  from: number
  to: number
}

const HOUR = 3_600_000
const UNITS: readonly [RegExp, number][] = [
  [/hour/, HOUR],
  [/24|today|day/, 24 * HOUR],
  [/week/, 7 * 24 * HOUR],
  [/month/, 31 * 24 * HOUR],
  [/year/, 366 * 24 * HOUR],
]

/** "last 7 days", "week", "2026-01-01 to 2026-02-01", or one date to begin with; null when it is none of these. */
export function readSpan(field: string, text: string | undefined, now: number): Span | null | Refusal {
  if (text === undefined || /^\s*(any|all)?\s*$/i.test(text)) return null
  const dates = [...text.matchAll(/\d{4}-\d{2}-\d{2}/g)].map(([date]) => Date.parse(date))
  if (dates.length > 0 && dates.every((date) => !Number.isNaN(date))) {
    return { from: dates[0]!, to: dates[1] === undefined ? now : dates[1] + 24 * HOUR }
  }
  const days = /(\d{1,4})\s*[_-]?\s*days?/i.exec(text)
  if (days) return { from: now - Number(days[1]) * 24 * HOUR, to: now }
  const unit = UNITS.find(([name]) => name.test(text.toLowerCase()))
  if (unit) return { from: now - unit[1], to: now }
  return refusal(
    'FIELD_INVALID',
    field,
    `${quote(text)} is no span of time; give hour, today, week, month, year or two dates.`,
  )
}

/** One end of a span as an ISO 8601 time. */
export function readMoment(field: string, text: string | undefined): number | null | Refusal {
  if (text === undefined || text === '') return null
  const at = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? refusal('FIELD_INVALID', field, `${quote(text)} is not an ISO 8601 time.`) : at
}

const LENGTHS: Record<string, readonly [number, number]> = {
  any: [0, Number.POSITIVE_INFINITY],
  short: [0, 240],
  medium: [240, 1_200],
  long: [1_200, Number.POSITIVE_INFINITY],
}

/** Lengths of videos in seconds, by name. */
export function readLength(field: string, text: string | undefined): readonly [number, number] | Refusal {
  const known = find(LENGTHS, (text || 'any').toLowerCase())
  return known ?? refusal('FIELD_INVALID', field, `${quote(text ?? '')} is not known; give any, short, medium or long.`)
}

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'code' in value && 'message' in value
