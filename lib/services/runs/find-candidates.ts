import type { ItemFilter } from '@/lib/core/item/filter'
import type { ItemStage } from '@/lib/core/item/lists'
import type { TaskTarget } from '@/lib/core/run/targets'
import { Prisma, type Tx } from '@/lib/data/client'
import { loadItemScope } from '@/lib/data/queries/item-scope'
import { allOf, whereBase, whereFilter } from '@/lib/data/queries/item-where'
import { stands } from '@/lib/data/queries/speaking-entry'
import type { Actor } from '../context'
import { quarantinedBut } from './hold-expected'

/** An item that a run may be about. No payload: steps come from its step key. */
export interface Candidate {
  itemId: string
  categoryId: string | null
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
  verdict: 'OPEN' | 'PASSED' | 'FAILED' | 'CONTESTED'
  currentRevisionId: string | null
  acceptedRevisionId: string | null
  stepKey: string
  stale: boolean
  quarantined: boolean
  flagged: boolean
  /** Its current text has an open entry. */
  beingJudged: boolean
  /** A run that is not over is about its current text. */
  inRun: boolean
  /** What the text that a task would take was settled as, where it is borderline; of a response, the text that it answers. */
  split: 'HARMFUL' | 'BENIGN' | null
  /** A judge said that there is nothing to judge: it was an error, or cut off. */
  again: boolean
  /** Its parent's accepted text, where that is not the one that its current text was made for. */
  newParentRevisionId: string | null
  parentStepKey: string | null
}

/** The items of a filter or a selection, in the order of their numbers. What somebody opted out of is kept from them, not from a run. */
export async function findCandidates(
  tx: Tx,
  actor: Actor,
  of: { projectId: string; stage: ItemStage; text: TaskTarget['text'] },
  chosen: { itemIds?: string[]; filter?: ItemFilter },
): Promise<Candidate[]> {
  const scope = { ...(await loadItemScope({ actor, db: tx }, of)), optedOut: new Set<string>() }
  const conditions = [
    ...(chosen.itemIds ? [Prisma.sql`i.id = any(${chosen.itemIds}::uuid[])`] : []),
    ...whereFilter(chosen.filter ?? {}, scope),
  ]
  return tx.$queryRaw<Candidate[]>`
    select i.id as "itemId", i.category_id as "categoryId", i.intent::text, i.verdict::text,
      i.current_revision_id as "currentRevisionId", i.accepted_revision_id as "acceptedRevisionId", i.step_key as "stepKey",
      i.stale, ${quarantinedBut} as quarantined, i.flagged,
      (select s.outcome::text from splits s where s.revision_id = case when i.stage = 'RESPONSE' then
          case when i.stale then coalesce(parent.accepted_revision_id, pinned.parent_revision_id) else pinned.parent_revision_id end
        when ${of.text === 'ACCEPTED'} then i.accepted_revision_id else i.current_revision_id end
        order by s.created_at desc, s.id desc limit 1) as split,
      ${saidAgain} as again,
      ${beingJudged(scope.blind)} as "beingJudged",
      ${inLiveRun} as "inRun",
      case when parent.accepted_revision_id is distinct from pinned.parent_revision_id then parent.accepted_revision_id end
        as "newParentRevisionId",
      parent.step_key as "parentStepKey"
    from items i
    left join items parent on parent.id = i.parent_id
    left join revisions pinned on pinned.id = i.current_revision_id
    where ${whereBase(scope)} and ${allOf(conditions)}
    order by i.number`
}

/** Judges of a response said that there is nothing to judge, and it is to be made again (alias i). */
export const saidAgain = Prisma.sql`(i.stage = 'RESPONSE' and exists (select from judgments j
  where j.revision_id = i.current_revision_id and j.label in ('error', 'truncated') and j.counted
    and j.withdrawn_at is null and j.superseded_at is null))`

/** A run that is not over has the item's current text (alias i) to write again. */
export const inLiveRun = Prisma.sql`exists (select from generations g join generation_runs r on r.id = g.run_id
  where g.item_id = i.id and g.revision_id = i.current_revision_id and g.task like 'regenerate-%'
    and r.status in ('RUNNING', 'PAUSED') and g.state in ('WAITING', 'QUEUED', 'CALLING', 'ANSWERED'))`

/**
 * For those who judge, what is open in any queue, and what its judges can still take back: else a plan would tell them a
 * verdict that they do not see yet.
 */
const beingJudged = (blind: boolean) =>
  blind
    ? Prisma.sql`exists (select from queue_entries e where e.item_id = i.id and (e.status in ('OPEN', 'HELD')
        or e.curation and e.status = 'CLOSED' and not ${stands('e')}))`
    : Prisma.sql`exists (select from queue_entries e where e.revision_id = i.current_revision_id and e.curation
        and e.status in ('OPEN', 'HELD'))`
