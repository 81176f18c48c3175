import { BASIS_TEXT } from '@/lib/core/agreement/basis'
import type { AgreementIntervals } from '@/lib/core/review/agreement-intervals'
import { Moment } from '../ui/moment'
import type { Request } from './ask-button'
import { IntervalsFigure } from './intervals-figure'
import { IntervalsForm } from './intervals-form'
import { Panel } from './panel'

interface IntervalsPanelProps {
  projectId: string
  stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'
  /** "chains" */
  noun: string
  state: { askedAt: Date; doneAt: Date | null; result: AgreementIntervals | null } | null
  tables: boolean
  /** Of those who may ask for it. */
  request: Request | null
}

/** Intervals that take a worker: by drawing items and sources anew, by leaving out items and reviewers. */
export function IntervalsPanel({ projectId, stage, noun, state, tables, request }: IntervalsPanelProps) {
  const result = state?.result ?? null
  const awaited = state !== null && (state.doneAt === null || state.doneAt < state.askedAt)
  if (!result && !request) return null
  return (
    <Panel
      id="intervals"
      span={tables || !result ? undefined : 'two-rows'}
      title="Intervals by resampling"
      lead="Without a formula for the error. Items of one source may be alike, and other reviewers might have judged otherwise: then these are wider."
    >
      {!result && (
        <p className="mb-2 max-w-[75ch]">
          None yet. A worker draws the items anew as often as you say, in seconds to minutes; nobody has to wait, and
          the same seed gives the same intervals. Votes and verdicts stay as they are.
        </p>
      )}
      {request && <IntervalsForm {...{ projectId, stage, awaited, request }} again={result !== null} />}
      {result && (
        <>
          <p className="mb-2 text-12 text-ink-2">
            {result.draws.toLocaleString('en')} resamples, seed {result.seed}, <Moment at={new Date(result.readAt)} />:{' '}
            {result.votes.toLocaleString('en')} votes by {result.reviewers} reviewers on{' '}
            {result.items.toLocaleString('en')} {noun} that stood then, from {BASIS_TEXT[result.basis]};{' '}
            {result.sources === result.items
              ? 'each made from something of its own.'
              : `made from ${result.sources.toLocaleString('en')} sources.`}
          </p>
          <IntervalsFigure result={result} tables={tables} />
        </>
      )}
    </Panel>
  )
}
