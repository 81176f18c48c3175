import type { Metadata } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { AgreementPanel } from '@/components/quality/agreement-panel'
import { Panel } from '@/components/quality/panel'
import { Places } from '@/components/quality/places'
import { RateTable } from '@/components/quality/rate-table'
import { ReadingTable } from '@/components/quality/reading-table'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { requireProject } from '@/lib/auth/project'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { votePatterns } from '@/lib/core/review/quality-report'
import { BLIND_BELOW, type RateGroup } from '@/lib/core/review/rates'
import { findExtraJudgments } from '@/lib/data/queries/extra-judgments'
import { type FigureFilter, findQuality } from '@/lib/data/queries/quality'
import { readStage } from '../review/queue-params'
import { figureHref } from './figure-params'
import { type INTENT, type ORIGIN, qualityView } from './quality-view'
import { stagePlaces, withStage } from './stage-places'

export const metadata: Metadata = { title: 'Quality' }

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function QualityPage({ params, searchParams }: PageProps) {
  const { project, ctx, facts } = await requireProject((await params).project)
  const asked = await searchParams
  const stage = readStage(asked)
  const data = (await findQuality(ctx, project.id, stage)) ?? { patterns: [], open: [] }
  const base = `/${project.slug}/quality/items`
  const view = qualityView(data, facts, stage, await findExtraJudgments(ctx, project.id, stage))
  const plots = asked.as !== 'tables'
  const href = (filter: Partial<FigureFilter>) =>
    figureHref(base, { group: 'AS_GENERATED', ...(stage !== 'CHAIN' && { stage }), ...filter })
  const address = `/${project.slug}/quality`

  if (data.patterns.length === 0) {
    return (
      <>
        <Head base={address}>
          <Places label="Stage" places={stagePlaces(address, stage)} />
        </Head>
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
      <Head base={address}>
        <Places label="Stage" places={stagePlaces(address, stage)} />
        <Places
          label="Plots or tables"
          places={[
            { label: 'Plots', href: withStage(address, stage), here: plots },
            { label: 'Tables', href: withStage(address, stage, { as: 'tables' }), here: !plots },
          ]}
        />
      </Head>
      <p className="mb-4 max-w-[90ch] text-12 text-ink-2">
        {view.agreement
          ? view.estimand
          : `Closed ${ITEM_LISTS[stage]} so far: ${view.total.n}. Rates and agreement show from ${BLIND_BELOW} on, so that the first few lead nobody who judges here.`}
      </p>
      <div className={plots ? 'grid gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]' : 'grid gap-6'}>
        <Panel
          title="Pass rate by category"
          lead={
            plots
              ? 'Dot: majority-pass with its 95 % interval. Mark: all-pass where lower. Hollow: under 20 items, a hint. Line: all categories.'
              : 'Undecided: tied, or too few votes. At most: the share if all of these had passed.'
          }
        >
          <RateTable
            plots={plots}
            caption="Majority-pass and all-pass by category"
            head="Category"
            total={view.total}
            lines={view.byCategory}
            hrefOf={({ key }, pass) => href({ pass, ...(key !== 'all' && { categoryId: key }) })}
          />
        </Panel>
        <Panel title="Agreement" lead="Between reviewers, on closed items of the headline group.">
          <AgreementPanel
            figures={view.agreement}
            reason={`too few (${view.total.n}): shown from ${BLIND_BELOW} closed ${ITEM_LISTS[stage]} on`}
            patterns={view.agreement ? votePatterns(view.headline) : []}
            hrefOf={({ accepts, rejects, abstains }) => href({ accepts, rejects, abstains })}
            allHref={href({ votesAtLeast: 2 })}
          />
        </Panel>
      </div>
      {view.extra && <p className="mt-4 max-w-[90ch] text-12 text-ink-2">{view.extra}</p>}
      {view.saving && <p className="mt-4 max-w-[90ch] text-12 text-ink-2">{view.saving}</p>}
      <div className={plots ? 'mt-6 grid gap-6 xl:grid-cols-2' : 'mt-6 grid gap-6'}>
        {view.readings.length > 0 && (
          <Panel
            id="readings"
            title="Ambiguous, read both ways"
            lead="Strict: every ambiguous answer is a reject. Lenient: every one is an accept. The truth of what readers left open lies between."
          >
            <ReadingTable lines={view.readings} />
          </Panel>
        )}
        <Panel title="By intent" lead="First attempts only.">
          <RateTable
            plots={plots}
            caption="Pass rates by intent"
            head="Intent"
            lines={view.byIntent}
            hrefOf={({ key }, pass) => href({ pass, intent: key as keyof typeof INTENT })}
          />
        </Panel>
        <Panel title="By origin" lead="First attempts only.">
          <RateTable
            plots={plots}
            caption="Pass rates by origin"
            head="Origin"
            lines={view.byOrigin}
            hrefOf={({ key }, pass) => href({ pass, origin: key as keyof typeof ORIGIN })}
          />
        </Panel>
        {view.byModel.length > 0 && (
          <Panel title="By model" lead="First attempts that a run wrote, by what wrote them.">
            <RateTable
              plots={plots}
              caption="Pass rates by model"
              head="Model"
              lines={view.byModel}
              hrefOf={({ key }, pass) => href({ pass, model: key })}
            />
          </Panel>
        )}
        {view.byPrompt.length > 0 && (
          <Panel title="By prompt version" lead="First attempts that a run wrote, by what it was asked with.">
            <RateTable
              plots={plots}
              caption="Pass rates by prompt version"
              head="Prompt version"
              lines={view.byPrompt}
              hrefOf={({ key }, pass) => href({ pass, promptVersionId: key })}
            />
          </Panel>
        )}
        <Panel title="By number of judgments" lead="Abstentions included.">
          <RateTable
            plots={plots}
            caption="Pass rates by number of judgments"
            head="Judgments"
            lines={view.byReviewers}
            hrefOf={({ key }, pass) => href({ pass, reviewers: Number(key) })}
          />
        </Panel>
        {view.apart.length > 0 && (
          <Panel
            id="apart"
            title="Counted apart"
            lead="Never added to the headline: a text written again after a rejection says nothing of the first try."
          >
            <RateTable
              plots={plots}
              caption="Pass rates of later attempts, edits, written texts and the demo model"
              head="Texts"
              lines={view.apart}
              hrefOf={({ key }, pass) => href({ pass, group: key as RateGroup })}
            />
          </Panel>
        )}
      </div>
    </>
  )
}

function Head({ base, children }: { base: string; children?: ReactNode }) {
  return (
    <div className="mb-3 flex flex-wrap items-baseline gap-x-3 gap-y-2">
      <h1>Quality</h1>
      <p className="text-ink-2">Text as generated. Demo models, gold and calibration items never enter.</p>
      <Link href={`${base}/agreement`}>Agreement</Link>
      <Link href={`${base}/regeneration`}>Regeneration</Link>
      <Link href={`${base}/responses`}>Responses</Link>
      {children}
    </div>
  )
}
