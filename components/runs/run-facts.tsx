import Link from 'next/link'
import type { ReactNode } from 'react'
import { formatCost } from '@/lib/core/model/prices'
import type { RunProgress } from '@/lib/core/run/views'
import { endedCount, underWay } from '@/lib/core/run/words'
import { LocalTime } from '../ui/local-time'
import { BudgetMeter } from './budget-meter'
import { RateLine } from './rate-line'

const print = (n: number) => n.toLocaleString('en-US')

interface RunFactsProps {
  progress: RunProgress
  /** "chains", "new attempts" */
  made: string
  /** The list of what it made; null: it makes no items. */
  madeHref: string | null
}

/** The four figures of a run: calls that ended, what came of them, money against budget, pace. */
export function RunFacts({ progress, made, madeHref }: RunFactsProps) {
  const { counts, total, produced, calls, rate, atOnce, heldUntil, inputTokens, outputTokens } = progress
  const ended = endedCount(counts)
  const trouble = counts.FAILED + counts.NEEDS_ATTENTION
  const lately = rate.at(-1) ?? 0
  return (
    <dl className="my-3 grid border-y border-line-2 md:grid-cols-2 lg:grid-cols-4">
      <Fact name="Ended" value={print(ended)} aside={`of ${print(total)}`}>
        {print(counts.APPLIED)} applied, {print(trouble)} failed or to be looked at. {leftWords(progress, lately)}
      </Fact>
      <Fact
        name="Made"
        value={print(produced)}
        aside={`${made}, ${counts.APPLIED > 0 ? (produced / counts.APPLIED).toFixed(1) : '–'} an applied call`}
      >
        {print(calls)} calls made, {print(underWay(counts))} not back. {print(inputTokens)} tokens sent,{' '}
        {print(outputTokens)} received.{' '}
        {madeHref && produced > 0 && (
          <Link href={madeHref} prefetch={false}>
            What stands of it, in the list
          </Link>
        )}
      </Fact>
      <Fact name="Cost against budget" value={formatCost(progress.spentMicros)} aside={budgetWords(progress)}>
        <BudgetMeter progress={progress} />
      </Fact>
      <Fact name={`Pace, at most ${atOnce.most} at once`} value={print(lately)} aside="calls in the last minute">
        <RateLine rate={rate} />
        {heldUntil && (
          <>
            The provider asked to wait until <LocalTime iso={heldUntil.toISOString()} style="clock" />.{' '}
          </>
        )}
        {atOnce.now < atOnce.most && `${atOnce.now} at once now.`}
      </Fact>
    </dl>
  )
}

function Fact({ name, value, aside, children }: { name: string; value: string; aside: string; children: ReactNode }) {
  return (
    <div className="border-line py-2.5 max-lg:border-b lg:border-l lg:px-3 lg:first:border-l-0 lg:first:pl-0">
      <dt className="text-12 text-ink-2">{name}</dt>
      <dd className="text-18 font-semibold">
        {value} <small className="text-12 font-normal text-ink-2">{aside}</small>
      </dd>
      <dd className="text-12 text-ink-2">{children}</dd>
    </div>
  )
}

function budgetWords({ budgetMicros, budgetCalls, calls }: RunProgress): string {
  const parts = [
    ...(budgetMicros === null ? [] : [`of ${formatCost(budgetMicros)}`]),
    ...(budgetCalls === null ? [] : [`${print(calls)} of ${print(budgetCalls)} calls`]),
  ]
  return parts.join(', ')
}

/** From the calls of the last minute; nothing while there are too few to tell. */
function leftWords({ status, counts }: RunProgress, lately: number): string {
  const left = counts.WAITING + underWay(counts)
  if (status !== 'RUNNING' || left === 0 || lately < 3) return ''
  const minutes = left / lately
  return minutes < 1.5 ? 'About a minute left.' : `About ${print(Math.round(minutes))} min left.`
}
