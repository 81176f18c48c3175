import type { ItemStage } from '@/lib/core/item/lists'
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

/** An item's current text passed, as the reader may read it, and it is not stale; or it has no verdict yet (alias i). */
const standing = (blind: boolean) => {
  const verdict = shownVerdict(blind)
  return {
    accepted: Prisma.sql`(${verdict} = 'PASSED' and not i.stale)`,
    waiting: Prisma.sql`(${verdict} in ('OPEN', 'CONTESTED') and not i.stale)`,
  }
}

/** Items of a stage as figures of balance need them. `fate`: why it counts nowhere, null where it does. */
export const itemsOf = (scope: BalanceScope, stage: ItemStage) => {
  const { accepted, waiting } = standing(scope.blind)
  return Prisma.sql`select i.id, i.number, i.parent_id, i.category_id, i.intent, ${settled(scope.blind)} as settled,
      i.step_count, i.source is not null as third_party, ${stage === 'CHAIN' ? Prisma.sql`i.step_key` : Prisma.sql`null`} as step_key,
      ${excluded(scope)} as fate, ${accepted} as accepted, ${waiting} as waiting
    from items i where ${inSight(scope)} and i.stage = ${stage}::"Stage"`
}

/** What the accepted items that count name. */
export const acceptedNames = (scope: BalanceScope) => Prisma.sql`select i.stage, i.step_key,
    case when i.stage = 'INSTRUCTION' then i.tool_names else '{}' end as tool_names
  from items i where ${inSight(scope)} and ${standing(scope.blind).accepted} and ${excluded(scope)} is null`
