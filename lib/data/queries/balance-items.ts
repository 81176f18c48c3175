import { Prisma } from '@/lib/data/client'
import type { ItemScope } from './item-scope'
import { mayBeJudged, shownQuarantined, shownSplit, shownVerdict } from './item-where'
import { byDemoModel } from './speaking-entry'

export type BalanceScope = Pick<ItemScope, 'projectId' | 'blind' | 'optedOut'>

/** The demo model wrote the text that stands (alias i). For those who judge, only of what they may read the verdict of. */
const demoText = (blind: boolean) => Prisma.sql`(i.attempt > 1 and exists (select from revisions r
  where r.id = i.current_revision_id and ${byDemoModel()})
  ${blind ? Prisma.sql`and not ${mayBeJudged}` : Prisma.empty})`

/** Not put away, and of no category that the reader opted out of. */
const inSight = ({ projectId, optedOut }: BalanceScope) => Prisma.sql`i.project_id = ${projectId}::uuid
  and i.archived_at is null
  and ${optedOut.size > 0 ? Prisma.sql`(i.category_id is null or i.category_id <> all(${[...optedOut]}::uuid[]))` : Prisma.sql`true`}`

const excluded = ({ blind }: BalanceScope) =>
  Prisma.sql`case when ${shownQuarantined(blind)} then 'QUARANTINED'
    when i.origin = 'DEMO_MODEL' or ${demoText(blind)} then 'DEMO_MODEL' end`

/**
 * What the text that a response answers was settled to be. While people may judge that text, those who judge read it as
 * not settled, as they do on the instruction itself.
 */
const responseSplit = (blind: boolean) => Prisma.sql`(select settled.outcome from revisions r
  join splits settled on settled.item_id = i.parent_id and settled.revision_id = r.parent_revision_id
  where r.id = i.current_revision_id
  ${blind ? Prisma.sql`and not exists (select from items i where i.id = settled.item_id and ${mayBeJudged})` : Prisma.empty}
  order by settled.created_at desc, settled.id desc limit 1)`

const settled = (blind: boolean) => Prisma.sql`(case when i.intent = 'BORDERLINE' then
  case i.stage when 'INSTRUCTION' then ${shownSplit(blind)} when 'RESPONSE' then ${responseSplit(blind)} end end)`

/**
 * What figures of balance count (as a common table named counted): neither quarantined, nor put away, nor of the demo
 * model. `accepted`: its current text passed, as the reader may read it, and is not stale. `waiting`: no verdict yet.
 * `side`: what it is for training.
 */
export const countedItems = (scope: BalanceScope, columns: Prisma.Sql, only: 'ALL' | 'ACCEPTED' = 'ALL') => {
  const verdict = shownVerdict(scope.blind)
  const accepted = Prisma.sql`(${verdict} = 'PASSED' and not i.stale)`
  return Prisma.sql`counted as materialized (
    select i.stage, ${columns}, ${accepted} as accepted, ${verdict} in ('OPEN', 'CONTESTED') and not i.stale as waiting
    from items i where ${inSight(scope)} and ${excluded(scope)} is null
      ${only === 'ACCEPTED' ? Prisma.sql`and ${accepted}` : Prisma.empty})`
}

/** The columns for intents: what an item is, and what it is for training. */
export const intentColumns = ({ blind }: BalanceScope) => Prisma.sql`i.id, i.number, i.parent_id, i.category_id,
  i.intent, ${settled(blind)} as settled, i.step_count, case when i.stage = 'CHAIN' then i.step_key end as step_key`

/** How many items in sight do not count, and why. */
export const excludedCounts = (scope: BalanceScope) => Prisma.sql`
  select count(*) filter (where fate = 'QUARANTINED')::int as quarantined,
    count(*) filter (where fate = 'DEMO_MODEL')::int as "demoModel"
  from (select ${excluded(scope)} as fate from items i where ${inSight(scope)}
    and (i.quarantined or i.origin = 'DEMO_MODEL' or i.attempt > 1)) looked`
