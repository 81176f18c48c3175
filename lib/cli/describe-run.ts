import { formatCost } from '@/lib/core/model/prices'
import type { RunDetail } from '@/lib/core/run/views'
import { ERROR_WORDS, runStatusWords } from '@/lib/core/run/words'
import { plural } from './command'

/** A run in some lines for people. */
export function describeRun(run: RunDetail): string {
  const { progress } = run
  const { counts, total, produced, calls, failures } = progress
  return [
    `Run ${run.number}: ${run.task}, ${run.model} (${run.provider}), prompt ${run.prompt}`,
    runStatusWords(progress),
    ...(progress.pauseMessage ? [progress.pauseMessage] : []),
    `${counts.APPLIED} applied, ${counts.NEEDS_ATTENTION} to be looked at, ${counts.FAILED} failed, ${counts.WAITING} waiting, of ${plural(total, 'call')}`,
    `${produced} made, ${plural(calls, 'call')} to the model, ${formatCost(progress.spentMicros)} spent`,
    ...failures.map(
      ({ kind, met, times, later }) =>
        `  ${times} × ${ERROR_WORDS[kind]?.title ?? kind}, at ${met} of them, ${later} of which came through`,
    ),
  ].join('\n')
}
