import { readFileSync } from 'node:fs'
import { prepareJobs } from '@/lib/jobs/boss'
import { createRun, createRunInput } from '@/lib/services/runs/create-run'
import { makeAsked, toolsOf } from '../support/asked'
import { startModelProcess } from '../support/model-process'
import { makeRunProject, runEnv } from '../support/run-project'
import { waitFor } from '../support/wait-for'
import { bundleWorker, killWorkerProcesses, removeBundle, startWorkerProcess } from '../support/worker-process'
import { type BenchDatabase, withBenchDatabase } from './database'
import type { BenchResult } from './report'

const TRAJECTORIES = 100
const WARM_UP = 20

/** Clock ticks of /proc, of which Linux has 100 a second wherever Node runs. */
const TICKS = 100

/** CPU time that a process has taken so far, in ms: its own, without its children's. Linux only. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return ((Number(fields[11]) + Number(fields[12])) / TICKS) * 1_000
}

type Desk = Awaited<ReturnType<typeof makeRunProject>>

async function carryOut(bench: BenchDatabase, desk: Desk, itemIds: string[]): Promise<number> {
  const input = createRunInput.parse({
    ...{ projectId: desk.projectId, providerId: desk.providerId, model: 'model-a', task: 'trajectory' },
    ...{ targets: { kind: 'ITEMS', itemIds }, budgetCalls: 100_000 },
  })
  const { runId } = await createRun(bench.ctx(desk.actor), input)
  const done = () => bench.db.generation.count({ where: { runId, state: 'APPLIED' } })
  await waitFor('the run to end', async () => (await done()) === itemIds.length, 300_000)
  const { _sum } = await bench.db.generation.aggregate({ where: { runId }, _sum: { stepsTaken: true } })
  return _sum.stepsTaken ?? 0
}

/** What a step of a trajectory takes of the worker's processor: the call's job, its answer, its tools, and the way on. */
export const run = (): Promise<BenchResult> =>
  withBenchDatabase(async (bench) => {
    await prepareJobs(bench.url)
    // It answers as the demo model does, in a process of its own: its time is not the worker's.
    const endpoint = await startModelProcess()
    await bundleWorker()
    try {
      const desk = await makeRunProject(bench, endpoint.url, 1)
      await bench.db.providerKey.updateMany({ data: { maxConcurrent: 4 } })
      const tools = toolsOf('search_google', 'file_operation', 'send_gmail', 'post_tweet')
      const ids: string[] = []
      for (let n = 0; n < TRAJECTORIES + WARM_UP; n++) {
        const text = `Look up the tide times of day ${n}, note them in a file and mail them to sam@example.com.`
        ids.push((await makeAsked(bench.db, { id: desk.projectId }, { text, tools })).item.id)
      }
      const worker = startWorkerProcess(runEnv(bench.url))
      await worker.ready
      await carryOut(bench, desk, ids.slice(0, WARM_UP))
      const [before, began] = [cpuOf(worker.pid), performance.now()]
      const steps = await carryOut(bench, desk, ids.slice(WARM_UP))
      const cpu = cpuOf(worker.pid) - before
      const seconds = (performance.now() - began) / 1_000
      return {
        name: `Trajectories, ${TRAJECTORIES} of ${steps} steps`,
        rows: [
          { label: 'CPU of the worker a step', value: cpu / steps, unit: 'ms', goal: { atMost: 10 } },
          { label: 'steps a second, four at once', value: steps / seconds, unit: 'steps/s' },
        ],
      }
    } finally {
      await endpoint.stop()
      await killWorkerProcesses()
      removeBundle()
    }
  })
