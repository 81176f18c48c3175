import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import OpenAI from 'openai'
import { newId } from '@/lib/data/id'
import { prepareJobs } from '@/lib/jobs/boss'
import { createRun, createRunInput } from '@/lib/services/runs/create-run'
import { makeRunProject, runEnv } from '../support/run-project'
import { root } from '../support/server'
import { waitFor } from '../support/wait-for'
import { bundleWorker, killWorkerProcesses, removeBundle, startWorkerProcess } from '../support/worker-process'
import { type BenchDatabase, withBenchDatabase } from './database'
import type { BenchResult, BenchRow } from './report'

const CALLS = 2_000
const AT_ONCE = 32
const MANY = 20_000
/** So many that chains differ in their steps, as they do where people work. */
const CAPABILITIES = 60

/** An endpoint in a process of its own that takes `delayMs` for every answer. */
async function startEndpoint() {
  const args = ['--conditions=react-server', '--import', 'tsx', 'tests/support/model-server-process.ts']
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  const url = await new Promise<string>((resolve) => {
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8').trim()))
  })
  const control = new URL('/control', url)
  return {
    url,
    async delay(delayMs: number) {
      await fetch(control, { method: 'DELETE' })
      await fetch(control, { method: 'PUT', body: JSON.stringify({ otherwise: { delayMs } }) })
    },
    stop: () => void child.kill('SIGTERM'),
  }
}

type Messages = OpenAI.ChatCompletionMessageParam[]

/** The same calls, with the same messages, by the same client in a bare loop. Seconds. */
async function bareLoop(url: string, calls: number, messages: Messages): Promise<number> {
  const client = new OpenAI({ baseURL: url, apiKey: 'none', maxRetries: 0 })
  let left = calls
  const began = performance.now()
  const one = async () => {
    while (left-- > 0)
      await client.chat.completions.create({
        model: 'model-a',
        messages,
        max_tokens: 2_000,
      })
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
  return (performance.now() - began) / 1_000
}

type Desk = Awaited<ReturnType<typeof makeRunProject>>

async function start(bench: BenchDatabase, desk: Desk, categories: number, samples: number) {
  const input = createRunInput.parse({
    ...{ projectId: desk.projectId, providerId: desk.providerId, model: 'model-a', task: 'chain-synthesis', samples },
    ...{ targets: { kind: 'CATEGORIES', categoryIds: desk.categoryIds.slice(0, categories) }, budgetCalls: 1_000_000 },
  })
  const began = performance.now()
  const { runId } = await createRun(bench.ctx(desk.actor), input)
  return { runId, seconds: (performance.now() - began) / 1_000 }
}

const memoryOf = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024

/** Seconds from the first call to the last answer applied, and the worker's memory after a quarter and at the end. */
async function through(bench: BenchDatabase, desk: Desk, pid: number, calls: number) {
  const began = performance.now()
  const { runId } = await start(bench, desk, 40, calls / 40)
  const applied = () => bench.db.generation.count({ where: { runId, state: 'APPLIED' } })
  let early = 0
  await waitFor(
    'the run to end',
    async () => {
      const done = await applied()
      if (early === 0 && done > calls / 4) early = memoryOf(pid)
      return done === calls
    },
    600_000,
  )
  return { seconds: (performance.now() - began) / 1_000, early, late: memoryOf(pid) }
}

/** Runs through the engine against a bare loop, and what it takes to begin a long one. */
export const run = (): Promise<BenchResult> =>
  withBenchDatabase(async (bench) => {
    await prepareJobs(bench.url)
    const endpoint = await startEndpoint()
    await bundleWorker()
    const rows: BenchRow[] = []
    try {
      const desk = await makeRunProject(bench, endpoint.url, 400)
      await bench.db.capability.createMany({
        data: Array.from({ length: CAPABILITIES }, (_, n) => ({
          ...{ id: newId(), projectId: desk.projectId, name: `Area_${n % 9}.do_task_${n}`, title: `Task ${n}` },
          ...{ description: `Does task ${n} of its area`, gives: `a result of task ${n}`, listed: true },
        })),
      })
      await bench.db.providerKey.updateMany({ data: { maxConcurrent: AT_ONCE } })
      await endpoint.delay(500)
      const worker = startWorkerProcess(runEnv(bench.url))
      await worker.ready
      await through(bench, desk, worker.pid, 80)
      const ours = await through(bench, desk, worker.pid, CALLS)
      const sent = await bench.db.generation.findFirstOrThrow({ select: { request: true } })
      const { messages } = sent.request as unknown as { messages: Messages }
      const bare = await bareLoop(endpoint.url, CALLS, messages)
      rows.push(
        {
          label: `${CALLS} calls of 500 ms, ${AT_ONCE} at once: run ÷ bare loop`,
          value: ours.seconds / bare,
          unit: '×',
          goal: { atMost: 1.1 },
        },
        { label: 'the run', value: ours.seconds, unit: 's' },
        { label: 'the bare loop', value: bare, unit: 's' },
        {
          label: 'worker memory, end ÷ a quarter of the way',
          value: ours.late / ours.early,
          unit: '×',
          goal: { atMost: 1.25 },
        },
        { label: 'worker memory at the end', value: ours.late, unit: 'MB' },
      )
      await endpoint.delay(50)
      const quick = await through(bench, desk, worker.pid, CALLS)
      const quickBare = await bareLoop(endpoint.url, CALLS, messages)
      rows.push(
        { label: 'calls of 50 ms: the run', value: CALLS / quick.seconds, unit: 'calls/s' },
        { label: 'calls of 50 ms: the bare loop', value: CALLS / quickBare, unit: 'calls/s' },
      )
      worker.signal('SIGTERM')
      await worker.ended
      const { seconds } = await start(bench, desk, 400, MANY / 400)
      rows.push({
        label: `planning and enqueueing ${MANY.toLocaleString('en')} calls`,
        value: seconds,
        unit: 's',
        goal: { atMost: 5 },
      })
      return { name: 'Generation runs', rows }
    } finally {
      endpoint.stop()
      await killWorkerProcesses()
      removeBundle()
    }
  })
