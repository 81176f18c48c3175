import { claimAs, tab } from '../support/review'
import { withBenchDatabase } from './database'
import { makeBigDesk } from './desk'
import { type BenchResult, type BenchRow, median, quantile } from './report'

const REVIEWERS = 20

/** Claims of ten by people who hold nothing yet, in a queue of the given length. */
const claimIn = (items: number, goal: BenchRow['goal']) =>
  withBenchDatabase(async (bench): Promise<BenchRow[]> => {
    const { queue, ctxs, fillMs } = await makeBigDesk(bench, { reviewers: REVIEWERS, items })
    const times: number[] = []
    for (const name of ['warm', 'left', 'right']) {
      for (const ctx of ctxs) {
        const began = performance.now()
        await claimAs(ctx, queue, { clientId: tab(name) })
        if (name !== 'warm') times.push(performance.now() - began)
      }
    }
    const of = `${items.toLocaleString('en')} × 3`
    return [
      { label: `claim of ten, ${of}, median`, value: median(times), unit: 'ms', goal },
      { label: 'the same, p95', value: quantile(times, 0.95), unit: 'ms' },
      { label: `filling a queue of ${of}`, value: fillMs / 1000, unit: 's' },
    ]
  })

export const run = async (): Promise<BenchResult> => ({
  name: 'Claiming in a short and in a long queue',
  rows: [...(await claimIn(2_000, { atMost: 50 })), ...(await claimIn(66_666, undefined))],
})
