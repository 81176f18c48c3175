import { canSpend } from '@/lib/core/policy/policies'
import type { Tx } from '@/lib/data/client'
import { type Ctx, factsFor } from '../context'
import { notFound } from '../errors'

/** The run, held until the transaction ends, for those who may start one. */
export async function requireRun(ctx: Ctx, tx: Tx, runId: string) {
  await tx.$queryRaw`select id from generation_runs where id = ${runId}::uuid for no key update`
  const run = await tx.generationRun.findUnique({ where: { id: runId } })
  if (!run || !canSpend(factsFor(ctx.actor, run.projectId))) throw notFound('run')
  return run
}
