import { INTENTS } from '@/lib/core/item/filter'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { canRead } from '@/lib/core/policy/policies'
import { type NoPairWhy, type PairFacts, whyNoPair } from '@/lib/core/review/preference-pair'
import { Prisma } from '@/lib/data/client'
import { type Ctx, factsFor } from '@/lib/services/context'
import { isBlind, loadItemScope } from './item-scope'
import { mayBeJudged } from './item-where'
import { byDemoModel, speaks, stands } from './speaking-entry'

/** A rejected and the accepted text of one item; the texts themselves are read by the item's own rules. */
export interface PreferencePair {
  itemId: string
  number: number
  stage: PairFacts['stage']
  rejectedId: string
  rejected: number
  acceptedId: string
  accepted: number
  /** The demo model wrote one of them. */
  demo: boolean
}

export interface PairCounts {
  pairs: number
  items: number
  /** Apart: the demo model wrote one of the texts. */
  demo: number
  leftOut: Record<NoPairWhy, number>
}

interface PairScope {
  projectId: string
  stage?: PairFacts['stage']
  itemId?: string
}

/** Pairs of a project, or of one item, by item number. Null to those who may not read the project. */
export async function listPreferencePairs(
  ctx: Ctx,
  of: PairScope & { after?: number; limit?: number },
): Promise<PreferencePair[] | null> {
  if (!canRead(factsFor(ctx.actor, of.projectId))) return null
  return ctx.db.$queryRaw<PreferencePair[]>`
    with pair as (${await pairs(ctx, of)})
    select "itemId", number, stage, "rejectedId", rejected, "acceptedId", accepted, demo from pair
    where kind = any(${ALLOWED}::text[]) and number > ${of.after ?? 0}::int
    order by number, rejected limit ${of.limit ?? 100}::int`
}

/** How many there are, the demo model's apart, and what is left out and why. */
export async function countPreferencePairs(ctx: Ctx, of: PairScope): Promise<PairCounts | null> {
  if (!canRead(factsFor(ctx.actor, of.projectId))) return null
  const rows = await ctx.db.$queryRaw<{ kind: string; demo: boolean; pairs: number; items: number }[]>`
    with pair as (${await pairs(ctx, of)})
    select kind, demo, count(*)::int as pairs, count(distinct "itemId")::int as items from pair group by 1, 2`
  const counts: PairCounts = { pairs: 0, items: 0, demo: 0, leftOut: { quarantined: 0, harmfulResponse: 0 } }
  for (const { kind, demo, pairs, items } of rows) {
    const why = KINDS.get(kind)
    if (why) counts.leftOut[why] += pairs
    else if (demo) counts.demo += pairs
    else {
      counts.pairs += pairs
      counts.items += items
    }
  }
  return counts
}

/** Every kind of item, by its key in SQL, with why it gives no pairs. */
const KINDS = new Map(
  (Object.keys(ITEM_LISTS) as PairFacts['stage'][]).flatMap((stage) =>
    INTENTS.flatMap((intent) =>
      ([null, 'BENIGN', 'HARMFUL'] as const).flatMap((split) =>
        [false, true].map(
          (quarantined) =>
            [
              [stage, intent, split ?? '', quarantined].join('.'),
              whyNoPair({ stage, intent, split, quarantined }),
            ] as const,
        ),
      ),
    ),
  ),
)
const ALLOWED = [...KINDS].filter(([, why]) => why === null).map(([key]) => key)

/** Verdicts that can still be taken back give none; nor, for those who judge, do items that they may still judge. One rejected text counts once, however often it was judged. */
async function pairs(ctx: Ctx, { projectId, stage, itemId }: PairScope): Promise<Prisma.Sql> {
  const { optedOut } = await loadItemScope(ctx, { projectId, stage: stage ?? 'CHAIN' })
  const blind = isBlind(ctx.actor, projectId)
  return Prisma.sql`
    select distinct on (i.number, rejected.content_hash) i.id as "itemId", i.number, i.stage::text as stage,
      rejected.id as "rejectedId", rejected.number as rejected, accepted.id as "acceptedId", accepted.number as accepted,
      i.origin = 'DEMO_MODEL' or ${byDemoModel('accepted')} or ${byDemoModel('rejected')} as demo,
      concat_ws('.', i.stage, i.intent, coalesce(i.split::text, ''), i.quarantined::text) as kind
    from items i
    join revisions accepted on accepted.id = i.accepted_revision_id
    join revisions rejected on rejected.item_id = i.id and rejected.content_hash <> accepted.content_hash
    join queue_entries e on e.revision_id = rejected.id and e.verdict = 'FAILED' and ${speaks('VERDICT')}
    where i.project_id = ${projectId}::uuid and i.archived_at is null
      and ${stage ? Prisma.sql`i.stage = ${stage}::"Stage"` : Prisma.sql`true`}
      and ${itemId ? Prisma.sql`i.id = ${itemId}::uuid` : Prisma.sql`true`}
      and (i.category_id is null or i.category_id <> all(${[...optedOut]}::uuid[]))
      and not exists (select from queue_entries e where e.item_id = i.id and e.curation and e.status = 'CLOSED'
        and not ${stands('e')})
      and ${blind ? Prisma.sql`not ${mayBeJudged}` : Prisma.sql`true`}
    order by i.number, rejected.content_hash, rejected.number`
}
