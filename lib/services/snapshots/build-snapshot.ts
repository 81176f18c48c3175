import { createHash } from 'node:crypto'
import type pg from 'pg'
import { hashedPiece } from '@/lib/core/snapshot/hash'
import { type SnapshotSpec, snapshotSpecSchema } from '@/lib/core/snapshot/spec'
import { CopyWriter } from '@/lib/data/copy-writer'
import { writeAuditRaw } from '../audit'
import type { Ctx } from '../context'
import { tellWebhooksRaw } from '../webhooks/tell-webhooks'
import { trackBuild } from './build-progress'
import { type ChosenRows, chooseRows, type KeptLine } from './choose-rows'
import { inOneState } from './in-one-state'
import { stagePairs } from './stage-pairs'

interface BuildingRow {
  projectId: string
  number: number
  name: string
  spec: unknown
  blind: boolean
  createdById: string | null
}

/**
 * Freezes a snapshot that was asked to be frozen: rows, hash, what was left out, and the mark on every verdict that it
 * used, in one transaction on one state of the database. Killed at any point it leaves nothing, and runs again.
 */
export async function buildSnapshot(ctx: Ctx, snapshotId: string, signal?: AbortSignal): Promise<void> {
  const progress = trackBuild(ctx.db, snapshotId, signal)
  try {
    await inOneState(ctx.db, snapshotId, async (client) => {
      const { rows } = await client.query<BuildingRow>(
        `select project_id as "projectId", number, name, spec, blind, created_by_id as "createdById" from snapshots
         where id = $1 and status = 'BUILDING'`,
        [snapshotId],
      )
      const building = rows[0]
      if (building) await build(client, ctx, { ...building, snapshotId }, progress.report)
    })
  } finally {
    await progress.stop()
  }
}

type Report = ReturnType<typeof trackBuild>['report']

async function build(client: pg.Client, ctx: Ctx, input: BuildingRow & { snapshotId: string }, onProgress: Report) {
  const { snapshotId, projectId, blind } = input
  const spec: SnapshotSpec = snapshotSpecSchema.parse(input.spec)
  await client.query(STAGING)
  const chosen = await chooseRows(client, {
    ...{ projectId, spec, blind, snapshotId, onProgress },
    keep: (lines) => stage(client, lines),
  })
  if (chosen.rows.length === 0)
    return giveUp(client, snapshotId, 'Nothing is left to freeze: no row passed all checks.')
  onProgress('WRITING', 0, chosen.rows.length)
  await stageChoice(client, chosen)
  await client.query(PLACE, [snapshotId])
  const { demoModel } = spec.passed
  const pairs = spec.stage === 'RESPONSE' ? await stagePairs(client, { snapshotId, blind, demoModel }) : null
  const hash = await hashOf(client)
  await client.query(USE)
  await client.query(
    `update snapshots set status = 'FROZEN', frozen_at = now(), report = $2, rows = $3, hash = $4, error = null where id = $1`,
    [snapshotId, JSON.stringify({ ...chosen.report, pairs }), chosen.rows.length, hash],
  )
  await writeAuditRaw(client, ctx, {
    action: 'snapshot.frozen',
    projectId,
    target: { kind: 'snapshot', id: snapshotId },
    data: { rows: chosen.rows.length, hash, requestedBy: input.createdById },
  })
  const { number, name } = input
  const told = { number, name, stage: spec.stage, rows: chosen.rows.length, hash }
  await tellWebhooksRaw(client, { projectId, event: 'snapshot.frozen', data: told })
}

const STAGING = `
  create temp table staged_line (index int, item_id uuid, item_number int, revision_id uuid, entry_id uuid, content_hash text,
    side text, votes jsonb, label text, line text, line_hash text) on commit drop;
  create temp table staged_choice (index int, position int, part text) on commit drop`

const COLUMNS = 'index item_id item_number revision_id entry_id content_hash side votes label line line_hash'.split(' ')

async function stage(client: pg.Client, lines: readonly KeptLine[]): Promise<void> {
  const copy = new CopyWriter(client, 'staged_line', COLUMNS)
  for (const { index, row, line, lineHash } of lines) {
    const votes = JSON.stringify({ ...row.votes, adjudicated: row.settled === 'ADJUDICATED', rule: row.rule })
    await copy.row([
      ...[index, row.id, row.number, row.revision_id, row.entry_id, row.content_hash, row.side, votes, row.label],
      ...[line, lineHash],
    ])
  }
  await copy.end()
}

async function stageChoice(client: pg.Client, { rows }: ChosenRows): Promise<void> {
  const copy = new CopyWriter(client, 'staged_choice', ['index', 'position', 'part'])
  let position = 0
  for (const { index, part } of rows) await copy.row([index, position++, part])
  await copy.end()
  await client.query('analyze staged_line, staged_choice')
}

const PLACE = `
  insert into snapshot_rows (snapshot_id, position, part, item_id, item_number, revision_id, content_hash, side, votes, label,
    line, line_hash)
  select $1, position, part::"SnapshotPart", item_id, item_number, revision_id, content_hash, side::"Intent", votes, label,
    line, line_hash
  from staged_choice join staged_line using (index) order by position`

/** From now on the votes behind these rows stand. */
const USE = `
  update queue_entries e set used_at = now() from staged_choice join staged_line using (index)
  where e.id = staged_line.entry_id and e.used_at is null`

async function hashOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ part: 'TRAIN' | 'VALIDATION' | 'TEST'; hash: string }>(
    'select part, line_hash as hash from staged_choice join staged_line using (index) order by position',
  )
  const hash = createHash('sha256')
  for (const row of rows) hash.update(hashedPiece(row.part, row.hash))
  return hash.digest('hex')
}

const giveUp = (client: pg.Client, snapshotId: string, why: string) =>
  client.query(`update snapshots set status = 'FAILED', error = $2 where id = $1`, [snapshotId, why])
