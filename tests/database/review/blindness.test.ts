import { expect, test } from 'vitest'
import { newId } from '@/lib/data/id'
import { findContested, listContested } from '@/lib/data/queries/adjudication'
import { findQueueHead, listMyQueues } from '@/lib/data/queries/review'
import { earlier } from '@/lib/services/review/earlier'
import { heartbeat } from '@/lib/services/review/heartbeat'
import { recent } from '@/lib/services/review/recent'
import { reveal } from '@/lib/services/review/reveal'
import { withdrawJudgment } from '@/lib/services/review/withdraw-judgment'
import { testDatabase } from '@/tests/support/database'
import { claimAs, judge, letStand, makeDesk, tab } from '@/tests/support/review'

const t = testDatabase()
const CANARY = 'canary-others-words'

/** What a colleague said, proposed and drafted of an entry that is still open, and what a judge model thinks of it. */
async function makeTalk() {
  const desk = await makeDesk(t, { reviewers: 3, items: 2 })
  const [entry] = desk.entries
  const proposal = { steps: ['Files.read_file'], explanation: `${CANARY} edit` }
  await judge(desk.ctxs[1]!, entry!, { decision: 'EDIT', note: CANARY, reasons: ['missing_step'], proposal })
  await t.db.draft.create({
    data: { userId: desk.users[2]!.id, entryId: entry!.id, content: { note: CANARY }, seq: 1n },
  })
  await t.db.finding.create({
    data: {
      id: newId(),
      projectId: desk.project.id,
      revisionId: entry!.revisionId,
      code: 'judge',
      severity: 'INFO',
      source: 'JUDGE',
      evidence: { message: CANARY },
    },
  })
  return { ...desk, entry: entry! }
}

/** Every path of the review loop, as one text. */
async function everything(desk: Awaited<ReturnType<typeof makeTalk>>, n: number): Promise<string> {
  const ctx = desk.ctxs[n]!
  const { queue, project, entry } = desk
  const entryIds = desk.entries.map(({ id }) => id)
  const settled = await Promise.allSettled([
    claimAs(ctx, queue),
    recent(ctx, { queueId: queue.id }),
    heartbeat(ctx, { queueId: queue.id, clientId: tab(1), entryIds, showing: entry.id }),
    reveal(ctx, { entryId: entry.id }),
    earlier(ctx, { entryId: entry.id }),
    listMyQueues(ctx, project.id),
    findQueueHead(ctx, queue.id),
    listContested(ctx, project.id),
    findContested(ctx, entry.id),
  ])
  return JSON.stringify(settled.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason))))
}

test('before judging, nothing that others said of an open item reaches a reviewer', async () => {
  const desk = await makeTalk()
  const text = await everything(desk, 0)
  expect(text).toContain(desk.entry.id)
  expect(text).not.toContain(CANARY)
  expect(text).not.toMatch(/verdict|attempt|"accepts"|"rejects"|judge"/)
})

test("one's own judgment opens the others' only after the time to undo; until then nothing", async () => {
  const desk = await makeTalk()
  await judge(desk.ctxs[0]!, desk.entry)
  expect(await everything(desk, 0)).not.toContain(CANARY)
  const later = { ...desk.ctxs[0]!, now: new Date(Date.now() + 61_000) }
  expect(JSON.stringify(await earlier(later, { entryId: desk.entry.id }))).toContain(CANARY)
})

test('taking the judgment back makes the reader blind again', async () => {
  const desk = await makeTalk()
  const { id } = await judge(desk.ctxs[0]!, desk.entry)
  await withdrawJudgment(desk.ctxs[0]!, { judgmentId: id, clientId: tab(1) })
  const later = { ...desk.ctxs[0]!, now: new Date(Date.now() + 61_000) }
  await expect(earlier(later, { entryId: desk.entry.id })).rejects.toMatchObject({ code: 'forbidden' })
})

test("in a study nobody sees earlier texts or others' answers, after judging neither", async () => {
  const desk = await makeTalk()
  await t.db.reviewQueue.update({ where: { id: desk.queue.id }, data: { purpose: 'STUDY' } })
  await judge(desk.ctxs[0]!, desk.entry)
  await judge(desk.ctxs[2]!, desk.entry)
  const later = { ...desk.ctxs[0]!, now: new Date(Date.now() + 3_600_000) }
  await expect(earlier(later, { entryId: desk.entry.id })).rejects.toMatchObject({ code: 'forbidden' })
})

test('a text that came from an edit is handed out like any other: no number, no author, no reason', async () => {
  const desk = await makeDesk(t, { reviewers: 4 })
  const proposal = { steps: ['Files.read_file'], explanation: 'The edited text.' }
  await judge(desk.ctxs[0]!, desk.entries[0]!, { decision: 'EDIT', proposal, note: CANARY })
  for (const n of [1, 2]) await judge(desk.ctxs[n]!, desk.entries[0]!, { decision: 'REJECT', note: CANARY })
  const { items } = await claimAs(desk.ctxs[3]!, desk.queue)
  expect(items[0]!.body).toMatchObject({ explanation: 'The edited text.' })
  expect(JSON.stringify(items)).not.toContain(CANARY)
  await expect(earlier(desk.ctxs[3]!, { entryId: items[0]!.entryId })).rejects.toMatchObject({ code: 'forbidden' })
  for (const n of [1, 2, 3]) await judge(desk.ctxs[n]!, { id: items[0]!.entryId, revisionId: items[0]!.revisionId })
  await letStand(t.db)
  const { revisions, judgments } = await earlier(desk.ctxs[3]!, { entryId: items[0]!.entryId })
  expect(revisions.map(({ number }) => number)).toEqual([1])
  expect(judgments.filter(({ revision }) => revision === 1)).toHaveLength(3)
})
