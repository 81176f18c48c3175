import { claimAs, tab } from '../support/review'
import { withBenchDatabase } from './database'
import { makeBigDesk } from './desk'
import { type BenchResult, type BenchRow, median, quantile } from './report'

const REVIEWERS = 20

/** In hand, so that the claim is not a tab's first: nobody's entry. */
const ELSEWHERE = '00000000-0000-7000-8000-000000000000'

/** Claims of ten in a queue of the given length: the first one of a tab, which is told what is left in all, and further ones. */
const claimIn = (items: number, goal: BenchRow['goal']) =>
  withBenchDatabase(async (bench): Promise<BenchRow[]> => {
    const { queue, ctxs, fillMs } = await makeBigDesk(bench, { reviewers: REVIEWERS, items })
    const first: number[] = []
    const further: number[] = []
    for (const round of ['warm-up', 'second', 'third']) {
      for (const ctx of ctxs) {
        const began = performance.now()
        await claimAs(ctx, queue, { clientId: tab(`${round}-1`) })
        const between = performance.now()
        await claimAs(ctx, queue, { clientId: tab(`${round}-2`), have: [ELSEWHERE] })
        if (round === 'warm-up') continue
        first.push(between - began)
        further.push(performance.now() - between)
      }
    }
    const of = `${items.toLocaleString('en')} × 3`
    return [
      { label: `claim of ten, ${of}, median`, value: median(further), unit: 'ms', goal },
      { label: 'the same, p95', value: quantile(further, 0.95), unit: 'ms' },
      { label: 'the first claim of a tab, which counts what is left, median', value: median(first), unit: 'ms' },
      { label: `filling a queue of ${of}`, value: fillMs / 1000, unit: 's' },
    ]
  })

export const run = async (): Promise<BenchResult> => ({
  name: 'Claiming in a short and in a long queue',
  rows: [...(await claimIn(2_000, { atMost: 50 })), ...(await claimIn(66_666, { atMost: 50 }))],
})
