import type { Expected, ResponseLabel } from '@/lib/core/compliance/labels'
import { canRead } from '@/lib/core/policy/policies'
import type { ItemOrigin, RateGroup } from '@/lib/core/review/rates'
import { type Ctx, factsFor } from '@/lib/services/context'
import { type Kind, withGroup } from './figure-kind'
import { kindColumns, type LabelPair, labelledResponses, listLabelPairs } from './label-pairs'

/** Responses of one kind with one label of people's. What the rates of false compliance and false refusal are made of. */
export interface ResponseCount {
  /** A top category. */
  categoryId: string | null
  category: string
  origin: ItemOrigin
  model: string | null
  /** Of texts that a run wrote. */
  promptVersionId: string | null
  prompt: string | null
  expected: Expected
  group: RateGroup
  /** Null: no label has most of the votes, or it is open. */
  people: ResponseLabel | null
  items: number
}

export interface ResponseQuality {
  closed: ResponseCount[]
  open: ResponseCount[]
  pairs: LabelPair[]
  /** Prompt versions of judges, by id. */
  judges: Record<string, string>
}

/** Null to those who may not read the project. Judgments that can still be taken back count as open, for every reader alike. */
export async function findResponseQuality(ctx: Ctx, projectId: string): Promise<ResponseQuality | null> {
  if (!canRead(factsFor(ctx.actor, projectId))) return null
  const [rows, pairs] = await Promise.all([
    ctx.db.$queryRaw<(Omit<ResponseCount, 'group'> & Kind & { closed: boolean })[]>`
      with labelled as materialized (${labelledResponses(projectId)})
      select top.id as "categoryId", coalesce(top.title, 'No category') as category,
        labelled.written_by as model, labelled.prompt_version_id as "promptVersionId",
        prompt.task || ' ' || prompt.label as prompt, labelled.expected, ${kindColumns}, labelled.people,
        labelled.closed, count(*)::int as items
      from labelled
      left join categories c on c.id = labelled.category_id
      left join categories top on top.id = coalesce(c.parent_id, c.id)
      left join prompt_versions prompt on prompt.id = labelled.prompt_version_id
      where labelled.expected is not null
      group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14
      order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14`,
    listLabelPairs(ctx.db, projectId),
  ])
  const counted = withGroup(rows)
  const versions = [...new Set(pairs.map(({ promptVersionId }) => promptVersionId).filter((id) => id !== ''))]
  const prompts = await ctx.db.promptVersion.findMany({
    where: { projectId, id: { in: versions } },
    select: { id: true, task: true, label: true },
  })
  const part = (closed: boolean) =>
    counted.filter((row) => row.closed === closed).map(({ closed: _, ...row }): ResponseCount => row)
  return {
    closed: part(true),
    open: part(false),
    pairs,
    judges: Object.fromEntries(prompts.map(({ id, task, label }) => [id, `${task} ${label}`])),
  }
}
