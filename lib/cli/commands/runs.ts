import { formatCost } from '@/lib/core/model/prices'
import { runStatusWords } from '@/lib/core/run/words'
import { listRuns } from '@/lib/data/queries/runs'
import { cancelRun } from '@/lib/services/runs/cancel-run'
import { pauseRun } from '@/lib/services/runs/pause-run'
import { resumeRun } from '@/lib/services/runs/resume-run'
import { retryFailed } from '@/lib/services/runs/retry-failed'
import { type Command, type Invocation, numberOf, type Outcome, plural, textOf, UsageError } from '../command'
import { type Opened, withDatabase } from '../database'
import { describeRun } from '../describe-run'
import { findProject } from '../find-project'
import { loadRun } from '../load-run'
import { waitForRun } from '../wait-for-run'

type Step = (opened: Opened, of: { projectId: string; number: number }, invocation: Invocation) => Promise<Outcome>

const STEPS: Record<string, Step> = { show, pause, resume, cancel, retry }

export const command: Command = {
  usage: 'runs list|show|pause|resume|cancel|retry [number] [--project S] [--wait] [--json]',
  help: `
  runs list                                     the newest 50 runs
  runs show N                                   how far run N is, what it cost, what went wrong
  runs pause N                                  no further call begins; what is under way ends
  runs resume N [--budget USD] [--calls N]      goes on, with another budget if one is given
  runs cancel N                                 drops what waits, keeps what came
  runs retry N                                  calls again what failed or could not be used

  --project S   the project's slug; may be left out where there is but one
  --wait        stay until the run stands or has ended, telling progress on standard error;
                exit code 1 unless it ended with nothing failed. A worker has to run: npm start, or npm run worker`,
  options: {
    project: { type: 'string' },
    budget: { type: 'string' },
    calls: { type: 'string' },
    wait: { type: 'boolean' },
  },
  async run(invocation) {
    const [name = '', asked, ...more] = invocation.positionals
    const step = Object.hasOwn(STEPS, name) ? STEPS[name] : undefined
    if (more.length > 0 || (name === 'list' ? asked !== undefined : !step))
      throw new UsageError(
        `runs needs one of: list, ${Object.keys(STEPS).join(', ')}, and but for list the run's number.`,
      )
    if (step && !/^[1-9]\d{0,8}$/.test(asked ?? ''))
      throw new UsageError(`Name the run by its number: runs ${name} 12.`)
    return withDatabase(async (opened) => {
      const { id: projectId } = await findProject(opened.db, textOf(invocation.values, 'project'))
      if (!step) return list(opened, projectId)
      const of = { projectId, number: Number(asked) }
      const outcome = await step(opened, of, invocation)
      return invocation.values.wait ? waitForRun(opened.ctx, of, invocation.say) : outcome
    })
  },
}

async function list({ ctx }: Opened, projectId: string): Promise<Outcome> {
  const page = await listRuns(ctx, { projectId, before: null, limit: 50 })
  const runs = page?.rows ?? []
  const lines = runs.map(
    (run) =>
      `${String(run.number).padStart(5)}  ${run.task.padEnd(24)}  ${runStatusWords(run).padEnd(36)}  ${formatCost(run.spentMicros)}  ${run.model}`,
  )
  return { data: { runs }, text: lines.length > 0 ? lines.join('\n') : 'There are no runs yet.' }
}

async function show({ ctx }: Opened, of: { projectId: string; number: number }): Promise<Outcome> {
  const run = await loadRun(ctx, of)
  return { data: { run }, text: describeRun(run) }
}

async function pause({ ctx }: Opened, of: { projectId: string; number: number }): Promise<Outcome> {
  const { id: runId } = await loadRun(ctx, of)
  await pauseRun(ctx, { runId })
  return show({ ctx } as Opened, of)
}

async function resume({ ctx }: Opened, of: { projectId: string; number: number }, { values }: Invocation) {
  const { id: runId } = await loadRun(ctx, of)
  await resumeRun(ctx, { runId, budget: numberOf(values, 'budget'), budgetCalls: numberOf(values, 'calls') })
  return show({ ctx } as Opened, of)
}

async function cancel({ ctx }: Opened, of: { projectId: string; number: number }): Promise<Outcome> {
  const { id: runId } = await loadRun(ctx, of)
  const { cancelled } = await cancelRun(ctx, { runId })
  return {
    data: { cancelled },
    text: `Run ${of.number} is cancelled: ${plural(cancelled, 'waiting call')} dropped, what came is kept.`,
  }
}

async function retry({ ctx }: Opened, of: { projectId: string; number: number }): Promise<Outcome> {
  const { id: runId } = await loadRun(ctx, of)
  const { retried } = await retryFailed(ctx, { runId, attention: true })
  return { data: { retried }, text: `${plural(retried, 'call')} of run ${of.number} will be made again.` }
}
