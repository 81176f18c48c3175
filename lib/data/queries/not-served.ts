import { Prisma } from '@/lib/data/client'
import { expectedOutcome, keptFromReview } from './response-facts'

/** Why no queue may serve an item's current text, as the branches of a CASE that is null where one may (aliases: i item, r its current revision). */
export function notServed(stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'): Prisma.Sql {
  const unsettled = stage === 'RESPONSE' ? Prisma.sql`when ${expectedOutcome} is null then 'unsettled'` : Prisma.empty
  return Prisma.sql`
        when i.current_revision_id is null then 'withoutText'
        when ${keptFromReview} then 'quarantined'
        ${unsettled}
        when i.flagged then 'flagged'`
}
