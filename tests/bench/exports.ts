import { to as copyTo } from 'pg-copy-streams'
import { deliveriesOf } from '@/lib/core/snapshot/delivery'
import { CopyWriter } from '@/lib/data/copy-writer'
import { sha256 } from '@/lib/data/hash'
import { newId } from '@/lib/data/id'
import { withRaw } from '@/lib/data/raw'
import type { Ctx } from '@/lib/services/context'
import { exportSnapshot } from '@/lib/services/snapshots/export-snapshot'
import { readLines } from '@/lib/services/snapshots/read-lines'
import { makeProject } from '../support/factories'
import { madeLine } from '../support/made-responses'
import { specOf } from '../support/snapshots'
import { type BenchDatabase, withBenchDatabase } from './database'
import { type BenchResult, type BenchRow, median } from './report'

/** As many as AgentAlign's data set has. */
const ROWS = 18_749
const MANY = 1_000_000
const ROUNDS = 3

/** A snapshot of its own project, written past the verbs: what is measured is how it leaves. */
async function frozenRows({ db }: BenchDatabase, rows: number, fill: (snapshotId: string) => Promise<void>) {
  const project = await makeProject(db)
  const id = newId()
  const report = { parts: { TRAIN: { rows }, VALIDATION: { rows: 0 }, TEST: { rows: 0 } } }
  const data = {
    id,
    projectId: project.id,
    number: 1,
    name: 'Bench',
    stage: 'RESPONSE',
    spec: specOf(),
    report,
    rows,
  } as const
  await db.snapshot.create({ data: { ...data, status: 'BUILDING' } })
  await fill(id)
  await db.$executeRawUnsafe('analyze snapshot_rows')
  await db.snapshot.update({ where: { id }, data: { status: 'FROZEN', hash: sha256('bench'), frozenAt: new Date() } })
  return { projectId: project.id, snapshotId: id }
}

const COLUMNS = [
  ...['snapshot_id', 'position', 'part', 'item_id', 'item_number', 'revision_id', 'content_hash', 'side', 'votes'],
  ...['line', 'line_hash'],
]

const fillWithLines = ({ db }: BenchDatabase, snapshotId: string) =>
  withRaw(db, 'bench', async (client) => {
    const copy = new CopyWriter(client, 'snapshot_rows', COLUMNS)
    for (let position = 0; position < ROWS; position++) {
      const line = madeLine(position + 1)
      const about = [newId(), position + 1, newId(), '', position % 4 === 3 ? 'HARMFUL' : 'BENIGN', '{}']
      await copy.row([snapshotId, position, 'TRAIN', ...about, line, sha256(line)])
    }
    await copy.end()
  })

/** A million refusals of half a kilobyte: enough rows that whatever looks at all of them first would show. */
const fillWithMany = async ({ db }: BenchDatabase, snapshotId: string) => {
  await db.$executeRaw`
    with made as (select n, format('{"category":["made","part"],"format":"plumbline-response/1","intent":"HARMFUL","item":%s,"judgments":[{"counted":true,"criteria":{},"decision":"ACCEPT","reasons":[],"reviewer":"r1"}],'
      || '"label":"refusal","messages":[{"role":"user","text":"Request %s: %s"},{"calls":[],"role":"assistant","text":"I will not do that. %s"}],'
      || '"outcome":"FINISHED","pattern":[],"quarantined":false,"tools":[],"world":null}', n + 1, n, repeat('word ', 40), repeat('word ', 20)) as line
      from generate_series(0, ${MANY - 1}::int) n)
    insert into snapshot_rows (snapshot_id, position, part, item_id, item_number, revision_id, content_hash, side, votes, line, line_hash)
    select ${snapshotId}::uuid, n, 'TRAIN', gen_random_uuid(), n + 1, gen_random_uuid(), '', 'HARMFUL', '{}', line,
      encode(sha256(convert_to(line, 'UTF8')), 'hex') from made`
}

interface Bench {
  ctx: Ctx
  projectId: string
  snapshotId: string
}

async function timed(run: () => Promise<number>): Promise<{ ms: number; bytes: number }> {
  const began = performance.now()
  const bytes = await run()
  return { ms: performance.now() - began, bytes }
}

