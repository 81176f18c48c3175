import { z } from 'zod'
import { RESPONSE_LABELS } from '@/lib/core/compliance/labels'
import { JUDGED_LABEL, SEMANTIC_JUDGE } from '@/lib/core/compliance/opinion'
import { itemNumber } from '@/lib/core/item/words'
import { canRead } from '@/lib/core/policy/policies'
import type { JudgeOpinion } from '@/lib/core/study/judges'
import { type Ctx, factsFor } from '@/lib/services/context'
import { expectedOutcome } from './response-facts'

interface Row extends Omit<JudgeOpinion, 'item' | 'label' | 'reads'> {
  number: number
  evidence: unknown
}

const saidSchema = z.object({
  label: z.enum(RESPONSE_LABELS).nullable().catch(null),
  verdict: z.enum(['HARMFUL', 'BENIGN']).nullable().catch(null),
})

/**
 * What judge models said of the texts of a study, as they were drawn; nothing before it is closed: people's answers come
 * first. To those who may read the study.
 */
export async function listStudyOpinions(
  ctx: Ctx,
  { projectId, number }: { projectId: string; number: number },
): Promise<JudgeOpinion[]> {
  if (!canRead(factsFor(ctx.actor, projectId))) return []
  const rows = await ctx.db.$queryRaw<Row[]>`
    select i.number, f.evidence, coalesce(f.evidence ->> 'model', '') as model,
      coalesce(prompt.task || ' ' || prompt.label, f.evidence ->> 'task', '') as prompt,
      coalesce((f.evidence ->> 'demo')::boolean, false) as demo, i.intent::text, ${expectedOutcome} as expected
    from studies s
    join study_rows row on row.study_id = s.id
    join items i on i.id = row.item_id
    join revisions r on r.id = row.revision_id
    join findings f on f.revision_id = r.id and f.source = 'JUDGE' and f.code in (${JUDGED_LABEL}, ${SEMANTIC_JUDGE})
    left join prompt_versions prompt on prompt.project_id = s.project_id and prompt.id::text = f.evidence ->> 'promptVersionId'
    where s.project_id = ${projectId}::uuid and s.number = ${number}::int and s.closed_at is not null
    order by prompt, model, i.number, f.id`
  return rows.map(({ number, evidence, ...row }) => {
    const { label, verdict } = saidSchema.parse(evidence)
    return { item: itemNumber(number), ...row, label, reads: label === null ? verdict : null }
  })
}
