import type { Metadata } from 'next'
import Link from 'next/link'
import { AgreementLinesFigure } from '@/components/quality/agreement-lines-figure'
import { AgreementTimeFigure } from '@/components/quality/agreement-time-figure'
import { CoefficientFigure } from '@/components/quality/coefficient-figure'
import { IntervalsPanel } from '@/components/quality/intervals-panel'
import { PairFigure } from '@/components/quality/pair-figure'
import { Panel } from '@/components/quality/panel'
import { Places } from '@/components/quality/places'
import { SettledTable } from '@/components/quality/settled-table'
import { EmptyState } from '@/components/ui/empty-state'
import { requireProject } from '@/lib/auth/project'
import { BASIS_TEXT } from '@/lib/core/agreement/basis'
import { pairedKappa } from '@/lib/core/agreement/cohen-pairs'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { canCurate } from '@/lib/core/policy/policies'
import { coefficientOf } from '@/lib/core/review/agreement-view'
import { wholeLines } from '@/lib/core/review/coefficient-lines'
import { BLIND_BELOW } from '@/lib/core/review/rates'
import { findAgreement } from '@/lib/data/queries/agreement'
import { findIntervals } from '@/lib/data/queries/agreement-intervals'
import {
  countVotes,
  listCriterionPatterns,
  listLabelPatterns,
  listPairTables,
  listPairVotes,
  toPairTables,
} from '@/lib/data/queries/votes-by-reviewer'
import { readStage } from '../../review/queue-params'
import { figureHref } from '../figure-params'
import { allStagePlaces, withStage } from '../stage-places'
import { requestIntervalsAction } from './actions'
import { agreementSections, criterionLines, labelLines, pairLines } from './agreement-sections'

export const metadata: Metadata = { title: 'Agreement' }

