import { type PatternVotes, type RateLine, rateLine } from './quality-report'
import { BLIND_BELOW, type RateGroup } from './rates'

/** Texts that were judged alike: first attempts, later ones and controls, with what was said of the text before. */
export interface AttemptPattern extends PatternVotes {
  group: RateGroup
  /** False: still being judged, or judgments can still be taken back. */
  closed: boolean
  /** LAST_ATTEMPT stands for it and all later ones. */
  attempt: number
  /** Of later attempts: who wrote it, and with which prompt version. */
  model: string | null
  prompt: string | null
  /** Of later attempts: why the text before was rejected, "reason:…" and "criterion:…", each once. */
  reasons: readonly string[]
}
export const LAST_ATTEMPT = 5

/** How an item stands: PASSED at an attempt, as it was written; CONTROL: unchanged, at a second look; EDITED: by a person's edit. */
export type ItemOutcome = 'PASSED' | 'CONTROL' | 'EDITED' | 'OPEN' | 'NOT_PASSED'
export interface OutcomeCount {
  outcome: ItemOutcome
  /** At which it passed, or its latest. */
  attempt: number
  demo: boolean
  items: number
}

export interface RegenerationScope {
  noun: string
  labels: Readonly<Record<string, string>>
  viewer: { reviews: boolean }
}

export interface ReasonLine {
  key: string
  label: string
  again: RateLine
  /** Texts rejected for the same reason and put before reviewers again unchanged. */
  control: RateLine
}

const lineOf = (
  rows: readonly AttemptPattern[],
  group: RateGroup,
  { noun, viewer }: RegenerationScope,
  line: { key: string; label: string; within?: string },
): RateLine => {
  const mine = rows.filter((row) => row.group === group)
  const [closed, open] = [mine.filter((row) => row.closed), mine.filter((row) => !row.closed)]
  return rateLine(line, { patterns: closed, open }, { noun, group }, viewer)
}

const attemptLabel = (attempt: number) =>
  attempt === LAST_ATTEMPT ? `Attempt ${attempt} and later` : `Attempt ${attempt}`

/** Pass rates attempt by attempt: the headline first, later ones each apart, then what was judged again unchanged and the demo model's. */
export function attemptLines(rows: readonly AttemptPattern[], scope: RegenerationScope): RateLine[] {
  const later = [...new Set(rows.filter(({ group }) => group === 'LATER_ATTEMPT').map(({ attempt }) => attempt))]
  const lines = [
    lineOf(rows, 'AS_GENERATED', scope, { key: 'AS_GENERATED', label: attemptLabel(1) }),
    ...later
      .sort((a, b) => a - b)
      .map((attempt) =>
        lineOf(
          rows.filter((row) => row.attempt === attempt),
          'LATER_ATTEMPT',
          scope,
          {
            key: `LATER_ATTEMPT.${attempt}`,
            label: attemptLabel(attempt),
            within: `at ${attemptLabel(attempt).toLowerCase()}`,
          },
        ),
      ),
    lineOf(rows, 'CONTROL', scope, { key: 'CONTROL', label: 'Unchanged, judged again' }),
    lineOf(rows, 'DEMO_MODEL', scope, { key: 'DEMO_MODEL', label: 'Demo model, all attempts' }),
  ]
  return lines.filter(({ n, open }, index) => index === 0 || n + open > 0)
}

/**
 * Yield by reason: of texts rejected for it and written again, how many the next reviewers passed; beside it, of those put
 * before reviewers again unchanged. A text rejected for several reasons counts in each. Most frequent first.
 */
export function reasonLines(rows: readonly AttemptPattern[], scope: RegenerationScope): ReasonLine[] {
  const keys = [...new Set(rows.flatMap(({ reasons }) => reasons))]
  return keys
    .map((key) => {
      const label = scope.labels[key] ?? key.replace(/^\w+:/, '')
      const given = rows.filter(({ reasons }) => reasons.includes(key))
      const line = { key, label, within: `whose text before was rejected for “${label}”` }
      return {
        ...{ key, label },
        again: lineOf(given, 'LATER_ATTEMPT', scope, line),
        control: lineOf(given, 'CONTROL', scope, line),
      }
    })
    .filter(({ again, control }) => again.n + again.open + control.n + control.open > 0)
    .sort((a, b) => b.again.n - a.again.n || a.label.localeCompare(b.label))
}

/** Later attempts by who wrote them. */
export function writerLines(rows: readonly AttemptPattern[], scope: RegenerationScope): RateLine[] {
  const later = rows.filter(({ group }) => group === 'LATER_ATTEMPT')
  const writers = [...new Set(later.map(({ model, prompt }) => JSON.stringify([model, prompt])))].sort()
  return writers.map((key) => {
    const [model, prompt] = JSON.parse(key) as [string | null, string | null]
    const label = `${model ?? 'unknown'}, prompt ${prompt ?? 'unknown'}`
    const mine = later.filter((row) => row.model === model && row.prompt === prompt)
    return lineOf(mine, 'LATER_ATTEMPT', scope, { key, label, within: `by ${label}` })
  })
}

export interface AttemptsToPass {
  /** All items with a judged text, or one that is being judged. */
  items: number
  open: number
  lines: { outcome: ItemOutcome; attempt: number | null; label: string; items: number }[]
}

/** How many attempts items took. Null for people who judge here while fewer than BLIND_BELOW of them are decided. */
export function attemptsToPass(counts: readonly OutcomeCount[], viewer: { reviews: boolean }): AttemptsToPass | null {
  const of = (outcome: ItemOutcome, attempt: number | null) =>
    counts
      .filter((row) => row.outcome === outcome && (attempt === null || row.attempt === attempt))
      .reduce((sum, { items }) => sum + items, 0)
  const items = counts.reduce((sum, row) => sum + row.items, 0)
  const open = of('OPEN', null)
  if (viewer.reviews && items - open < BLIND_BELOW) return null
  const line = (outcome: ItemOutcome, attempt: number | null, label: string) => ({
    ...{ outcome, attempt, label, items: of(outcome, attempt) },
  })
  const attempts = [...new Set(counts.filter(({ outcome }) => outcome === 'PASSED').map(({ attempt }) => attempt))]
  const lines = [
    ...[...new Set([1, ...attempts])]
      .sort((a, b) => a - b)
      .map((attempt) => line('PASSED', attempt, `Passed at ${attemptLabel(attempt).toLowerCase()}`)),
    line('CONTROL', null, 'Passed unchanged, at a second look'),
    line('EDITED', null, 'Passed as a person edited it'),
    line('NOT_PASSED', null, 'Not passed so far'),
    line('OPEN', null, 'Being judged'),
  ]
  return { items, open, lines: lines.filter((one) => one.items > 0 || one.outcome === 'PASSED') }
}
