import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { createClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { submitJudgment } from '@/lib/services/review/submit-judgment'
import type { TestDatabase } from '../support/database'
import { mintSession } from '../support/mint-session'
import { answer } from '../support/review'
import { administer, databaseName } from '../support/server'
import { type BenchDatabase, withBenchDatabase } from './database'
import { makeBigDesk } from './desk'
import { type BenchPlumbline, withPlumbline } from './plumbline'
import { type BenchResult, type BenchRow, median, quantile } from './report'
import { recordStatements, replay } from './statements'

const WARM_UP = 60
const MEASURED = 600
const ALONE = 300
const USERS = 20
const SECONDS = 30

type Desk = Awaited<ReturnType<typeof makeBigDesk>>
interface Held {
  reviewer: number
  entry: { id: string; revisionId: string }
}

/** Gives every slot to a reviewer, round and round, as claims would have. In the order of entries. */
async function holdSlots({ db }: TestDatabase, { queue, users }: Desk): Promise<Held[]> {
  const rows = await db.$queryRaw<{ reviewer: number; entryId: string; revisionId: string }[]>`
    with dealt as (
      select a.id, e.id as entry_id, e.revision_id,
        ((row_number() over (order by e.id, a.slot) - 1) % ${users.length}::int)::int as reviewer
      from assignments a join queue_entries e on e.id = a.entry_id where a.queue_id = ${queue.id}::uuid
    ), held as (
      update assignments a set reviewer_id = (${users.map(({ id }) => id)}::uuid[])[1 + dealt.reviewer],
        client_id = 'bench', claimed_at = now(), lease_until = now() + interval '1 hour'
      from dealt where a.id = dealt.id
    )
    select reviewer, entry_id as "entryId", revision_id as "revisionId" from dealt order by entry_id`
  return rows.map(({ reviewer, entryId, revisionId }) => ({ reviewer, entry: { id: entryId, revisionId } }))
}

const toInput = ({ entry }: Held) => answer({ entryId: entry.id, revisionId: entry.revisionId })

async function clock(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await run()
  return performance.now() - began
}

interface Compared {
  ours: number[]
  bare: number[]
  upsert: number[]
  statements: number
}

/**
 * Judges one entry after the other by the verb, and sends each time the very same statements with the same values to a
 * copy of the database by a bare client. Both sides take turns, so that they meet the same load.
 */
async function compare(bench: BenchDatabase): Promise<Compared> {
  const desk = await makeBigDesk(bench, { reviewers: 3, items: (WARM_UP + MEASURED) / 3 })
  const held = await holdSlots(bench, desk)
  const copy = databaseName('copy')
  await bench.db.$disconnect()
  await administer(
    bench.server.url('postgres'),
    `create database ${copy} template ${new URL(bench.url).pathname.slice(1)}`,
  )
  const client = new pg.Client({ connectionString: bench.server.url(copy) })
  const db = createClient(bench.url, 10)
  await client.connect()
  try {
    const times: Compared = { ours: [], bare: [], upsert: [], statements: 0 }
    for (const [index, slot] of held.entries()) {
      const ctx = { ...desk.ctxs[slot.reviewer]!, db }
      const input = toInput(slot)
      const { result: ours, statements } = await recordStatements(() => clock(() => submitJudgment(ctx, input)))
      const bare = await clock(() => replay(client, statements))
      const upsert = await clock(() => upsertVote(client, slot))
      if (index < WARM_UP) continue
      times.ours.push(ours)
      times.bare.push(bare)
      times.upsert.push(upsert)
      times.statements += statements.length / MEASURED
    }
    return times
  } finally {
    await client.end()
    await db.$disconnect()
    await administer(bench.server.url('postgres'), `drop database if exists ${copy} with (force)`)
  }
}

/** The least that any store of votes has to do: one row, there or not. */
const upsertVote = (client: pg.Client, { entry }: Held) =>
  client.query(
    `insert into drafts (user_id, entry_id, content, seq) values ($1, $2, '{"decision": "ACCEPT"}', 1)
     on conflict (user_id, entry_id) do update set content = excluded.content, seq = drafts.seq + 1`,
    [newId(), entry.id],
  )

async function atTheServer(): Promise<BenchRow[]> {
  const { ours, bare, upsert, statements } = await withBenchDatabase(compare)
  return [
    {
      label: 'the verb ÷ the same SQL by a bare client, medians',
      value: median(ours) / median(bare),
      unit: '×',
      goal: { atMost: 10 },
    },
    {
      label: 'the verb ÷ upsert of one row, p95 ÷ median',
      value: quantile(ours, 0.95) / median(upsert),
      unit: '×',
      goal: { atMost: 10 },
    },
    { label: 'submitJudgment, median', value: median(ours), unit: 'ms' },
    { label: 'submitJudgment, p95', value: quantile(ours, 0.95), unit: 'ms', goal: { atMost: 30 } },
    {
      label: `the same SQL by a bare client (${statements.toFixed(1)} statements), median`,
      value: median(bare),
      unit: 'ms',
    },
    { label: 'the same, p95', value: quantile(bare, 0.95), unit: 'ms' },
    { label: 'upsert of one row, median', value: median(upsert), unit: 'ms' },
  ]
}

interface Poster {
  url: string
  cookie: string
}

/** One answer sent as the browser sends it. Throws unless it was counted. */
async function post({ url, cookie }: Poster, slot: Held): Promise<void> {
  const response = await fetch(`${url}/api/review/judgment`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: url, Cookie: cookie },
    body: JSON.stringify(toInput(slot)),
  })
  const reply = (await response.json()) as { ok: boolean; data?: { state: string } }
  if (!reply.ok || reply.data?.state !== 'COUNTED') throw new Error(`${response.status} ${JSON.stringify(reply)}`)
}

