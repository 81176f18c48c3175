import type pg from 'pg'
import type { DatasetRecord, FormatChecks, WrittenFormat } from '@/lib/core/export/format'
import type { PlumblineResponse } from '@/lib/core/export/plumbline-jsonl'
import { DATASET_FORMATS } from '@/lib/core/export/registry'
import { type FormatReport, FormatTally } from '@/lib/core/export/report'
import { WideJudgments } from '@/lib/core/export/rows/judgments'
import { makePair } from '@/lib/core/record/pair'
import { fromResponse } from '@/lib/core/record/response'
import { BrokenLine, type Delivery, type FrozenLine, readFrozen, recordOf } from '@/lib/core/snapshot/delivery'
import type { Part, SnapshotStage } from '@/lib/core/snapshot/spec'
import type { PrismaClient } from '@/lib/data/client'
import { sha256 } from '@/lib/data/hash'
import { broken } from './open-snapshot'
import { writeParquet } from './parquet-file'
import { copyLines, type FrozenText, readLines, readPairs } from './read-lines'

export interface FileAsked {
  snapshotId: string
  stage: SnapshotStage
  delivery: Delivery
  part: Part | null
  /** With them the report also says which arguments do not fit their schema; the bytes are the same without. */
  checks?: FormatChecks
}
export type Pieces = AsyncGenerator<Buffer | string, FormatReport>

/** Reads a snapshot on a connection of its own, in one state of the database, which it has to be whole in. */
export async function* readingWhole<T, R>(
  db: PrismaClient,
  snapshotId: string,
  write: (client: pg.Client) => AsyncGenerator<T, R>,
): AsyncGenerator<T, R> {
  const { connectRaw } = await import('@/lib/data/raw')
  const client = await connectRaw(db, 'plumbline export')
  try {
    await client.query('begin isolation level repeatable read read only')
    // A million rows sorted before the first leaves; the primary key has them in order.
    await client.query('set local enable_sort = off')
    // A purge since the check would be a hole in the file; it says so in the transaction that takes the line.
    const whole = `select 1 from snapshots where id = $1 and status = 'FROZEN'`
    if ((await client.query(whole, [snapshotId])).rowCount !== 1) throw broken()
    const result = yield* write(client)
    await client.query('commit')
    return result
  } finally {
    await client.end().catch(() => {})
  }
}

/** A frozen text as what it says, once its hash was held against it. */
export function verified(stage: SnapshotStage, { line, lineHash }: FrozenText): FrozenLine {
  if (sha256(line) !== lineHash) throw new BrokenLine('A row’s hash is another than when it was frozen.')
  return readFrozen(stage, line)
}

/** The file of one format. Same snapshot, same bytes. */
export function writeRows(client: pg.Client, asked: FileAsked): Pieces {
  const { name } = asked.delivery
  return name === 'plumbline-jsonl' ? writeLines(client, asked) : writeFormat(client, asked, name)
}

/** The same rows as the table that the format also has. */
export function writeTable(client: pg.Client, asked: FileAsked, reviewers: readonly string[]): Pieces {
  return asked.delivery.name === 'judgments'
    ? writeWide(client, asked, reviewers)
    : writeParquet(writeFormat(client, asked, 'huggingface'))
}

async function* writeLines(client: pg.Client, asked: FileAsked): Pieces {
  let written = 0
  for await (const chunk of copyLines(client, asked)) {
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) written += 1
    yield chunk
  }
  return { written, leftOut: [], notes: [] }
}

async function* writeFormat(client: pg.Client, asked: FileAsked, name: WrittenFormat): Pieces {
  const writer = DATASET_FORMATS[name].open(asked.checks)
  const tally = new FormatTally()
  const begin = writer.begin()
  if (begin !== '') yield begin
  for await (const batch of records(client, asked, name)) {
    let text = ''
    for (const { record, item } of batch) {
      const answer = writer.row(record)
      tally.add(answer, item)
      if (answer.ok) text += answer.text
    }
    if (text !== '') yield text
  }
  const end = writer.end()
  if (end !== '') yield end
  return tally.report
}

interface Numbered {
  record: DatasetRecord
  item: number
}

async function* records(client: pg.Client, asked: FileAsked, name: WrittenFormat): AsyncGenerator<Numbered[]> {
  const { stage } = asked
  const { takes } = DATASET_FORMATS[name]
  if (takes === 'PAIR') {
    for await (const pairs of readPairs(client, asked)) {
      yield pairs.map(({ better, worse }) => {
        const line = verified(stage, better)
        return { record: pairRecord(line, verified(stage, worse)), item: line.item ?? 0 }
      })
    }
    return
  }
  for await (const rows of readLines(client, { ...asked, grouped: takes === 'CHAIN' })) {
    yield rows.map((row) => {
      const line = verified(stage, row)
      return { record: recordOf(line, takes), item: line.item ?? 0 }
    })
  }
}

/** They were found to be a pair when they were frozen. */
function pairRecord(better: FrozenLine, worse: FrozenLine): DatasetRecord {
  const made = makePair(fromResponse(better as PlumblineResponse), fromResponse(worse as PlumblineResponse))
  if (!made.ok) throw new BrokenLine(`A frozen pair is none: ${made.reason}.`)
  return { kind: 'PAIR', pair: made.pair }
}

async function* writeWide(client: pg.Client, asked: FileAsked, reviewers: readonly string[]): Pieces {
  const table = new WideJudgments(reviewers)
  let written = 0
  yield table.begin()
  for await (const rows of readLines(client, { ...asked, grouped: false })) {
    written += rows.length
    yield rows.map((row) => table.row(verified(asked.stage, row))).join('')
  }
  return { written, leftOut: [], notes: [] }
}
