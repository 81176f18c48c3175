import type { Prisma } from '@/lib/data/client'
import { cancelRun } from '@/lib/services/runs/cancel-run'
import { createRun, createRunInput } from '@/lib/services/runs/create-run'
import { pauseRun } from '@/lib/services/runs/pause-run'
import { previewRequest } from '@/lib/services/runs/preview-request'
import { previewRun } from '@/lib/services/runs/preview-run'
import { resumeRun } from '@/lib/services/runs/resume-run'
import { retryFailed } from '@/lib/services/runs/retry-failed'
import { revealGeneration } from '@/lib/services/runs/reveal-generation'
import { revealRequest } from '@/lib/services/runs/reveal-request'
import { watchRun } from '@/lib/services/runs/watch-run'
import { curating, type Inside, type VerbRow, type World } from '../../support/access'
import { makeGeneration, makePromptVersion, makeProvider, makeRun } from '../../support/run-factories'

const spending = curating({ member: 'not_found', outsider: 'not_found' })

const runFor = async (
  { t, project, category }: World,
  run: Partial<Prisma.GenerationRunUncheckedCreateInput> = {},
  generation: Partial<Prisma.GenerationUncheckedCreateInput> = {},
) => {
  const [provider, prompt] = [await makeProvider(t.db), await makePromptVersion(t.db, project)]
  const of = { projectId: project.id, providerId: provider.id, promptVersionId: prompt.id }
  const made = await makeRun(t.db, of, run)
  return { run: made, generation: await makeGeneration(t.db, made, { categoryId: category.id, ...generation }) }
}

const inputFor = async ({ t, project, category }: World) => {
  await t.db.capability.upsert({
    where: { projectId_name: { projectId: project.id, name: 'Files.read_file' } },
    update: {},
    create: {
      id: crypto.randomUUID(),
      projectId: project.id,
      name: 'Files.read_file',
      title: 'Read a file',
      listed: true,
    },
  })
  return createRunInput.parse({
    projectId: project.id,
    task: 'chain-synthesis',
    targets: { kind: 'CATEGORIES', categoryIds: [category.id] },
    providerId: (await makeProvider(t.db)).id,
    model: 'model-a',
    budgetCalls: 10,
  })
}

export const rows: VerbRow[] = [
  {
    file: 'lib/services/runs/create-run.ts',
    who: spending,
    async arrange(world, ctx) {
      const input = await inputFor(world)
      return () => createRun(ctx, input)
    },
  },
  {
    file: 'lib/services/runs/preview-run.ts',
    who: spending,
    unaudited: 'reads',
    async arrange(world, ctx) {
      const input = await inputFor(world)
      return () => previewRun(ctx, input)
    },
  },
  {
    file: 'lib/services/runs/preview-request.ts',
    who: spending,
    unaudited: 'reads',
    async arrange(world, ctx) {
      const input = await inputFor(world)
      return () => previewRequest(ctx, input)
    },
  },
  {
    file: 'lib/services/runs/reveal-request.ts',
    who: spending,
    async arrange(world, ctx) {
      const input = await inputFor(world)
      return () => revealRequest(ctx, input)
    },
  },
  {
    file: 'lib/services/runs/reveal-generation.ts',
    who: spending,
    async arrange(world, ctx) {
      const { generation } = await runFor(world)
      return () => revealGeneration(ctx, { projectId: world.project.id, generationId: generation.id })
    },
  },
  {
    file: 'lib/services/runs/watch-run.ts',
    who: spending,
    unaudited: 'reads',
    async arrange(world, ctx) {
      const { run } = await runFor(world)
      return () => watchRun(ctx, { runId: run.id })
    },
  },
  {
    file: 'lib/services/runs/pause-run.ts',
    who: spending,
    async arrange(world, ctx) {
      const { run } = await runFor(world)
      return () => pauseRun(ctx, { runId: run.id })
    },
  },
  {
    file: 'lib/services/runs/resume-run.ts',
    who: spending,
    async arrange(world, ctx) {
      const { run } = await runFor(world, { status: 'PAUSED', pauseCause: 'PERSON' })
      return () => resumeRun(ctx, { runId: run.id })
    },
  },
  {
    file: 'lib/services/runs/cancel-run.ts',
    who: spending,
    async arrange(world, ctx) {
      const { run } = await runFor(world)
      return () => cancelRun(ctx, { runId: run.id })
    },
  },
  {
    file: 'lib/services/runs/retry-failed.ts',
    who: spending,
    async arrange(world, ctx) {
      const { run } = await runFor(world, {}, { state: 'FAILED' })
      return () => retryFailed(ctx, { runId: run.id, attention: true })
    },
  },
]

const part = [
  ...[
    'add-judges',
    'apply-control',
    'apply-output',
    'apply-regeneration',
    'build-request',
    'estimate',
    'find-candidates',
  ],
  ...['first-request', 'hand-out', 'lock-call', 'plan-calls', 'prompt-facts', 'record-exposures', 'require-model'],
  ...['require-run', 'spend', 'add-calls', 'apply-conversation', 'apply-label-opinion', 'apply-turn', 'carry-out'],
  ...['finish-conversation', 'hold-expected', 'load-conversation', 'propose-label', 'response-variables'],
  ...['rewrite-step', 'settle-answer'],
]
const engine = [
  'apply-answer',
  'claim-call',
  'fail-call',
  'keep-runs-going',
  'load-call',
  'store-answer',
  'store-trouble',
]

const files = (names: string[], why: Inside[string]) =>
  Object.fromEntries(names.map((name) => [`lib/services/runs/${name}.ts`, why] as const))

export const inside: Inside = { ...files(part, 'part of a verb'), ...files(engine, 'operator or job') }
