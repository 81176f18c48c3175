import { afterAll, afterEach, beforeAll } from 'vitest'
import type { Prisma } from '@/lib/data/client'
import { startClock } from '@/lib/jobs/clock'
import { works } from '@/lib/jobs/handlers'
import { type RunningJobs, runJobs } from '@/lib/jobs/run-jobs'
import type { Ctx, UserActor } from '@/lib/services/context'
import { type CreateRunInput, createRun, createRunInput } from '@/lib/services/runs/create-run'
import type { TestDatabase } from './database'
import { type ModelServer, startModelServer } from './model-server'
import { makeRunProject, runEnv } from './run-project'
import { waitFor } from './wait-for'

/** A project that can generate, a scripted model server, and workers in this process that can be started and stopped. */

export interface RunDesk {
  readonly models: ModelServer
  /** A curator's. */
  ctx(): Ctx
  readonly projectId: string
  readonly actor: UserActor
  categoryIds: string[]
  providerId: string
  setProvider(data: Prisma.ProviderKeyUncheckedUpdateInput): Promise<void>
  start(): Promise<{ stop(): Promise<void> }>
  run(input: Partial<CreateRunInput>): Promise<string>
  /** As somebody else, wherever they may; nothing is filled in. */
  runAs(ctx: Ctx, input: object): Promise<string>
  state(runId: string): Promise<{ status: string; cause: string | null; states: Record<string, number> }>
  waitForEnd(runId: string, ms?: number): Promise<void>
  /** Until no call is under way or on its way to a worker: what is put back for later has its time by then. */
  waitForCalm(runId: string): Promise<void>
}

export function runDesk(t: TestDatabase, { categories = 3 } = {}): RunDesk {
  let models: ModelServer
  let desk: { projectId: string; actor: UserActor; providerId: string; categoryIds: string[] }
  const running = new Set<{ stop(): Promise<void> }>()

  beforeAll(async () => {
    Object.assign(process.env, runEnv(t.url))
    models = await startModelServer()
    desk = await makeRunProject(t, models.url, categories)
  })
  afterEach(async () => {
    for (const one of running) await one.stop()
    models.play({})
    models.forget()
    await t.db.$executeRaw`delete from generation_runs`
    await t.db.$executeRaw`delete from rate_limits`
    await t.db.$executeRaw`delete from pgboss.job`
  })
  afterAll(() => models?.close())

  const start = async () => {
    const jobs: RunningJobs = await runJobs(t.url, t.db, works)
    const clock = startClock(t.db)
    const one = {
      async stop() {
        running.delete(one)
        await clock.stop()
        await jobs.stop()
      },
    }
    running.add(one)
    return one
  }
  const state: RunDesk['state'] = async (runId) => {
    const run = await t.db.generationRun.findUniqueOrThrow({ where: { id: runId } })
    const rows = await t.db.generation.groupBy({ by: ['state'], where: { runId }, _count: true })
    const states = Object.fromEntries(rows.map((row) => [row.state, row._count]))
    return { status: run.status, cause: run.pauseCause, states }
  }
  return {
    get models() {
      return models
    },
    get projectId() {
      return desk.projectId
    },
    get actor() {
      return desk.actor
    },
    get categoryIds() {
      return desk.categoryIds
    },
    get providerId() {
      return desk.providerId
    },
    ctx: () => t.ctx(desk.actor),
    async setProvider(data) {
      await t.db.providerKey.update({ where: { id: desk.providerId }, data })
    },
    start,
    async run(input) {
      const whole = createRunInput.parse({
        ...{ projectId: desk.projectId, providerId: desk.providerId, model: 'model-a', task: 'chain-synthesis' },
        ...{ targets: { kind: 'CATEGORIES', categoryIds: desk.categoryIds }, budgetCalls: 10_000, ...input },
      })
      return (await createRun(t.ctx(desk.actor), whole)).runId
    },
    runAs: async (ctx, input) => (await createRun(ctx, createRunInput.parse(input))).runId,
    state,
    async waitForEnd(runId, ms = 30_000) {
      await waitFor('the run to end', async () => (await state(runId)).status !== 'RUNNING', ms)
    },
    async waitForCalm(runId) {
      await waitFor('calls under way to end', async () => {
        const { states } = await state(runId)
        return !states.QUEUED && !states.CALLING
      })
    },
  }
}
