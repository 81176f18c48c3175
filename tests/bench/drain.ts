import type { Ctx } from '@/lib/services/context'
import { findDrift } from '@/lib/services/review/find-drift'
import { submitJudgment } from '@/lib/services/review/submit-judgment'
import { answer, claimAs, tab } from '../support/review'
import { type BenchDatabase, withBenchDatabase } from './database'
import { makeBigDesk } from './desk'
import { type BenchResult, median, quantile } from './report'

const REVIEWERS = 50
const ENTRIES = 2_000
const SLOTS = 3

interface Times {
  claims: number[]
  judgments: number[]
}

async function timed<T>(into: number[], run: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const result = await run()
  into.push(performance.now() - began)
  return result
}

/** One tab: claims and judges until the queue has nothing for it. Bounded, so that a fault ends as a failure. */
async function work(ctx: Ctx, queue: { id: string }, clientId: string, times: Times): Promise<void> {
  for (let round = 0; round < 5_000; round++) {
    const { items, stop } = await timed(times.claims, () => claimAs(ctx, queue, { clientId }))
    for (const item of items) await timed(times.judgments, () => submitJudgment(ctx, answer(item)))
    if (stop === 'EMPTY') return
  }
  throw new Error('The queue never came to its end.')
}

/** What the rows say afterwards: every slot filled by one counted judgment, no person twice on an entry. */
async function count(bench: BenchDatabase) {
  const [row] = await bench.db.$queryRaw<{ surplus: number; missing: number; duplicate: number; closed: number }[]>`
    select (select count(*)::int from judgments where not counted) as surplus,
      (select count(*)::int from assignments where judgment_id is null) as missing,
      (select count(*)::int from judgments where counted)
        - (select count(*)::int from (select distinct entry_id, reviewer_id from judgments where counted) one) as duplicate,
      (select count(*)::int from queue_entries where status = 'CLOSED') as closed`
  return { ...row!, drift: (await findDrift(bench.db)).drift.length }
}

/** Fifty reviewers with two tabs each empty one queue at once. */
export const run = (): Promise<BenchResult> =>
  withBenchDatabase(async (bench) => {
    const { queue, ctxs } = await makeBigDesk(bench, { reviewers: REVIEWERS, items: ENTRIES, slots: SLOTS })
    const times: Times = { claims: [], judgments: [] }
    const began = performance.now()
    await Promise.all(
      ctxs.flatMap((ctx) => [work(ctx, queue, tab('left'), times), work(ctx, queue, tab('right'), times)]),
    )
    const seconds = (performance.now() - began) / 1000
    const found = await count(bench)
    const none = { atMost: 0 }
    return {
      name: `Draining a queue: ${REVIEWERS} reviewers with two tabs each, ${ENTRIES} entries × ${SLOTS} slots`,
      rows: [
        { label: 'surplus judgments', value: found.surplus, unit: '', goal: none },
        { label: 'slots without a judgment', value: found.missing, unit: '', goal: none },
        { label: 'counted twice for one person and entry', value: found.duplicate, unit: '', goal: none },
        { label: 'verdicts that are not what the judgments say', value: found.drift, unit: '', goal: none },
        { label: 'entries closed', value: found.closed, unit: '', goal: { atLeast: ENTRIES } },
        { label: 'in all', value: seconds, unit: 's' },
        { label: 'judgments a second', value: times.judgments.length / seconds, unit: '/s' },
        { label: 'claims a second', value: times.claims.length / seconds, unit: '/s' },
        { label: 'a judgment among a hundred tabs, median', value: median(times.judgments), unit: 'ms' },
        { label: 'the same, p95', value: quantile(times.judgments, 0.95), unit: 'ms' },
        { label: 'a claim among a hundred tabs, median', value: median(times.claims), unit: 'ms' },
      ],
      notes: [
        'One process with a pool of 10 connections does the work of all hundred tabs, on the same cores as the database.',
      ],
    }
  })
