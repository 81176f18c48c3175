import type { Tx } from '@/lib/data/client'

/** Texts of masked items that somebody asked for, as part of what they were shown that day. */
export async function recordExposures(
  tx: Tx,
  of: { projectId: string; userId: string; severity: number | null; revisionIds: readonly string[] },
): Promise<void> {
  await tx.$executeRaw`
    insert into exposures (project_id, user_id, revision_id, day, harmful, severity, revealed)
    select ${of.projectId}::uuid, ${of.userId}::uuid, r.id, (now() at time zone 'utc')::date, i.intent <> 'BENIGN',
      ${of.severity}::int, true
    from revisions r join items i on i.id = r.item_id
    where r.id = any(${[...new Set(of.revisionIds)]}::uuid[])
    on conflict (user_id, project_id, day, revision_id) do update set revealed = true`
}