async function makePosters({ t, url }: BenchPlumbline, users: { id: string }[]): Promise<Poster[]> {
  const sessions = await Promise.all(users.map((user) => mintSession(t.db, user)))
  return sessions.map(({ cookie }) => ({ url, cookie: `${cookie.name}=${cookie.value}` }))
}

/** Everybody sends one answer a second, when it is due, whether or not the last one is back. */
async function sendAtPace(posters: Poster[], held: Held[]): Promise<{ times: number[]; errors: number }> {
  const times: number[] = []
  let errors = 0
  const began = performance.now()
  const jobs = held.map(async (slot, index) => {
    await sleep(Math.max(0, began + (index / posters.length) * 1_000 - performance.now()))
    try {
      times.push(await clock(() => post(posters[slot.reviewer]!, slot)))
    } catch {
      errors++
    }
  })
  await Promise.all(jobs)
  return { times, errors }
}

const overHttp = () =>
  withPlumbline(async (plumbline): Promise<BenchRow[]> => {
    const together = USERS * SECONDS
    const items = Math.ceil((together + WARM_UP + ALONE) / 3)
    const desk = await makeBigDesk(plumbline.t, { reviewers: USERS, items })
    const held = await holdSlots(plumbline.t, desk)
    const posters = await makePosters(plumbline, desk.users)
    const alone: number[] = []
    for (const slot of held.slice(together)) alone.push(await clock(() => post(posters[slot.reviewer]!, slot)))
    const measured = alone.slice(WARM_UP)
    const { times, errors } = await sendAtPace(posters, held.slice(0, together))
    return [
      {
        label: `POST /api/review/judgment, one at a time (${measured.length}), median`,
        value: median(measured),
        unit: 'ms',
      },
      { label: 'the same, p95', value: quantile(measured, 0.95), unit: 'ms', goal: { atMost: 30 } },
      { label: `${USERS} users × 1/s for ${SECONDS} s, median`, value: median(times), unit: 'ms' },
      { label: 'the same, p95', value: quantile(times, 0.95), unit: 'ms', goal: { atMost: 100 } },
      { label: 'the same, errors', value: errors, unit: '', goal: { atMost: 0 } },
    ]
  })

export const run = async (): Promise<BenchResult> => ({
  name: 'One judgment: slot, vote, verdict, item, audit',
  rows: [...(await atTheServer()), ...(await overHttp())],
  notes: [
    'Both sides take turns, answer by answer. Every third answer closes its entry. Sending and clock share the cores with the server.',
  ],
})
