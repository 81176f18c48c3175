import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Part } from '@/lib/core/snapshot/spec'

export interface LinesAsked {
  snapshotId: string
  /** Null: all rows, in the snapshot's order. */
  part: Part | null
}

const whereOf = (client: pg.Client, { snapshotId, part }: LinesAsked) =>
  `snapshot_id = ${client.escapeLiteral(snapshotId)} ${part === null ? '' : `and part = ${client.escapeLiteral(part)}`}`

/** Canonical JSON has no control characters, so that CSV with two of them for quote and delimiter never quotes, never escapes. */
const COPY = `to stdout (format csv, delimiter E'\\x02', quote E'\\x01')`

/** The frozen lines, each with a line feed, as the database holds them: nothing of them is decoded on the way. */
export const copyLines = (client: pg.Client, asked: LinesAsked): AsyncIterable<Buffer> =>
  client.query(
    copyTo(`copy (select line from snapshot_rows where ${whereOf(client, asked)} order by position) ${COPY}`),
  )

export interface FrozenText {
  line: string
  lineHash: string
}

/** The same with their hashes, as texts, some at a time; `grouped`: as AgentAlign's chain file needs them. */
export const readLines = (client: pg.Client, { grouped, ...asked }: LinesAsked & { grouped: boolean }) => {
  const order = grouped ? `line::jsonb -> 'category' ->> 0, line::jsonb -> 'category' ->> 1, position` : 'position'
  const select = `select line_hash, line from snapshot_rows where ${whereOf(client, asked)} order by ${order}`
  return inBatches(client, select, ([lineHash, line]) => ({ line: line!, lineHash: lineHash! }))
}

export interface PairText {
  better: FrozenText
  worse: FrozenText
}

/** Both sides of every preference pair, in the order of their rows. */
export const readPairs = (client: pg.Client, asked: LinesAsked) =>
  inBatches(
    client,
    `select s.line_hash, s.line, p.line_hash, p.line from snapshot_rows s join snapshot_pairs p using (snapshot_id, position)
     where ${whereOf(client, asked)} order by position, place`,
    ([betterHash, better, worseHash, worse]): PairText => ({
      better: { line: better!, lineHash: betterHash! },
      worse: { line: worse!, lineHash: worseHash! },
    }),
  )

/** In the caller's transaction. A batch is what one piece off the wire held. */
async function* inBatches<T>(client: pg.Client, select: string, read: (fields: string[]) => T): AsyncGenerator<T[]> {
  const stream: AsyncIterable<Buffer> = client.query(copyTo(`copy (${select}) ${COPY}`))
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of stream) {
    const end = chunk.lastIndexOf(10)
    if (end < 0) {
      rest = Buffer.concat([rest, chunk])
      continue
    }
    const whole = Buffer.concat([rest, chunk.subarray(0, end)]).toString('utf8')
    rest = chunk.subarray(end + 1)
    yield whole.split('\n').map((row) => read(row.split('\u0002')))
  }
}
