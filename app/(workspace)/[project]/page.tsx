import type { Metadata } from 'next'
import Link from 'next/link'
import { BacklogTable } from '@/components/overview/backlog-table'
import { DoNext } from '@/components/overview/do-next'
import { FirstAttemptTable } from '@/components/overview/first-attempt-table'
import { Section } from '@/components/overview/section'
import { StageBar } from '@/components/overview/stage-bar'
import { QueueTable } from '@/components/review/queue-table'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { LocalTime } from '@/components/ui/local-time'
import { requireProject } from '@/lib/auth/project'
import { canCurate, canJudge } from '@/lib/core/policy/policies'
import { countContested } from '@/lib/data/queries/adjudication'
import { findOverview } from '@/lib/data/queries/overview'
import { findQuality } from '@/lib/data/queries/quality'
import { listMyQueues } from '@/lib/data/queries/review'
import { backlogLines, firstAttemptLines, linkedSteps, pace, stageViews } from './overview-view'

export const metadata: Metadata = { title: 'Overview' }

export default async function OverviewPage({ params }: { params: Promise<{ project: string }> }) {
  const { project, ctx, facts } = await requireProject((await params).project)
  const [overview, quality, queues, contested] = await Promise.all([
    findOverview(ctx, project.id),
    findQuality(ctx, project.id),
    listMyQueues(ctx, project.id),
    countContested(ctx, project.id),
  ])
  if (!overview || !quality) return null
  const judges = canJudge(facts, { given: true, barred: false })
  const may = { curate: canCurate(facts), judge: judges }
  const steps = linkedSteps({ overview, contested, queues, may, slug: project.slug })
  const left = queues.reduce((sum, queue) => sum + queue.left, 0)
  const stages = stageViews(overview, project.slug)
  return (
    <>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1>Overview</h1>
        <p className="text-ink-2">What stands, what waits, what is next.</p>
      </div>
      {overview.stages.length === 0 ? (
        <EmptyState
          title="No chains yet"
          action={may.curate && <ButtonLink href={`/${project.slug}/import`}>Import chains</ButtonLink>}
        >
          {may.curate
            ? 'Drop a chain file, or a whole set of AgentAlign files. You see what it holds before anything is written.'
            : 'A curator imports them; they appear here by themselves.'}
        </EmptyState>
      ) : (
        <div className="flex min-w-0 flex-col">
          <div
            className="grid gap-y-4 rounded-2 border border-line bg-sheet px-4 py-3 max-md:order-2 max-md:mt-5 md:grid-cols-(--stages)"
            style={{ '--stages': `repeat(${stages.length}, minmax(0, 1fr))` } as React.CSSProperties}
          >
            {stages.map((stage, index) => (
              <StageBar key={stage.key} stage={stage} last={index === stages.length - 1} />
            ))}
          </div>
          <div className="mt-5 grid grid-cols-1 gap-x-8 gap-y-6 max-md:order-1 max-md:mt-0 lg:grid-cols-2">
            <Section title="Do next" aside="most rows gained first" className="max-md:order-2">
              <DoNext steps={steps} />
            </Section>
            <Section
              title="Your queues"
              aside={left === 0 ? 'nothing left for you' : `${left.toLocaleString('en-US')} left for you`}
              act={judges && <Link href={`/${project.slug}/settings/preferences`}>Change what you opt out of</Link>}
              className="max-md:order-1"
            >
              {queues.length === 0 ? (
                <p className="py-2 text-ink-2">No queue was given to you. A curator gives them out.</p>
              ) : (
                <QueueTable queues={queues} base={`/${project.slug}/review`} />
              )}
            </Section>
            <Section title="Backlog" aside={pace(overview)} className="max-md:order-3">
              <BacklogTable lines={backlogLines(overview, facts, project.slug, ctx.now)} />
            </Section>
            <Section title="Passed at first attempt" className="max-md:order-4">
              <FirstAttemptTable lines={firstAttemptLines(quality, facts)} href={`/${project.slug}/quality`} />
              <p className="mt-1.5 text-12 text-ink-3">
                Majority of the votes, first attempt, text as generated. Later attempts and edits are{' '}
                <Link href={`/${project.slug}/quality#apart`}>counted apart</Link>.
              </p>
            </Section>
          </div>
        </div>
      )}
      <footer className="mt-6 flex flex-wrap gap-x-6 gap-y-1 border-t border-line pt-2 text-12 text-ink-2">
        {overview.optedOut > 0 && <span>Without the categories that you opted out of: {overview.optedOut}.</span>}
        {facts.reviews && <span>You also review here: votes open to you once an item is closed.</span>}
        <span className="ml-auto">
          Counts of <LocalTime iso={ctx.now.toISOString()} style="clock" />
        </span>
      </footer>
    </>
  )
}
