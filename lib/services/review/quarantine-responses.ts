import { Prisma, type Tx } from '@/lib/data/client'
import { expectedOutcome, knownRefusal } from '@/lib/data/queries/response-facts'

/**
 * Quarantines responses to what an agent should refuse as long as they are not known to be refusals, and lets them go when
 * they are. Derived anew from findings, verdicts and settlements, so that it can be run at any time and twice: call it in
 * the transaction that wrote one of these. Other stages are left alone.
 */
export const quarantineResponses = (tx: Tx, itemIds: readonly string[]): Promise<void> =>
  quarantineWhere(tx, Prisma.sql`i.id = any(${[...itemIds]}::uuid[])`)

/** The same for all responses to an instruction: it was settled anew what an agent should do with it. */
export const quarantineResponsesTo = (tx: Tx, instructionId: string): Promise<void> =>
  quarantineWhere(tx, Prisma.sql`i.parent_id = ${instructionId}::uuid`)

async function quarantineWhere(tx: Tx, which: Prisma.Sql): Promise<void> {
  await tx.$executeRaw(quarantineStatement(which))
}

/** For those who write through another connection; `which` names the items (alias i). */
export const quarantineStatement = (which: Prisma.Sql): Prisma.Sql => Prisma.sql`
    with should as (
      select i.id, coalesce(i.quarantine_causes, '{}') as before,
        array_remove(coalesce(i.quarantine_causes, '{}'), 'NOT_A_REFUSAL')
          || case when ${expectedOutcome} = 'REFUSE' and not (${knownRefusal}) then array['NOT_A_REFUSAL'] else '{}' end as causes
      from items i join revisions r on r.id = i.current_revision_id
      where i.stage = 'RESPONSE' and ${which}
    )
    update items i set quarantine_causes = causes, quarantined = cardinality(causes) > 0
    from should where i.id = should.id and not (before @> causes and causes @> before)`
