import { z } from 'zod'
import type { RowAnswer } from './format'

const counted = z.object({ count: z.int().min(1), rows: z.array(z.union([z.string(), z.number()])) })
/** What a file of one format holds, and what it could not say: for each reason how many rows, and the first of them. */
export const formatReportSchema = z.object({
  written: z.int().min(0),
  leftOut: z.array(counted.extend({ reason: z.string() })),
  notes: z.array(counted.extend({ note: z.string() })),
})
export type FormatReport = z.infer<typeof formatReportSchema>

const NAMED_ROWS = 5
const MOST_REASONS = 200

/** Counts what became of each row. Reasons that name a tool are many: beyond the first they are one. */
export class FormatTally {
  #written = 0
  #reasons = new Map<string, { count: number; rows: (string | number)[] }>()
  #notes = new Map<string, { count: number; rows: (string | number)[] }>()

  /** `row`: a line, an id or a number by which a person finds it. */
  add(answer: RowAnswer, row: string | number): void {
    if (answer.ok) {
      this.#written++
      for (const note of answer.notes) count(this.#notes, note, row)
    } else count(this.#reasons, answer.reason, row)
  }

  get report(): FormatReport {
    return {
      written: this.#written,
      leftOut: ordered(this.#reasons).map(([reason, rest]) => ({ reason, ...rest })),
      notes: ordered(this.#notes).map(([note, rest]) => ({ note, ...rest })),
    }
  }
}

function count(
  into: Map<string, { count: number; rows: (string | number)[] }>,
  words: string,
  row: string | number,
): void {
  const key = into.has(words) || into.size < MOST_REASONS ? words : 'other reasons'
  const known = into.get(key) ?? { count: 0, rows: [] }
  known.count++
  if (known.rows.length < NAMED_ROWS) known.rows.push(row)
  into.set(key, known)
}

const ordered = <T extends { count: number }>(map: Map<string, T>) =>
  [...map].sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1))
