import { z } from 'zod'
import { mendable } from '@/lib/core/import/instructions'
import { canCurate } from '@/lib/core/policy/policies'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound } from '../errors'

export const revealRowInput = z.strictObject({ rowId: z.uuid() })

/** The text of a record that an import left out, asked for to be mended; on record, as every reading of kept texts is. */
export async function revealRow(
  ctx: Ctx,
  { rowId }: z.output<typeof revealRowInput>,
): Promise<{ field: 'instructions' | 'record'; text: string }> {
  const row = await ctx.db.quarantinedRow.findUnique({ where: { id: rowId }, select: { projectId: true, raw: true } })
  if (!row || !canCurate(factsFor(ctx.actor, row.projectId))) throw notFound('record')
  await inTransaction(ctx, (tx) =>
    writeAudit(tx, ctx, {
      action: 'import.reveal',
      projectId: row.projectId,
      target: { kind: 'quarantined-row', id: rowId },
    }),
  )
  return mendable(row.raw)
}
