import type { ItemStage } from '@/lib/core/item/lists'
import { canRead } from '@/lib/core/policy/policies'
import type { ItemOrigin, RateGroup } from '@/lib/core/review/rates'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'
import { votesOf } from './entry-votes'
import { type Kind, withGroup } from './figure-kind'
import { byDemoModel, speaks, stands } from './speaking-entry'

export type ItemIntent = 'HARMFUL' | 'BORDERLINE' | 'BENIGN'

/** What figures tell apart. */
interface Kinds {
  categoryId: string | null
  origin: ItemOrigin
  intent: ItemIntent
  group: RateGroup
  /** Of texts that a run wrote: by which model, and with which prompt version. */
  model: string | null
  promptVersionId: string | null
  prompt: string | null
}

/** Closed entries that voted alike: same category, origin and kind of text, same counts. What every figure is made of. */
export interface VotePattern extends Kinds {
  category: string
  slots: number
  accepts: number
  rejects: number
  abstains: number
  /** Among accepts or rejects, as the queue reads them. */
  ambiguous: number
  ambiguousAs: 'ACCEPT' | 'REJECT'
  /** It always gets all its slots; false: it may have been closed once its majority was settled (core/agreement/basis.ts). */
  fullOverlap: boolean
  firstAccepts: number | null
  items: number
}

export interface OpenCount extends Kinds {
  items: number
}

export interface QualityData {
  patterns: VotePattern[]
  open: OpenCount[]
}

/** The call that wrote a text (aliases: r, g). A control was written by nobody anew. */
export const writtenBy = Prisma.sql`r.author_kind = 'MODEL' and not r.control and g.id = r.author_id`

/** Texts that tell apart what is known of their writing, each with what a group needs of it (aliases: r, g, p). */
const PARTS = {
  notByModel: {
    which: Prisma.sql`r.author_kind <> 'MODEL'`,
    kinds: Prisma.sql`false as demo, null::uuid as run_id, null::uuid as prompt_version_id`,
    calls: Prisma.empty,
  },
  byModel: {
    which: Prisma.sql`r.author_kind = 'MODEL' and not r.control`,
    kinds: Prisma.sql`r.attempt > 1 and coalesce(p.preset = 'demo', false) as demo, g.run_id, g.prompt_version_id`,
    calls: Prisma.sql`left join generations g on g.id = r.author_id left join provider_keys p on p.id = g.provider_id`,
  },
  control: {
    which: Prisma.sql`r.author_kind = 'MODEL' and r.control`,
    kinds: Prisma.sql`${byDemoModel()} as demo, null::uuid as run_id, null::uuid as prompt_version_id`,
    calls: Prisma.empty,
  },
}

const groupPart = (
  projectId: string,
  stage: ItemStage,
  { which, kinds, calls }: (typeof PARTS)['control'],
) => Prisma.sql`
  select e.queue_id, e.status = 'CLOSED' and ${stands('e')} as closed, i.category_id, i.origin, i.intent,
    r.author_kind, least(r.attempt, 2) as attempt, r.control, ${kinds}, e.accepts, e.rejects, e.edits, e.abstains,
    e.ambiguous, e.full_overlap, e.first_accepts, count(*)::int as items
  from queue_entries e
  join items i on i.id = e.item_id and i.stage = ${stage}::"Stage" and i.archived_at is null
  join revisions r on r.id = e.revision_id and ${which}
  ${calls}
  where e.project_id = ${projectId}::uuid and ${speaks('FIGURES')}
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18`

/**
 * Votes by pattern over the curation entries of a project, what is open beside them: aggregated by the database in one
 * pass over the entries' own counts, names joined to groups and not to rows. One entry a text speaks; judgments that can
 * still be taken back count as open, for every reader alike. Null to those who may not read the project.
 *
 * Each part asks for what it needs of the calls that wrote its texts and for nothing else, so that the database can count
 * in parallel where it scans (a subquery in what is grouped by keeps it from that).
 */
export async function findQuality(
  ctx: Ctx,
  projectId: string,
  stage: ItemStage = 'CHAIN',
): Promise<QualityData | null> {
  if (!canRead(factsFor(ctx.actor, projectId))) return null
  const part = (name: keyof typeof PARTS) => groupPart(projectId, stage, PARTS[name])
  const rows = await ctx.db.$queryRaw<(Omit<VotePattern, 'group'> & Kind & { closed: boolean })[]>`
    with grouped as (${part('notByModel')} union all ${part('byModel')} union all ${part('control')})
    select top.id as "categoryId", coalesce(top.title, 'No category') as category, g.origin::text, g.intent::text,
      q.purpose::text, g.author_kind::text as author, g.attempt, g.control, g.demo, g.closed, run.model,
      g.prompt_version_id as "promptVersionId", prompt.task || ' ' || prompt.label as prompt, q.slots,
      ${votesOf('ACCEPT', 'g')} as accepts,
      ${votesOf('REJECT', 'g')} as rejects,
      g.abstains, g.ambiguous, q.ambiguous_counts_as::text as "ambiguousAs", g.full_overlap as "fullOverlap",
      g.first_accepts as "firstAccepts", sum(g.items)::int as items
    from grouped g
    join review_queues q on q.id = g.queue_id
    left join categories c on c.id = g.category_id
    left join categories top on top.id = coalesce(c.parent_id, c.id)
    left join generation_runs run on run.id = g.run_id
    left join prompt_versions prompt on prompt.id = g.prompt_version_id
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21
    order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21`
  return {
    patterns: withGroup(rows.filter(({ closed }) => closed)).map(({ closed: _, ...pattern }) => pattern),
    open: withGroup(rows.filter(({ closed }) => !closed)).map(
      ({ categoryId, origin, intent, group, model, promptVersionId, prompt, items }) => ({
        ...{ categoryId, origin, intent, group, model, promptVersionId, prompt, items },
      }),
    ),
  }
}

/** Which items a figure is about; every field narrows. */
export interface FigureFilter {
  /** Chains unless told. */
  stage?: ItemStage
  group: RateGroup
  /** A top category; 'none' for items without one. */
  categoryId?: string
  origin?: ItemOrigin
  intent?: ItemIntent
  model?: string
  promptVersionId?: string
  /** Judgments an entry got, abstentions included. */
  reviewers?: number
  /** Accepts and rejects together: 2 for the items that agreement is about. */
  votesAtLeast?: number
  accepts?: number
  rejects?: number
  abstains?: number
  /** Only those that passed. */
  pass?: Pass
}

/** By the majority, by all votes, or by all votes of an item that always gets all its judgments. */
export type Pass = 'majority' | 'all' | 'full'

export const matchesFigure = (pattern: VotePattern, filter: FigureFilter) =>
  pattern.group === filter.group &&
  (filter.categoryId === undefined || (pattern.categoryId ?? 'none') === filter.categoryId) &&
  (filter.origin === undefined || pattern.origin === filter.origin) &&
  (filter.intent === undefined || pattern.intent === filter.intent) &&
  (filter.model === undefined || pattern.model === filter.model) &&
  (filter.promptVersionId === undefined || pattern.promptVersionId === filter.promptVersionId) &&
  (filter.reviewers === undefined || pattern.accepts + pattern.rejects + pattern.abstains === filter.reviewers) &&
  (filter.votesAtLeast === undefined || pattern.accepts + pattern.rejects >= filter.votesAtLeast) &&
  (filter.accepts === undefined || pattern.accepts === filter.accepts) &&
  (filter.rejects === undefined || pattern.rejects === filter.rejects) &&
  (filter.abstains === undefined || pattern.abstains === filter.abstains)
