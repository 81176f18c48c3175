import type { BacklogLine } from '@/components/overview/backlog-table'
import type { LinkedStep } from '@/components/overview/do-next'
import type { StageView } from '@/components/overview/stage-bar'
import { type NextStepKey, nextSteps } from '@/lib/core/review/next-steps'
import { type RateLine, rateLine } from '@/lib/core/review/quality-report'
import { BLIND_BELOW } from '@/lib/core/review/rates'
import type { Overview, StageCounts, StageName } from '@/lib/data/queries/overview'
import type { QualityData } from '@/lib/data/queries/quality'
import type { MyQueue } from '@/lib/data/queries/review'
import { chainsHref } from './chains-href'

const TITLE: Record<StageName, string> = { CHAIN: 'Chains', INSTRUCTION: 'Instructions', RESPONSE: 'Responses' }
const figure = (count: number) => count.toLocaleString('en-US')
const counted = (count: number, one: string, many = `${one}s`) => `${figure(count)} ${count === 1 ? one : many}`

/** Subcategories first, not voted on, then every stage that has items. */
export function stageViews(overview: Overview, slug: string): StageView[] {
  const { top, subcategories, withPassed } = overview.categories
  const chains = overview.stages.find(({ stage }) => stage === 'CHAIN')?.total ?? 0
  const href = `/${slug}/subcategories`
  const categories: StageView = {
    key: 'categories',
    title: 'Subcategories',
    total: subcategories,
    lead: `in ${counted(top, 'category', 'categories')}, not voted on`,
    rows: [
      { key: 'with', verdict: null, label: 'With passed chain', count: withPassed, href },
      { key: 'without', verdict: null, label: 'Without', count: subcategories - withPassed, href },
    ],
    foot: subcategories > 0 ? `${(chains / subcategories).toFixed(1)} chains each on average` : 'None yet',
  }
  return [categories, ...overview.stages.map((stage) => stageView(stage, overview.sequences, slug))]
}

function stageView(stage: StageCounts, sequences: number | null, slug: string): StageView {
  const rows = [
    { key: 'passed', verdict: 'PASSED' as const, label: 'Passed', count: stage.passed },
    { key: 'open', verdict: 'OPEN' as const, label: 'Open', count: stage.open },
    { key: 'contested', verdict: 'CONTESTED' as const, label: 'Contested', count: stage.contested },
    { key: 'stale', verdict: 'STALE' as const, label: 'Stale', count: stage.stale },
    { key: 'failed', verdict: 'FAILED' as const, label: 'Failed', count: stage.failed },
  ]
  // A chain has no parent whose text could move on: it is never stale.
  const shown = stage.stage === 'CHAIN' ? rows.filter(({ key }) => key !== 'stale') : rows
  return {
    key: stage.stage,
    title: TITLE[stage.stage],
    total: stage.total,
    lead: sequences === null ? 'judged blind, several times each' : counted(sequences, 'distinct step sequence'),
    rows: shown.map((row) => ({ ...row, href: chainsHref(slug, { verdict: row.verdict }) })),
    foot:
      stage.unqueued > 0
        ? `${counted(stage.unqueued, 'of them is', 'of them are')} in no queue`
        : 'All of them were queued',
  }
}

interface StepsInput {
  overview: Overview
  contested: { total: number; own: number } | null
  queues: MyQueue[]
  may: { curate: boolean; judge: boolean }
  slug: string
}

export function linkedSteps({ overview, contested, queues, may, slug }: StepsInput): LinkedStep[] {
  const chains = overview.stages.find(({ stage }) => stage === 'CHAIN')
  const open = queues.filter(({ status }) => status === 'OPEN')
  const [fullest] = open.toSorted((a, b) => b.left - a.left)
  const hrefs: Record<NextStepKey, string> = {
    IMPORT: `/${slug}/import`,
    JUDGE: `/${slug}/review/${fullest?.id ?? ''}`,
    ADJUDICATE: `/${slug}/adjudication`,
    QUEUE: `/${slug}/review/new`,
    FLAGS: `/${slug}/flags`,
    FILL: `/${slug}/subcategories`,
    TAKE_OUT: `/${slug}/take-out`,
  }
  const steps = nextSteps({
    chains: chains?.total ?? 0,
    unqueued: chains?.unqueued ?? 0,
    passed: chains?.passed ?? 0,
    emptySubcategories: overview.categories.nonePassed,
    left: may.judge ? open.reduce((sum, { left }) => sum + left, 0) : null,
    contested,
    flagged: overview.stages.reduce((sum, { flagged }) => sum + flagged, 0),
    may,
  })
  return steps.map((step) => ({ ...step, href: hrefs[step.key] }))
}

const DAY = 86_400_000

export function backlogLines(overview: Overview, facts: { reviews: boolean }, slug: string, now: Date): BacklogLine[] {
  return overview.stages.map(({ stage, open, contested }) => {
    const row = overview.backlog.find((one) => one.stage === stage)
    return {
      key: stage,
      label: TITLE[stage],
      open,
      openHref: chainsHref(slug, { verdict: 'OPEN' }),
      owed: row && facts.reviews && row.entries < BLIND_BELOW ? null : (row?.owed ?? 0),
      oldestDays: row?.oldest ? Math.floor((now.getTime() - row.oldest.getTime()) / DAY) : null,
      contested,
      contestedHref: chainsHref(slug, { verdict: 'CONTESTED' }),
    }
  })
}

/** How long what is owed takes at last week's speed; nothing where hardly anything was judged. */
export function pace({ backlog, judgmentsLastWeek }: Overview): string | undefined {
  const owed = backlog.reduce((sum, row) => sum + row.owed, 0)
  const perDay = judgmentsLastWeek / 7
  const open = backlog.reduce((sum, row) => sum + row.entries, 0)
  if (perDay < 1 || owed === 0 || open < BLIND_BELOW) return undefined
  const days = Math.max(1, Math.round(owed / perDay))
  return `at last week’s ${counted(Math.round(perDay), 'judgment')} a day, about ${counted(days, 'day')}`
}

export function firstAttemptLines(quality: QualityData, viewer: { reviews: boolean }): RateLine[] {
  const group = 'AS_GENERATED' as const
  const of = <R extends { group: string }>(rows: R[]) => rows.filter((row) => row.group === group)
  const rows = { patterns: of(quality.patterns), open: of(quality.open) }
  return [rateLine({ key: 'CHAIN', label: 'Chains' }, rows, { noun: 'chains', group }, viewer)]
}
