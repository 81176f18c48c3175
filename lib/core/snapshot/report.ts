import { z } from 'zod'
import { EXCLUSIONS, type Exclusion } from './reasons'
import { PARTS, type Part, SIDES, type Side } from './spec'

const count = z.int().min(0)
const sides = z.record(z.enum(SIDES), count)
const NONE = { HARMFUL: 0, BENIGN: 0, BORDERLINE: 0 }

/** What a snapshot is made up of, and what it leaves out. `items` is `rows` and all that is left out. */
export const snapshotReportSchema = z.strictObject({
  /** All of its stage in the project, archived ones too. */
  items: count,
  rows: count,
  left: z.partialRecord(z.enum(EXCLUSIONS), count),
  sides,
  /** Before rows were drawn out for the shares. */
  beforeMix: sides,
  parts: z.record(z.enum(PARTS), z.strictObject({ rows: count, patterns: count, sides })),
  /** Rows of what an adjudication passed; rows that passed with a vote against them. */
  adjudicated: count,
  notUnanimous: count,
  /** Rows of others among `sides`, and among `beforeMix`. */
  thirdParty: sides.default(NONE),
  thirdPartyBefore: sides.default(NONE),
  /** Data sets whose rows are in it, each with the licences that its rows name. */
  sources: z.array(z.strictObject({ name: z.string(), licence: z.string().nullable(), rows: count })).default([]),
  /** Pseudonyms of those whose judgments stand behind a row. */
  reviewers: z.array(z.string()).default([]),
  /** Preference pairs that were frozen with it; null: not looked for yet, or rows of a stage that has none. */
  pairs: count.nullable().default(null),
  /** Of its lines, line breaks included. */
  bytes: count,
  /** Hash lists that were compared with, by name, and their entries. */
  lists: z.array(z.strictObject({ name: z.string(), entries: count })),
})
export type SnapshotReport = z.output<typeof snapshotReportSchema>

export interface ReportRow {
  part: Part
  side: Side
  pattern: string | null
  number: number
  adjudicated: boolean
  rejects: number
  bytes: number
  source: { name: string; licence: string | null } | null
  reviewers: readonly string[]
}

interface ReportInput {
  items: number
  rows: readonly ReportRow[]
  left: ReadonlyMap<Exclusion, number>
  beforeMix: Record<Side, number>
  thirdPartyBefore: Record<Side, number>
  lists: SnapshotReport['lists']
}

export function snapshotReport(input: ReportInput): SnapshotReport {
  const { items, rows, left, beforeMix, thirdPartyBefore, lists } = input
  const part = (name: Part) => {
    const mine = rows.filter((row) => row.part === name)
    const patterns = new Set(mine.map(({ pattern, number }) => pattern ?? `#${number}`))
    return { rows: mine.length, patterns: patterns.size, sides: sidesOf(mine) }
  }
  return {
    ...{ items, rows: rows.length, left: Object.fromEntries(left), sides: sidesOf(rows), beforeMix },
    parts: { TRAIN: part('TRAIN'), VALIDATION: part('VALIDATION'), TEST: part('TEST') },
    adjudicated: rows.filter((row) => row.adjudicated).length,
    notUnanimous: rows.filter((row) => row.rejects > 0).length,
    bytes: rows.reduce((sum, row) => sum + row.bytes, 0),
    lists,
    ...{
      thirdParty: sidesOf(rows.filter(({ source }) => source !== null)),
      thirdPartyBefore,
      sources: sourcesOf(rows),
    },
    reviewers: [...new Set(rows.flatMap(({ reviewers }) => reviewers))].sort((a, b) => numberOf(a) - numberOf(b)),
    pairs: null,
  }
}

/** Of "r12". */
const numberOf = (reviewer: string) => Number(reviewer.slice(1))

function sourcesOf(rows: readonly ReportRow[]): SnapshotReport['sources'] {
  const counts = new Map<string, SnapshotReport['sources'][number]>()
  for (const { source } of rows) {
    if (!source) continue
    const key = JSON.stringify([source.name, source.licence])
    counts.set(key, { ...source, rows: (counts.get(key)?.rows ?? 0) + 1 })
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
}

function sidesOf(rows: readonly Pick<ReportRow, 'side'>[]): Record<Side, number> {
  const counts = { HARMFUL: 0, BENIGN: 0, BORDERLINE: 0 }
  for (const { side } of rows) counts[side] += 1
  return counts
}