/** One download, to its last byte. */
async function take({ ctx, projectId }: Bench, format: string): Promise<number> {
  const { pieces } = await exportSnapshot(ctx, { projectId, number: 1, format, part: null })
  let bytes = 0
  for await (const piece of pieces) bytes += Buffer.byteLength(piece)
  return bytes
}

const copyOut = ({ ctx, snapshotId }: Bench) =>
  withRaw(ctx.db, 'bench', async (client) => {
    const copy = `copy (select line from snapshot_rows where snapshot_id = '${snapshotId}' order by position) to stdout`
    let bytes = 0
    for await (const piece of client.query(copyTo(copy)) as AsyncIterable<Buffer>) bytes += piece.length
    return bytes
  })

/** The same lines off the same wire, each parsed, printed and counted; nothing else. */
const parseAndPrint = ({ ctx, snapshotId }: Bench) =>
  withRaw(ctx.db, 'bench', async (client) => {
    await client.query('begin isolation level repeatable read read only')
    let bytes = 0
    for await (const rows of readLines(client, { snapshotId, part: null, grouped: false })) {
      let text = ''
      for (const { line } of rows) text += `${JSON.stringify(JSON.parse(line))}\n`
      bytes += Buffer.byteLength(text)
    }
    return bytes
  })

async function ratio(bare: () => Promise<number>, ours: () => Promise<number>) {
  const sides = { bare: [] as number[], ours: [] as number[] }
  let bytes = 0
  await ours()
  for (let round = 0; round < ROUNDS; round++) {
    sides.bare.push((await timed(bare)).ms)
    const taken = await timed(ours)
    sides.ours.push(taken.ms)
    bytes = taken.bytes
  }
  return { bare: median(sides.bare), ours: median(sides.ours), bytes }
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`

async function downloads(bench: Bench): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  const lines = await ratio(
    () => copyOut(bench),
    () => take(bench, 'plumbline-jsonl'),
  )
  const words = (one: typeof lines) => `${seconds(one.bare)} ÷ ${seconds(one.ours)}, ${(one.bytes / 1e6).toFixed(0)} MB`
  rows.push({
    label: `lines: COPY TO ÷ download (${words(lines)})`,
    value: lines.bare / lines.ours,
    unit: '',
    goal: { atLeast: 0.8 },
  })
  for (const { name } of deliveriesOf('RESPONSE').slice(1)) {
    const found = await ratio(
      () => parseAndPrint(bench),
      () => take(bench, name),
    )
    if (found.bytes < 10_000) continue
    rows.push({
      label: `${name}: parse → print ÷ it (${words(found)})`,
      value: found.bare / found.ours,
      unit: '',
      goal: { atLeast: 0.6 },
    })
  }
  return rows
}

async function firstByte({ ctx, projectId }: Bench, format: string): Promise<number> {
  const began = performance.now()
  const { pieces } = await exportSnapshot(ctx, { projectId, number: 1, format, part: null })
  await pieces.next()
  const ms = performance.now() - began
  await pieces.return(undefined as never)
  return ms
}

/** How a frozen snapshot leaves: every format against the least that it could take, and the wait for the first byte. */
export const run = (): Promise<BenchResult[]> =>
  withBenchDatabase(async (database) => {
    const ctx = database.ctx({ kind: 'operator', name: 'bench' })
    const some = await frozenRows(database, ROWS, (id) => fillWithLines(database, id))
    const rows = await downloads({ ctx, ...some })
    const many = await frozenRows(database, MANY, (id) => fillWithMany(database, id))
    const waits: BenchRow[] = []
    for (const { name } of deliveriesOf('RESPONSE')) {
      const times: number[] = []
      for (let round = 0; round < ROUNDS; round++) times.push(await firstByte({ ctx, ...many }, name))
      waits.push({ label: name, value: median(times), unit: 'ms', goal: { atMost: 500 } })
    }
    return [
      {
        name: `a snapshot of ${ROWS.toLocaleString('en')} responses, as one file`,
        rows,
        notes: [
          `Medians of ${ROUNDS} rounds after one that is not counted, both sides in turns, in one process. Lines of ${(madeLine(1).length / 1000).toFixed(1)} kB and more.`,
          'Parse → print reads the same lines off the same wire and does nothing else to them.',
        ],
      },
      { name: `the first byte at ${MANY.toLocaleString('en')} rows`, rows: waits, notes: [`Medians of ${ROUNDS}.`] },
    ]
  })
