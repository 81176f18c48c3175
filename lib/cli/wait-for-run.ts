import { setTimeout as sleep } from 'node:timers/promises'
import { endedCount, runStatusWords, underWay } from '@/lib/core/run/words'
import type { Ctx } from '@/lib/services/context'
import { watchRun } from '@/lib/services/runs/watch-run'
import type { Invocation, Outcome } from './command'
import { describeRun } from './describe-run'
import { loadRun } from './load-run'

const LOOK_MS = 500
const TELL_MS = 2_000

/** Stays until the run stands or has ended. It counts as well done when it ended and nothing failed. */
export async function waitForRun(
  ctx: Ctx,
  of: { projectId: string; number: number },
  say: Invocation['say'],
): Promise<Outcome> {
  const { id: runId } = await loadRun(ctx, of)
  let told = { at: 0, words: '' }
  for (;;) {
    const progress = await watchRun(ctx, { runId })
    const { status, counts, total } = progress
    const words = `${endedCount(counts)} of ${total} ended, ${runStatusWords(progress)}`
    if (words !== told.words && Date.now() - told.at >= TELL_MS) {
      say(words)
      told = { at: Date.now(), words }
    }
    if (status !== 'RUNNING' && underWay(counts) === 0) break
    await sleep(LOOK_MS)
  }
  const run = await loadRun(ctx, of)
  const { counts } = run.progress
  const ok = run.status === 'DONE' && counts.FAILED + counts.NEEDS_ATTENTION === 0
  return { ok, data: { run }, text: describeRun(run) }
}
