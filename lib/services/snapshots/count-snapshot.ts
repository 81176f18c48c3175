import { type SnapshotSpec, snapshotSpecSchema } from '@/lib/core/snapshot/spec'
import type { Ctx } from '../context'
import { trackBuild } from './build-progress'
import { chooseRows } from './choose-rows'
import { inOneState } from './in-one-state'

interface DraftRow {
  projectId: string
  spec: unknown
  blind: boolean
  edition: number
}

/** Counts what a draft would hold and leave out. Run twice it does the same again; a draft that was changed since is counted by its own job. */
export async function countSnapshot(
  ctx: Ctx,
  snapshotId: string,
  edition: number,
  signal?: AbortSignal,
): Promise<void> {
  const progress = trackBuild(ctx.db, snapshotId, signal)
  try {
    await inOneState(ctx.db, snapshotId, async (client) => {
      const { rows } = await client.query<DraftRow>(
        `select project_id as "projectId", spec, blind, edition from snapshots where id = $1 and status = 'DRAFT'`,
        [snapshotId],
      )
      const draft = rows[0]
      if (!draft || draft.edition !== edition) return
      const spec: SnapshotSpec = snapshotSpecSchema.parse(draft.spec)
      const { projectId, blind } = draft
      const { report } = await chooseRows(client, { projectId, spec, blind, snapshotId, onProgress: progress.report })
      await client.query('update snapshots set report = $2, rows = $3 where id = $1', [
        snapshotId,
        JSON.stringify(report),
        report.rows,
      ])
    })
  } finally {
    await progress.stop()
  }
}
