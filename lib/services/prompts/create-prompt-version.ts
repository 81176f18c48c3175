import { z } from 'zod'
import { canCurate } from '@/lib/core/policy/policies'
import { promptTaskSchema } from '@/lib/core/prompt/tasks'
import { MAX_PROMPT_LENGTH, templateBody } from '@/lib/core/prompt/template'
import { sha256 } from '@/lib/data/hash'
import { newId } from '@/lib/data/id'
import { loadPromptFiles } from '@/lib/data/prompt-files'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction, isSystem } from '../context'
import { notFound, ServiceError } from '../errors'
import { retryConflicts } from '../retry-conflicts'
import { requireText } from './require-text'

export const createPromptVersionInput = z.object({
  projectId: z.uuid(),
  task: promptTaskSchema,
  /** Why it is written, in a line. */
  note: z.string().trim().min(1, 'Say in a line what is new').max(200),
  /** The system part, a line `--- user ---`, the user part; the front matter is put before it. */
  body: z.string().max(MAX_PROMPT_LENGTH),
})
export type CreatePromptVersionInput = z.infer<typeof createPromptVersionInput>

/** A prompt never changes: what was made with it stays made with it. A change is the next version, "p1", "p2" …, for later runs. */
export async function createPromptVersion(
  ctx: Ctx,
  { projectId, task, note, body }: CreatePromptVersionInput,
): Promise<{ id: string; label: string }> {
  if (!canCurate(factsFor(ctx.actor, projectId))) throw notFound('project')
  const text = requireText(task, note, body, 'The prompt was not saved: it cannot be used as it is.')
  const files = (await loadPromptFiles()).filter((file) => file.task === task)
  const createdById = isSystem(ctx.actor) ? null : ctx.actor.userId
  return retryConflicts(() =>
    inTransaction(ctx, async (tx) => {
      const written = await tx.promptVersion.findMany({
        where: { projectId, task, source: 'BROWSER' },
        select: { label: true, text: true },
      })
      const same = [...files, ...written].find((one) => templateBody(one.text) === templateBody(text))
      if (same) throw new ServiceError('conflict', `Nothing was saved: version ${same.label} has this very text.`)
      const hash = sha256(text)
      const row = { id: newId(), label: `p${written.length + 1}` }
      await tx.promptVersion.create({
        data: { ...row, projectId, task, source: 'BROWSER', text, sha256: hash, note, createdById },
      })
      await writeAudit(tx, ctx, {
        action: 'prompt.create-version',
        projectId,
        target: { kind: 'prompt', id: row.id },
        data: { task, label: row.label, sha256: hash },
      })
      return row
    }),
  )
}
