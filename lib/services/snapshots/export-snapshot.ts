import type pg from 'pg'
import type { WrittenFormat } from '@/lib/core/export/format'
import { DATASET_FORMATS } from '@/lib/core/export/registry'
import { type FormatReport, FormatTally } from '@/lib/core/export/report'
import { canCurate } from '@/lib/core/policy/policies'
import { BrokenLine, type Delivery, findDelivery, readFrozen, recordOf } from '@/lib/core/snapshot/delivery'
import type { Part, SnapshotStage } from '@/lib/core/snapshot/spec'
import { sha256 } from '@/lib/data/hash'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction, isSystem } from '../context'
import { notFound, ServiceError } from '../errors'
import { copyLines, readLines } from './read-lines'

export interface ExportInput {
  projectId: string
  number: number
  format: string
  /** Null: all rows, in the snapshot's order. */
  part: Part | null
}

export interface ExportedFile {
  delivery: Delivery
  snapshot: { id: string; number: number; stage: SnapshotStage; hash: string; rows: number }
  /** Pieces of the file, in order. Ends by an error when the database fails half-way: then the file must not be kept. */
  pieces: AsyncGenerator<Buffer | string, FormatReport>
}

/**
 * A frozen snapshot, or one part of it, in one format. Same snapshot, same bytes. Checks and audits first, so that a refusal
 * comes before the first byte; whoever takes it out has its votes, and is given none of its rows in a later audit.
 */
export async function exportSnapshot(
  ctx: Ctx,
  { projectId, number, format, part }: ExportInput,
): Promise<ExportedFile> {
  if (!canCurate(factsFor(ctx.actor, projectId))) throw notFound('snapshot')
  const snapshot = await ctx.db.snapshot.findUnique({ where: { projectId_number: { projectId, number } } })
  if (!snapshot) throw notFound('snapshot')
  const { id, status, stage, hash, rows } = snapshot
  if (status === 'BROKEN') {
    throw new ServiceError('conflict', 'A purge took the text of one of its rows: it cannot be handed out any more.')
  }
  if (status !== 'FROZEN' || hash === null) {
    throw new ServiceError('conflict', 'This snapshot is not frozen yet. Freeze it, then take it out.')
  }
  const delivery = findDelivery(stage, format)
  if (!delivery) throw new ServiceError('invalid', `There is no such format for ${stage.toLowerCase()} rows.`)
  await inTransaction(ctx, async (tx) => {
    if (!isSystem(ctx.actor)) {
      const judging = await tx.certificate.count({
        where: { snapshotId: id, status: 'OPEN', queueId: { in: await queuesOf(ctx, projectId) } },
      })
      if (judging > 0) {
        throw new ServiceError(
          'conflict',
          'You judge in an audit of this snapshot, and the file would show you the earlier votes. Take it out when the audit is over.',
        )
      }
    }
    await writeAudit(tx, ctx, {
      action: 'snapshot.export',
      projectId,
      target: { kind: 'snapshot', id },
      data: { number, format, part },
    })
  })
  return { delivery, snapshot: { id, number, stage, hash, rows }, pieces: write(ctx, { id, stage, delivery, part }) }
}

async function queuesOf(ctx: Ctx, projectId: string): Promise<string[]> {
  if (isSystem(ctx.actor)) return []
  const given = await ctx.db.queueReviewer.findMany({
    where: { userId: ctx.actor.userId, queue: { projectId, purpose: 'AUDIT' } },
    select: { queueId: true },
  })
  return given.map(({ queueId }) => queueId)
}

interface WriteInput {
  id: string
  stage: SnapshotStage
  delivery: Delivery
  part: Part | null
}

async function* write(ctx: Ctx, input: WriteInput): AsyncGenerator<Buffer | string, FormatReport> {
  const { connectRaw } = await import('@/lib/data/raw')
  const client = await connectRaw(ctx.db, 'plumbline export')
  try {
    await client.query('begin isolation level repeatable read read only')
    // A purge since the check would be a hole in the file; it says so in the transaction that takes the line.
    const whole = `select 1 from snapshots where id = $1 and status = 'FROZEN'`
    if ((await client.query(whole, [input.id])).rowCount !== 1) {
      throw new ServiceError('conflict', 'A purge took the text of one of its rows: it cannot be handed out any more.')
    }
    const report = yield* input.delivery.name === 'plumbline-jsonl'
      ? writeLines(client, input)
      : writeFormat(client, input, input.delivery.name)
    await client.query('commit')
    return report
  } finally {
    await client.end().catch(() => {})
  }
}

async function* writeLines(client: pg.Client, { id, part }: WriteInput): AsyncGenerator<Buffer, FormatReport> {
  let written = 0
  for await (const chunk of copyLines(client, { snapshotId: id, part })) {
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) written += 1
    yield chunk
  }
  return { written, leftOut: [], notes: [] }
}

async function* writeFormat(
  client: pg.Client,
  { id, stage, part }: WriteInput,
  name: WrittenFormat,
): AsyncGenerator<string, FormatReport> {
  const format = DATASET_FORMATS[name]
  const writer = format.open()
  const tally = new FormatTally()
  const begin = writer.begin()
  if (begin !== '') yield begin
  for await (const rows of readLines(client, { snapshotId: id, part, grouped: format.takes === 'CHAIN' })) {
    let text = ''
    for (const { line, lineHash } of rows) {
      if (sha256(line) !== lineHash) throw new BrokenLine('A row’s hash is another than when it was frozen.')
      const frozen = readFrozen(stage, line)
      const answer = writer.row(recordOf(frozen, format.takes))
      tally.add(answer, frozen.item ?? '')
      if (answer.ok) text += answer.text
    }
    if (text !== '') yield text
  }
  const end = writer.end()
  if (end !== '') yield end
  return tally.report
}
