import type { ResponseContent } from '@/lib/core/trajectory/content'
import { CopyWriter } from '@/lib/data/copy-writer'
import { contentHash } from '@/lib/data/hash'
import { newId } from '@/lib/data/id'
import { withRaw } from '@/lib/data/raw'
import { buildSnapshot } from '@/lib/services/snapshots/build-snapshot'
import { countSnapshot } from '@/lib/services/snapshots/count-snapshot'
import { makeCategory, makeProject, makeQueue, makeUser } from '../support/factories'
import { madeResponse } from '../support/made-responses'
import { specOf } from '../support/snapshots'
import { type BenchDatabase, withBenchDatabase } from './database'
import { type BenchResult, median } from './report'

/** As many as AgentAlign's data set has. */
const ROWS = 18_749
/** Chains behind them, each with an instruction for every few responses. */
const CHAINS = 1_000
const ROUNDS = 3

const ITEM =
  'id project_id number stage intent origin category_id parent_id current_revision_id verdict step_key search_text outcome'.split(
    ' ',
  )
const REVISION = 'id project_id item_id number content content_hash author_kind parent_revision_id'.split(' ')
const ENTRY = 'id project_id queue_id item_id revision_id curation status verdict closed_at accepts settled_by'.split(
  ' ',
)
const JUDGMENT =
  'id project_id queue_id entry_id item_id revision_id reviewer_id decision label reasons created_at'.split(' ')

interface Room {
  projectId: string
  queueId: string
  categoryId: string
  reviewers: string[]
}
interface Made {
  item: string
  revision: string
}

/** A project that has come to its end, in a few COPYs: passed responses, three votes each, their instructions and chains. */
async function fill({ db }: BenchDatabase, room: Room): Promise<void> {
  const { projectId, queueId, categoryId, reviewers } = room
  await withRaw(db, 'bench', async (client) => {
    await client.query('begin')
    await client.query('set constraints all deferred')
    const items: (string | number | null)[][] = []
    const revisions: (string | number | null)[][] = []
    const long = new Date(0).toISOString()
    const make = (number: number, stage: string, intent: string, content: object, parent: Made | null): Made => {
      const made = { item: newId(), revision: newId() }
      const steps = stage === 'CHAIN' ? `Area.step_${number % 211} > Area.step_${number % 101}` : ''
      const outcome = stage === 'RESPONSE' ? 'FINISHED' : null
      items.push([
        made.item,
        projectId,
        number,
        stage,
        intent,
        'GENERATED',
        categoryId,
        parent?.item ?? null,
        made.revision,
        'PASSED',
        steps,
        '',
        outcome,
      ])
      revisions.push([
        made.revision,
        projectId,
        made.item,
        1,
        JSON.stringify(content),
        contentHash(content),
        'MODEL',
        parent?.revision ?? null,
      ])
      return made
    }
    const responses: Made[] = []
    const labels: string[] = []
    let number = 0
    const chains = Array.from({ length: CHAINS }, (_, at) =>
      make(++number, 'CHAIN', 'HARMFUL', { steps: [`Area.step_${at % 211}`], explanation: `Chain ${at}.` }, null),
    )
    for (let at = 1; at <= ROWS; at++) {
      const { messages, tools, world, outcome, intent, label, pattern } = madeResponse(at)
      const content = { messages, tools, world, outcome } as ResponseContent
      const instruction = make(
        ++number,
        'INSTRUCTION',
        intent!,
        { text: (messages[0] as { text: string }).text, pattern, tools: [] },
        chains[at % CHAINS]!,
      )
      responses.push(make(++number, 'RESPONSE', intent!, content, instruction))
      labels.push(label!)
    }
    await copyRows(client, 'items', ITEM, items)
    await copyRows(client, 'revisions', REVISION, revisions)
    const entries = responses.map(({ item, revision }) => [
      newId(),
      projectId,
      queueId,
      item,
      revision,
      true,
      'CLOSED',
      'PASSED',
      long,
      3,
      'UNANIMOUS',
    ])
    await copyRows(client, 'queue_entries', ENTRY, entries)
    const judgments = entries.flatMap(([entry, , , item, revision], at) =>
      reviewers.map((reviewer) => [
        newId(),
        projectId,
        queueId,
        entry!,
        item!,
        revision!,
        reviewer,
        'ACCEPT',
        labels[at]!,
        '{}',
        long,
      ]),
    )
    await copyRows(client, 'judgments', JUDGMENT, judgments)
    await client.query(
      `update items set accepted_revision_id = current_revision_id, verdict_at = now() where project_id = $1`,
      [projectId],
    )
    await client.query('commit')
    await client.query('analyze')
  })
}

async function copyRows(
  client: ConstructorParameters<typeof CopyWriter>[0],
  table: string,
  columns: string[],
  rows: (string | number | boolean | null)[][],
) {
  const copy = new CopyWriter(client, table, columns)
  for (const row of rows) await copy.row(row)
  await copy.end()
}

/** Counting and freezing as many rows as AgentAlign's, with every check: duplicates exact and near, leakage, parts, pairs. */
export const run = (): Promise<BenchResult> =>
  withBenchDatabase(async (database) => {
    const { db } = database
    const ctx = database.ctx({ kind: 'operator', name: 'bench' })
    const project = await makeProject(db)
    const { id: categoryId } = await makeCategory(db, project)
    const reviewers = [await makeUser(db), await makeUser(db), await makeUser(db)]
    const { queue } = await makeQueue(db, project, { reviewers })
    await fill(database, {
      projectId: project.id,
      queueId: queue.id,
      categoryId,
      reviewers: reviewers.map(({ id }) => id),
    })
    const counts: number[] = []
    const freezes: number[] = []
    let rows = 0
    for (let round = 0; round < ROUNDS; round++) {
      const spec = specOf({ stage: 'RESPONSE' })
      const snapshotId = newId()
      const draft = {
        id: snapshotId,
        projectId: project.id,
        number: round + 1,
        name: 'Bench',
        stage: 'RESPONSE',
        spec,
      } as const
      await db.snapshot.create({ data: draft })
      counts.push(await seconds(() => countSnapshot(ctx, snapshotId, 1)))
      await db.snapshot.update({ where: { id: snapshotId }, data: { status: 'BUILDING' } })
      freezes.push(await seconds(() => buildSnapshot(ctx, snapshotId)))
      rows = (await db.snapshot.findUniqueOrThrow({ where: { id: snapshotId } })).rows
    }
    return {
      name: `a snapshot of ${rows.toLocaleString('en')} responses, with dedupe and checks`,
      rows: [
        { label: 'frozen, all checks included', value: median(freezes), unit: 's', goal: { atMost: 20 } },
        { label: 'counted beforehand, for the preview', value: median(counts), unit: 's' },
        {
          label: 'both',
          value: median(freezes.map((freeze, round) => freeze + counts[round]!)),
          unit: 's',
          goal: { atMost: 20 },
        },
      ],
      notes: [`Medians of ${ROUNDS}. Near-duplicates from 0.8 and near leaks from 0.6, as a new draft has them.`],
    }
  })

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}
