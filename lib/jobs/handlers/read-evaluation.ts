import { giveUpEvaluation } from '@/lib/services/evaluations/give-up-evaluation'
import { readEvaluation } from '@/lib/services/evaluations/read-evaluation'
import { type JobData, jobs } from '../definitions'
import type { Handler } from '../run-jobs'

export const readEvaluationJob: Handler<JobData<'readEvaluation'>> = async ({ importId }, run) => {
  const ctx = { actor: { kind: 'job' as const, name: 'read-evaluation' }, db: run.db, now: new Date() }
  try {
    await readEvaluation(ctx, importId, run.signal)
  } catch (error) {
    if (run.attempt >= jobs.readEvaluation.retries && !run.signal.aborted) await giveUpEvaluation(ctx, importId, error)
    throw error
  }
}
