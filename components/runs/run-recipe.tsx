import Link from 'next/link'
import type { ReactNode } from 'react'
import { formatCost } from '@/lib/core/model/prices'
import { promptTaskOf, runTaskLabel } from '@/lib/core/run/targets'
import type { RunDetail } from '@/lib/core/run/views'
import { Section } from '../overview/section'
import { Moment } from '../ui/moment'

const CHOSEN = { CATEGORIES: 'subcategories', ITEMS: 'rows picked by hand', FILTER: 'all that a filter left' } as const

/** What a run was made of: enough to make it again. */
export function RunRecipe({ run, projectHref }: { run: RunDetail; projectHref: string }) {
  return (
    <Section title="What it was made of">
      <dl className="grid gap-1.5 pt-2 text-12">
        <Line name="Targets">{CHOSEN[run.chosenBy]}</Line>
        <Line name="Model">
          <span className="wrap-anywhere">{run.model}</span>, {run.provider}
        </Line>
        <Line name="Prompt">
          <Link href={`${projectHref}/settings/prompts/${promptTaskOf(run.task)}/${run.prompt}`}>
            {promptTaskOf(run.task)} {run.prompt}
          </Link>
        </Line>
        <Line name="Calls a target">{run.samples}</Line>
        <Line name="Temperature">{run.temperature}</Line>
        <Line name="Seed">{run.seed}</Line>
        <Line name="Tokens an answer">at most {run.maxOutputTokens.toLocaleString('en-US')}</Line>
        {run.limits && run.limits.steps > 1 && (
          <Line name="Each ends">
            after {run.limits.steps} steps, or {run.limits.tokens.toLocaleString('en-US')} tokens received
          </Line>
        )}
        {run.secondTry && <Line name="Second try">where an answer is no refusal</Line>}
        <Line name="Estimated">
          {run.estimateMicros === null ? 'no price was known' : formatCost(run.estimateMicros)}
        </Line>
        {run.queue && (
          <Line name="Judged in">
            <Link href={`${projectHref}/review/${run.queue.id}/settings`}>{run.queue.name}</Link>
          </Line>
        )}
        {run.judges.length > 0 && (
          <Line name="Opinions">{run.judges.map((task) => runTaskLabel(task)).join('; ')}</Line>
        )}
        {run.controlShare > 0 && (
          <Line name="Control">{(run.controlShare * 100).toFixed(0)} % put before reviewers again unchanged</Line>
        )}
        <Line name="Begun">
          <Moment at={run.createdAt} />
          {run.automatic ? ', by the project’s rule' : run.by ? `, by ${run.by}` : ''}
        </Line>
        {run.endedAt && (
          <Line name="Ended">
            <Moment at={run.endedAt} />
          </Line>
        )}
      </dl>
    </Section>
  )
}

const Line = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="grid grid-cols-[104px_minmax(0,1fr)] gap-2">
    <dt className="text-ink-3">{name}</dt>
    <dd>{children}</dd>
  </div>
)
