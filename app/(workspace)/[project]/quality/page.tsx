import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { AgreementPanel } from '@/components/quality/agreement-panel'
import { RateTable } from '@/components/quality/rate-table'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { requireProject } from '@/lib/auth/project'
import { agreementFigures, rateLine, votePatterns } from '@/lib/core/review/quality-report'
import { BLIND_BELOW, type RateGroup } from '@/lib/core/review/rates'
import { type FigureFilter, findQuality, type QualityData } from '@/lib/data/queries/quality'
import { figureHref } from './figure-params'

export const metadata: Metadata = { title: 'Quality' }

const ORIGIN = { IMPORTED: 'Imported', GENERATED: 'Generated', DEMO_MODEL: 'Demo model', WRITTEN: 'Written' } as const
const OTHERS: [RateGroup, string][] = [
  ['LATER_ATTEMPT', 'Later attempts'],
  ['EDITED', 'People’s edits'],
  ['WRITTEN', 'Written by people'],
  ['DEMO_MODEL', 'Demo model'],
]

export default async function QualityPage({ params }: { params: Promise<{ project: string }> }) {
  const { project, ctx, facts } = await requireProject((await params).project)
  const data = (await findQuality(ctx, project.id)) ?? { patterns: [], open: [] }
  const base = `/${project.slug}/quality/items`
  const view = qualityView(data, facts)
  const href = (filter: Partial<FigureFilter>) => figureHref(base, { group: 'AS_GENERATED', ...filter })

  if (data.patterns.length === 0) {
    return (
      <>
        <Head />
        <EmptyState
          title="Nothing was judged to the end yet"
          action={<ButtonLink href={`/${project.slug}/review`}>Your queues</ButtonLink>}
        >
          Rates appear when the first items of a queue have all their judgments.
        </EmptyState>
      </>
    )
  }
  return (
    <>
      <Head />
      <p className="mb-4 max-w-[90ch] text-12 text-ink-2">{view.estimand}</p>
      <div className="grid gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Panel
          title="Pass rate by category"
          lead="Dot: majority-pass with its 95 % interval. Mark: all-pass where lower. Hollow: under 20 items, a hint."
        >
          <RateTable
            caption="Majority-pass and all-pass by category"
            head="Category"
            total={view.total}
            lines={view.byCategory}
            hrefOf={({ key }) => href(key === 'all' ? {} : { categoryId: key })}
          />
        </Panel>
        <Panel title="Agreement" lead="Between reviewers, on closed items of the headline group.">
          <AgreementPanel
            figures={view.agreement}
            reason={`too few (${view.total.n}): shown from ${BLIND_BELOW} closed chains on`}
            patterns={view.agreement ? votePatterns(view.headline) : []}
            hrefOf={({ accepts, rejects, abstains }) => href({ accepts, rejects, abstains })}
          />
        </Panel>
        <Panel title="By origin" lead="First attempts only.">
          <RateTable
            caption="Pass rates by origin"
            head="Origin"
            lines={view.byOrigin}
            hrefOf={({ key }) => href({ origin: key as keyof typeof ORIGIN })}
          />
        </Panel>
        <Panel title="By number of judgments" lead="Abstentions included.">
          <RateTable
            caption="Pass rates by number of judgments"
            head="Judgments"
            lines={view.byReviewers}
            hrefOf={({ key }) => href({ reviewers: Number(key) })}
          />
        </Panel>
        {view.apart.length > 0 && (
          <Panel
            title="Counted apart"
            lead="Never added to the headline: a text written again after a rejection says nothing of the first try."
          >
            <RateTable
              caption="Pass rates of later attempts, edits, written texts and the demo model"
              head="Texts"
              lines={view.apart}
              hrefOf={({ key }) => href({ group: key as RateGroup })}
            />
          </Panel>
        )}
      </div>
    </>
  )
}

function Head() {
  return (
    <div className="mb-3 flex flex-wrap items-baseline gap-x-3">
      <h1>Quality</h1>
      <p className="text-ink-2">Text as generated. Demo models, gold and calibration items never enter.</p>
    </div>
  )
}

function Panel({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <section className="min-w-0 rounded-2 border border-line-2 bg-sheet p-4">
      <h2>{title}</h2>
      <p className="mb-2 text-12 text-ink-3">{lead}</p>
      {children}
    </section>
  )
}

/** The page's tables, from one reading of the votes. */
function qualityView(data: QualityData, viewer: { reviews: boolean }) {
  const scope = { noun: 'chains', group: 'AS_GENERATED' as const }
  const headline = data.patterns.filter(({ group }) => group === scope.group)
  const open = data.open.filter(({ group }) => group === scope.group)
  const total = rateLine({ key: 'all', label: 'All categories' }, { patterns: headline, open }, scope, viewer)
  const categories = new Map(headline.map(({ categoryId, category }) => [categoryId, category]))
  const byCategory = [...categories].map(([id, title]) =>
    rateLine(
      { key: id ?? 'none', label: title, within: `in ${title}` },
      {
        patterns: headline.filter(({ categoryId }) => categoryId === id),
        open: open.filter(({ categoryId }) => categoryId === id),
      },
      scope,
      viewer,
    ),
  )
  const origins = [...new Set(headline.map(({ origin }) => origin))]
  const byOrigin = origins.map((key) =>
    rateLine(
      { key, label: ORIGIN[key], within: `(${ORIGIN[key].toLowerCase()})` },
      { patterns: headline.filter(({ origin }) => origin === key), open: open.filter(({ origin }) => origin === key) },
      scope,
      viewer,
    ),
  )
  const judgments = ({ accepts, rejects, abstains }: (typeof headline)[number]) => accepts + rejects + abstains
  const numbers = [...new Set(headline.map(judgments))].sort((a, b) => a - b)
  const byReviewers = numbers.map((count) =>
    rateLine(
      {
        key: String(count),
        label: `${count} ${count === 1 ? 'judgment' : 'judgments'}`,
        within: `with ${count} judgments`,
      },
      { patterns: headline.filter((pattern) => judgments(pattern) === count), open: [] },
      scope,
      viewer,
    ),
  )
  const apart = OTHERS.map(([group, label]) =>
    rateLine(
      { key: group, label },
      {
        patterns: data.patterns.filter((pattern) => pattern.group === group),
        open: data.open.filter((row) => row.group === group),
      },
      { noun: 'chains', group },
      viewer,
    ),
  )
  const enough = !viewer.reviews || total.n >= BLIND_BELOW
  const majority = total.figures.majority
  return {
    headline,
    total,
    byCategory: byCategory.sort((a, b) => b.n - a.n || a.label.localeCompare(b.label)),
    byOrigin,
    byReviewers,
    apart: apart.filter(({ n, open }) => n + open > 0),
    agreement: enough ? agreementFigures(headline) : null,
    estimand: majority.value === null ? majority.reason : majority.value.estimand,
  }
}
