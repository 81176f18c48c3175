import { z } from 'zod'
import { canAdminister, canCurate } from '@/lib/core/policy/policies'
import { readPrompts } from '@/lib/core/snapshot/hash-list'
import { sha256 } from '@/lib/data/hash'
import { newId } from '@/lib/data/id'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction, isSystem } from '../context'
import { notFound, ServiceError } from '../errors'

export const addHashListInput = z.strictObject({
  projectId: z.uuid(),
  name: z.string().trim().min(1, 'A list needs a name').max(120),
  /** A line each: a hash, or a prompt. */
  prompts: z.string().min(1, 'A list needs at least one line').max(8_000_000),
  /** In every project of the installation; for admins. */
  everywhere: z.boolean().default(false),
})
export type AddHashListInput = z.output<typeof addHashListInput>

/** Keeps the hashes of prompts that must not be trained on. Texts are hashed at once; no text is stored or logged. */
export async function addHashList(
  ctx: Ctx,
  { projectId, name, prompts: text, everywhere }: AddHashListInput,
): Promise<{ entries: number; texts: number }> {
  const facts = factsFor(ctx.actor, projectId)
  if (!canCurate(facts)) throw notFound('project')
  if (everywhere && !canAdminister(facts)) {
    throw new ServiceError('forbidden', 'A list for all projects is the admin’s to add. Add it for this project alone.')
  }
  const { prompts, texts } = readPrompts(text, sha256)
  if (prompts.length === 0) throw new ServiceError('invalid', 'There is no hash and no word in it. Nothing was added.')
  const id = newId()
  const createdById = isSystem(ctx.actor) ? null : ctx.actor.userId
  await inTransaction(ctx, async (tx) => {
    const owner = everywhere ? null : projectId
    await tx.hashList.create({
      data: { id, projectId: owner, name, entries: prompts.length, createdById },
      select: { id: true },
    })
    await tx.hashListEntry.createMany({
      data: prompts.map(({ hash, sketch }) => ({ listId: id, hash, sketch: [...sketch] })),
    })
    await writeAudit(tx, ctx, {
      action: 'hash-list.add',
      projectId,
      target: { kind: 'hash-list', id },
      data: { entries: prompts.length, texts, everywhere },
    })
  })
  return { entries: prompts.length, texts }
}
