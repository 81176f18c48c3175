import { agreementBasis } from '@/lib/core/agreement/basis'
import type { ItemStage } from '@/lib/core/item/lists'
import { canCurate } from '@/lib/core/policy/policies'
import type { VoteSample } from '@/lib/core/review/agreement-intervals'
import { type Ctx, factsFor } from '@/lib/services/context'
import { findAgreement } from './agreement'
import { votes } from './votes-by-reviewer'

interface SampleRow {
  kind: 'PATTERN' | 'REVIEWER' | 'SOURCE'
  reviewer: string | null
  accept: boolean | null
  accepts: number | null
  rejects: number | null
  /** Accepts, rejects and items of each pattern among the items of one source. */
  held: [number, number, number][] | null
  items: number
}

/** The votes that the coefficients of a stage are of, by pattern, by reviewer and by what items were made from: for those who curate. */
export async function findVoteSample(ctx: Ctx, projectId: string, stage: ItemStage): Promise<VoteSample | null> {
  if (!canCurate(factsFor(ctx.actor, projectId))) return null
  const { basis } = agreementBasis((await findAgreement(ctx, projectId, stage)) ?? [])
  const rows = await ctx.db.$queryRaw<SampleRow[]>`
    with votes as materialized (${votes(projectId, stage, { firstTwo: basis === 'FIRST_TWO' })}),
    voted as materialized (
      select entry_id, count(*) filter (where accept)::int as accepts, count(*) filter (where not accept)::int as rejects
      from votes group by 1
    ),
    sourced as (
      select coalesce(i.parent_id, i.id) as source, v.accepts, v.rejects, count(*)::int as items
      from voted v join queue_entries e on e.id = v.entry_id join items i on i.id = e.item_id group by 1, 2, 3
    ),
    sources as (
      select jsonb_agg(jsonb_build_array(accepts, rejects, items) order by accepts, rejects) as held from sourced group by source
    )
    select 'PATTERN' as kind, null as reviewer, null::boolean as accept, accepts, rejects, null::jsonb as held,
      count(*)::int as items from voted group by accepts, rejects
    union all
    select 'REVIEWER', s.reviewer_id::text, s.accept, v.accepts, v.rejects, null, count(*)::int
    from votes s join voted v on v.entry_id = s.entry_id group by 2, 3, 4, 5
    union all
    select 'SOURCE', null, null, null, null, held, count(*)::int from sources group by held
    order by 1, 2, 3, 4, 5, 6`
  const patterns = rows.filter(({ kind }) => kind === 'PATTERN')
  const counts = patterns.map(({ accepts, rejects }) => [accepts ?? 0, rejects ?? 0])
  const places = new Map(counts.map((row, index) => [row.join(), index]))
  return {
    basis,
    patterns: { counts, items: patterns.map(({ items }) => items) },
    own: rows.flatMap(({ kind, reviewer, accept, accepts, rejects, items }) =>
      kind === 'REVIEWER'
        ? [{ reviewer: reviewer ?? '', own: accept ? 0 : 1, counts: [accepts ?? 0, rejects ?? 0], items }]
        : [],
    ),
    sources: rows.flatMap(({ held, items: alike }) => {
      if (!held) return []
      const items = counts.map(() => 0)
      for (const [accepts, rejects, count] of held) items[places.get(`${accepts},${rejects}`)!]! += count
      return [{ items, alike }]
    }),
  }
}
