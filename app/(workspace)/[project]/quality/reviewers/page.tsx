import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { DriftFigure } from '@/components/quality/drift-figure'
import { FitButton } from '@/components/quality/fit-button'
import { Panel } from '@/components/quality/panel'
import { Places } from '@/components/quality/places'
import { ReliabilityPanels } from '@/components/quality/reliability-panels'
import { EmptyState } from '@/components/ui/empty-state'
import { Moment } from '@/components/ui/moment'
import { requireProject } from '@/lib/auth/project'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { canCurate } from '@/lib/core/policy/policies'
import { BLIND_BELOW } from '@/lib/core/review/rates'
import { paceQuestions } from '@/lib/core/review/reviewer-questions'
import { findReliability, listReviewerMonths } from '@/lib/data/queries/reviewers'
import { readStage } from '../../review/queue-params'
import { allStagePlaces, withStage } from '../stage-places'
import { requestFitAction } from './actions'
import { reliabilityLines, reviewerPaces } from './reviewer-lines'

export const metadata: Metadata = { title: 'Reviewers' }

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function ReviewersPage({ params, searchParams }: PageProps) {
  const { project, ctx, facts } = await requireProject((await params).project)
  if (!canCurate(facts)) notFound()
  const asked = await searchParams
  const stage = readStage(asked)
  const tables = asked.as === 'tables'
  const address = `/${project.slug}/quality/reviewers`
  const [months, fit] = await Promise.all([
    listReviewerMonths(ctx, project.id, stage),
    findReliability(ctx, project.id, stage),
  ])
  const votes = months.reduce((sum, month) => sum + month.votes, 0)
  const tooFew =
    facts.reviews && (fit?.result ? Math.max(...fit.result.fits.map(({ items }) => items)) : votes) < BLIND_BELOW
  const questions = paceQuestions(reviewerPaces(months))
  const fits = fit?.result?.fits ?? []
  const head = (
    <div className="mb-3 flex flex-wrap items-baseline gap-x-3 gap-y-2">
      <h1>Reviewers</h1>
      <p className="text-ink-2">In alphabetical order: this is no ranking. Shown to curators only.</p>
      <Link href={withStage(`/${project.slug}/quality/agreement`, stage)}>Agreement</Link>
      <Places label="Stage" places={allStagePlaces(address, stage)} />
      <Places
        label="Plots or tables"
        places={[
          { label: 'Plots', href: withStage(address, stage), here: !tables },
          { label: 'Tables', href: withStage(address, stage, { as: 'tables' }), here: tables },
        ]}
      />
    </div>
  )
  if (votes === 0 || tooFew) {
    return (
      <>
        {head}
        <EmptyState title={votes === 0 ? 'Nothing was judged to the end yet' : 'Too few so far'}>
          {votes === 0
            ? `How reviewers compare appears when ${ITEM_LISTS[stage]} have all their judgments.`
            : `You judge here yourself: this shows from ${BLIND_BELOW} closed ${ITEM_LISTS[stage]} on.`}
        </EmptyState>
      </>
    )
  }
  return (
    <>
      {head}
      <p className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 text-12 text-ink-2">
        {fit?.fittedAt && fits.length > 0 ? (
          <span>
            The model of reliability was fitted <Moment at={fit.fittedAt} />. Fitted again it takes in the votes since.
          </span>
        ) : (
          <span>
            How reliable each proves beside the others, by a model of all votes that stand: it takes seconds, and
            changes no vote and no verdict.
          </span>
        )}
        <FitButton
          projectId={project.id}
          stage={stage}
          awaited={fit !== null && (fit.fittedAt === null || fit.fittedAt < fit.askedAt)}
          again={fits.length > 0}
          request={requestFitAction}
        />
      </p>
      <div className={tables ? 'grid gap-6' : 'grid items-start gap-6 xl:grid-cols-2'}>
        {fits.map((one) => (
          <ReliabilityPanels
            key={one.question}
            fit={one}
            lines={reliabilityLines(one, months)}
            noun={ITEM_LISTS[stage]}
            base={`/${project.slug}/${ITEM_LISTS[stage]}`}
            tables={tables}
          />
        ))}
        <Panel
          title="Over time"
          lead="Share of votes with the majority, month by month. A change may be one of the items, of the guidelines, or of the reviewer."
        >
          <DriftFigure months={months} tables={tables} />
        </Panel>
        <Panel title="Time" lead="Questions, not scores: how long an answer took says nothing of the care in it.">
          {questions.length === 0 ? (
            <p className="text-ink-2">Nobody’s answers took far less or far more time than the others’.</p>
          ) : (
            <ul className="grid max-w-[75ch] gap-2">
              {questions.map((question) => (
                <li key={question}>{question}</li>
              ))}
            </ul>
          )}
        </Panel>
      </div>
    </>
  )
}
