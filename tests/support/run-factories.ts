import type { Prisma, PrismaClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'

/** Rows of the generating half, with what every column needs. */

let made = 0
const next = () => ++made

export function makeProvider(db: PrismaClient, data: Partial<Prisma.ProviderKeyUncheckedCreateInput> = {}) {
  return db.providerKey.create({
    data: {
      id: newId(),
      // Providers are the installation's: several test workers share one.
      name: `Provider ${next()}-${newId().slice(-6)}`,
      preset: 'custom',
      baseUrl: 'http://127.0.0.1:9/v1',
      models: [{ id: 'model-a', jsonOutput: 'SCHEMA', inputPerMillion: 1, outputPerMillion: 2, maxOutputTokens: null }],
      ...data,
    },
  })
}

export function makePromptVersion(
  db: PrismaClient,
  project: { id: string },
  data: Partial<Prisma.PromptVersionUncheckedCreateInput> = {},
) {
  return db.promptVersion.create({
    data: {
      id: newId(),
      projectId: project.id,
      task: 'chain-synthesis',
      label: `p${next()}`,
      source: 'BROWSER',
      text: 'Say something.',
      sha256: `hash ${next()}`,
      ...data,
    },
  })
}

export function makeRun(
  db: PrismaClient,
  of: { projectId: string; providerId: string; promptVersionId: string },
  data: Partial<Prisma.GenerationRunUncheckedCreateInput> = {},
) {
  return db.generationRun.create({
    data: {
      id: newId(),
      ...of,
      number: next(),
      task: 'chain-synthesis',
      model: 'model-a',
      seed: 1,
      maxOutputTokens: 1_000,
      budgetCalls: 100,
      ...data,
    },
  })
}

export function makeGeneration(
  db: PrismaClient,
  run: { id: string; projectId: string; providerId: string; promptVersionId: string; task: string },
  data: Partial<Prisma.GenerationUncheckedCreateInput> = {},
) {
  const { id: runId, projectId, providerId, promptVersionId, task } = run
  return db.generation.create({
    data: { id: newId(), runId, projectId, providerId, promptVersionId, task, number: next(), seed: 1, ...data },
  })
}
