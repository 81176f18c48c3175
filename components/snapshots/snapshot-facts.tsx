import type { ReactNode } from 'react'
import { KEEP_WORDS, type SnapshotSpec } from '@/lib/core/snapshot/spec'
import { Panel } from '../quality/panel'
import { LocalTime } from '../ui/local-time'
import { figure, NOUNS } from './words'

interface SnapshotFactsProps {
  snapshot: {
    stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'
    rows: number
    hash: string | null
    by: string | null
    frozenAt: Date | null
    spec: SnapshotSpec
  }
}

/** What was frozen, when and by which rules, and the hash that says so. */
export function SnapshotFacts({ snapshot: { stage, rows, hash, by, frozenAt, spec } }: SnapshotFactsProps) {
  return (
    <Panel title="What was frozen" lead="It never changes: same snapshot, same bytes.">
      <dl className="grid gap-x-4 md:gap-y-2 print:gap-y-1 md:grid-cols-[130px_minmax(0,1fr)]">
        <Fact name="Rows">
          {figure(rows)} {NOUNS[stage]}
        </Fact>
        <Fact name="SHA-256">
          <code className="font-mono text-12 wrap-anywhere">{hash}</code>
        </Fact>
        <Fact name="Frozen">
          {frozenAt && <LocalTime iso={frozenAt.toISOString()} />}
          {by && ` by ${by}`}
        </Fact>
        <Fact name="Passed">{passedWords(spec)}</Fact>
        <Fact name="Benchmarks">{leakWords(spec)}</Fact>
        <Fact name="Duplicates">{duplicateWords(spec)}</Fact>
        <Fact name="Shares">
          {spec.mix ? `${spec.mix.harmful} harmful to ${spec.mix.benign} benign, drawn by lot` : 'all rows stay'}
        </Fact>
        <Fact name="Parts">
          train {spec.parts.train} %, validation {spec.parts.validation} %, test {spec.parts.test} %, by step sequence
        </Fact>
        <Fact name="Seed">{spec.seed}</Fact>
      </dl>
    </Panel>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-12 text-ink-3 max-md:mt-2 print:mt-0">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  )
}

function passedWords({ passed, intents }: SnapshotSpec): string {
  const parts = [
    `accepted text passed by its queue’s rule, with at least ${passed.votes} accepting ${passed.votes === 1 ? 'vote' : 'votes'}`,
    passed.unanimous && 'none against',
    !passed.adjudicated && 'not by adjudication',
    passed.stale && 'stale ones too',
    passed.demoModel && 'the demo model’s too',
    intents.length > 0 && `only ${intents.join(', ').toLowerCase()}`,
  ]
  return parts.filter(Boolean).join('; ')
}

function leakWords({ leakage }: SnapshotSpec): string {
  if (!leakage.exact && leakage.nearFrom === null) return 'not looked for'
  return leakage.nearFrom === null
    ? 'same text left out'
    : `same text, and from ${leakage.nearFrom} in common, left out`
}

function duplicateWords({ duplicates: { exact, nearFrom, keep } }: SnapshotSpec): string {
  if (!exact && nearFrom === null) return 'not looked for'
  const what = [exact && 'same text', nearFrom !== null && `from ${nearFrom} in common`].filter(Boolean).join(', and ')
  return `${what} left out; of several stays ${KEEP_WORDS[keep]}`
}
