import { readPrompts } from '@/lib/core/snapshot/hash-list'
import type { ListedPrompt } from '@/lib/core/snapshot/leak-index'
import type { Tx } from '@/lib/data/client'
import { sha256 } from '@/lib/data/hash'
import { newId } from '@/lib/data/id'
import { type Ctx, isSystem } from '../context'

/** Prompts as hashes; the texts are gone as soon as they are hashed. */
export class PromptHashes {
  readonly byHash = new Map<string, ListedPrompt>()

  add(prompt: string): void {
    // As a JSON string a prompt of several lines is one line of a list.
    for (const one of readPrompts(JSON.stringify(prompt), sha256).prompts) this.byHash.set(one.hash, one)
  }
}

/** Puts the prompts that no list of the project holds yet on a list of their own, so that nothing is trained on them. */
export async function listPrompts(
  tx: Tx,
  ctx: Ctx,
  { projectId, name, prompts }: { projectId: string; name: string; prompts: PromptHashes },
): Promise<number> {
  const hashes = [...prompts.byHash.keys()]
  const known = await tx.$queryRaw<{ hash: string }[]>`
    select distinct e.hash from hash_list_entries e join hash_lists l on l.id = e.list_id
    where (l.project_id = ${projectId}::uuid or l.project_id is null) and l.removed_at is null
      and e.hash = any(${hashes}::text[])`
  for (const { hash } of known) prompts.byHash.delete(hash)
  const fresh = [...prompts.byHash.values()]
  if (fresh.length === 0) return 0
  const id = newId()
  const createdById = isSystem(ctx.actor) ? null : ctx.actor.userId
  await tx.hashList.create({
    data: { id, projectId, name: name.slice(0, 120), entries: fresh.length, createdById },
    select: { id: true },
  })
  await tx.hashListEntry.createMany({
    data: fresh.map(({ hash, sketch }) => ({ listId: id, hash, sketch: [...sketch] })),
  })
  return fresh.length
}