/** Beyond so many judgments what needs every one of them is read when it is asked for. */
const MANY = 20_000

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function AgreementPage({ params, searchParams }: PageProps) {
  const { project, ctx, facts } = await requireProject((await params).project)
  const asked = await searchParams
  const stage = readStage(asked)
  const tables = asked.as === 'tables'
  const address = `/${project.slug}/quality/agreement`
  const [patterns, votes] = await Promise.all([findAgreement(ctx, project.id, stage), countVotes(ctx, project.id)])
  const deep = votes <= MANY || asked.all === 'yes'
  const { whole, words, ordered, byCategory, overTime, adjudication } = agreementSections(patterns ?? [], facts)
  const head = (
    <div className="mb-3 flex flex-wrap items-baseline gap-x-3 gap-y-2">
      <h1>Agreement</h1>
      <p className="text-ink-2">Between reviewers, on first attempts.</p>
      <Link href={withStage(`/${project.slug}/quality`, stage)}>Quality</Link>
      {canCurate(facts) && <Link href={withStage(`/${project.slug}/quality/reviewers`, stage)}>Reviewers</Link>}
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
  if (whole.n === 0 || whole.withheld) {
    return (
      <>
        {head}
        <EmptyState title={whole.n === 0 ? 'Nothing was judged by two people yet' : `Too few so far: ${whole.n}`}>
          {whole.n === 0
            ? `Agreement appears when ${ITEM_LISTS[stage]} have the judgments of two reviewers or more.`
            : `Agreement shows from ${BLIND_BELOW} closed ${ITEM_LISTS[stage]} on, so that the first few lead nobody who judges here.`}
        </EmptyState>
      </>
    )
  }
  const curates = canCurate(facts)
  const [pairs, tablesOfPairs, intervals, criteria, labels] = await Promise.all([
    deep && curates ? listPairVotes(ctx, project.id, stage) : [],
    deep && !curates ? listPairTables(ctx, project.id, stage) : [],
    findIntervals(ctx, project.id, stage),
    deep && stage !== 'RESPONSE' ? listCriterionPatterns(ctx, project.id, stage) : null,
    deep && stage === 'RESPONSE' ? listLabelPatterns(ctx, project.id) : [],
  ])
  const kappa = deep ? pairedKappa(curates ? toPairTables(pairs) : tablesOfPairs) : null
  const alpha = coefficientOf(whole, 'alpha')?.estimate.value?.value ?? null
  const items = figureHref(`/${project.slug}/quality/items`, {
    group: 'AS_GENERATED',
    ...(stage !== 'CHAIN' && { stage }),
    votesAtLeast: 2,
  })
  return (
    <>
      {head}
      <p className="mb-4 max-w-[90ch] text-12 text-ink-2">
        <Link href={items}>
          {whole.n.toLocaleString('en')} {ITEM_LISTS[stage]}
        </Link>{' '}
        with two votes or more, {whole.votes.toLocaleString('en')} votes; from {BASIS_TEXT[whole.basis]}. Abstentions
        are no votes; edits and ambiguous answers count as their queue reads them. Intervals take items as independent.
        {facts.reviews && ` Of parts with fewer than ${BLIND_BELOW} closed items no figure is shown.`}
      </p>
      <div className={tables ? 'grid gap-6' : 'grid items-start gap-6 xl:grid-cols-2'}>
        <Panel title="All coefficients" lead="The same votes; each takes another view of chance.">
          <CoefficientFigure n={whole.n} lines={wholeLines(whole, { kappa, ordered })} tables={tables} />
        </Panel>
        <Panel title="What they say together" lead="In words, from these votes.">
          <div className="grid max-w-[75ch] gap-2">
            {words.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </div>
        </Panel>
        {ordered && (
          <Panel
            id="ordered"
            title="Accept, ambiguous, reject"
            lead={`Three answers in their order: what is next to each other half agrees. From ${BASIS_TEXT[ordered.basis]}.`}
          >
            <CoefficientFigure
              name="agreement-ordered"
              caption="Coefficients with ambiguous as an answer between"
              n={ordered.n}
              lines={ordered.lines}
              tables={tables}
            />
          </Panel>
        )}
        <IntervalsPanel
          projectId={project.id}
          stage={stage}
          noun={ITEM_LISTS[stage]}
          state={intervals}
          tables={tables}
          request={curates ? requestIntervalsAction : null}
        />
        <Panel title="By category" lead="α with its 95 % interval; hollow: under 20 items. Line: all together.">
          <AgreementLinesFigure
            name="agreement-by-category"
            head="Category"
            lines={byCategory}
            tables={tables}
            reference={alpha}
          />
        </Panel>
        {criteria && criteria.patterns.length > 0 && (
          <Panel title="By criterion" lead="Met unless a reviewer marked it as failed.">
            <AgreementLinesFigure
              name="agreement-by-criterion"
              head="Criterion"
              lines={criterionLines(criteria.patterns, criteria.labels, facts)}
              tables={tables}
              reference={alpha}
            />
          </Panel>
        )}
        {labels.length > 0 && (
          <Panel title="By label" lead="All labels together, then each against the others.">
            <AgreementLinesFigure
              name="agreement-by-label"
              head="Label"
              lines={labelLines(labels, facts)}
              tables={tables}
            />
          </Panel>
        )}
        <Panel title="Over time" lead="α of what was closed in each week (by month where there are many).">
          <AgreementTimeFigure what="AGREEMENT" periods={overTime} tables={tables} reference={alpha} />
        </Panel>
        <Panel title="Pass rate over time" lead="Majority-pass by votes, with Wilson’s 95 % interval.">
          <AgreementTimeFigure what="PASS" periods={overTime} tables={tables} reference={null} />
        </Panel>
        <Panel
          id="adjudication"
          title="Before and after adjudication"
          lead="Agreement is about votes: settling an item changes none of them. What it changes is what passes."
        >
          <SettledTable {...adjudication} />
        </Panel>
        {curates && pairs.length > 0 && (
          <Panel
            title="By pair of reviewers"
            lead="AC1 on what both judged; darker is higher. Shown to curators."
            span={tables ? undefined : 'two-columns'}
          >
            <PairFigure pairs={pairLines(pairs, facts)} tables={tables} />
          </Panel>
        )}
        {!deep && (
          <Panel title="By criterion and by pair" lead={`These read all ${votes.toLocaleString('en')} judgments.`}>
            <Link href={withStage(address, stage, { all: 'yes', ...(tables && { as: 'tables' }) })}>Read them now</Link>
          </Panel>
        )}
      </div>
    </>
  )
}
