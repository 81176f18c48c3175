import { expect, test } from 'vitest'
import { adjudicate } from '@/lib/services/adjudication/adjudicate'
import { withdrawJudgment } from '@/lib/services/review/withdraw-judgment'
import { testDatabase } from '@/tests/support/database'
import { claimAs, expectNoDrift, judge, makeColleague, makeDesk, tab } from '@/tests/support/review'

const t = testDatabase()

const itemOf = (id: string) => t.db.item.findUniqueOrThrow({ where: { id } })
const statuses = async (entryId: string) =>
  (await t.db.proposal.findMany({ where: { entryId }, orderBy: { id: 'asc' } })).map(({ status }) => status)

test('while its entry is open an edit changes nothing: the text stays, and the proposal waits', async () => {
  const { entries, chains, ctxs } = await makeDesk(t)
  await judge(ctxs[0]!, entries[0]!, { decision: 'EDIT' })
  expect((await itemOf(chains[0]!.item.id)).currentRevisionId).toBe(chains[0]!.revision.id)
  expect(await statuses(entries[0]!.id)).toEqual(['PENDING'])
  expect(await t.db.queueEntry.count({ where: { itemId: chains[0]!.item.id } })).toBe(1)
})

test('the text passed: its edits are kept and offered', async () => {
  const { entries, chains, ctxs } = await makeDesk(t)
  await judge(ctxs[0]!, entries[0]!, { decision: 'EDIT' })
  for (const n of [1, 2]) await judge(ctxs[n]!, entries[0]!)
  expect(await statuses(entries[0]!.id)).toEqual(['KEPT'])
  const item = await itemOf(chains[0]!.item.id)
  expect(item).toMatchObject({ verdict: 'PASSED', currentRevisionId: chains[0]!.revision.id })
  expect(item.acceptedRevisionId).toBe(chains[0]!.revision.id)
  await expectNoDrift(t)
})

test('the text failed with one edit: the edit is current and opens an entry that its author never gets', async () => {
  const { queue, entries, chains, ctxs, users } = await makeDesk(t)
  const proposal = { title: 'Better', steps: ['Files.read_file'], explanation: 'Reads a file.' }
  await judge(ctxs[0]!, entries[0]!, { decision: 'EDIT', proposal })
  for (const n of [1, 2]) await judge(ctxs[n]!, entries[0]!, { decision: 'REJECT' })
  const item = await itemOf(chains[0]!.item.id)
  expect(item).toMatchObject({ verdict: 'OPEN', acceptedRevisionId: null, stepCount: 1, stepKey: 'Files.read_file' })
  expect(item.searchText).toContain('Better')
  const revision = await t.db.revision.findUniqueOrThrow({ where: { id: item.currentRevisionId! } })
  expect(revision).toMatchObject({
    number: 2,
    authorKind: 'PERSON',
    authorId: users[0]!.id,
    basedOnId: chains[0]!.revision.id,
    content: proposal,
  })
  const next = await t.db.queueEntry.findFirstOrThrow({
    where: { revisionId: revision.id },
    include: { assignments: true },
  })
  expect(next).toMatchObject({ queueId: queue.id, status: 'OPEN', curation: true, barredIds: [users[0]!.id] })
  expect(next.assignments).toHaveLength(3)
  expect(await claimAs(ctxs[0]!, queue)).toMatchObject({ items: [], left: 0, stop: 'EMPTY' })
  await expect(judge(ctxs[0]!, next)).rejects.toMatchObject({ code: 'forbidden' })
  expect((await claimAs(ctxs[1]!, queue)).items.map(({ entryId }) => entryId)).toEqual([next.id])
  await expectNoDrift(t)
})

test('by queue policy an edit counts as an accept of the text as it stood', async () => {
  const { entries, chains, ctxs } = await makeDesk(t, { queue: { slots: 3, editCountsAs: 'ACCEPT' } })
  await judge(ctxs[0]!, entries[0]!, { decision: 'EDIT' })
  await judge(ctxs[1]!, entries[0]!)
  await judge(ctxs[2]!, entries[0]!, { decision: 'REJECT' })
  expect((await itemOf(chains[0]!.item.id)).verdict).toBe('PASSED')
  expect(await statuses(entries[0]!.id)).toEqual(['KEPT'])
})

test('failed with several edits: all wait until an adjudicator picks one, and the others are declined', async () => {
  const { project, entries, chains, ctxs, users } = await makeDesk(t)
  await judge(ctxs[0]!, entries[0]!, { decision: 'EDIT' })
  await judge(ctxs[1]!, entries[0]!, { decision: 'EDIT' })
  await judge(ctxs[2]!, entries[0]!, { decision: 'REJECT' })
  expect(await statuses(entries[0]!.id)).toEqual(['PENDING', 'PENDING'])
  expect((await itemOf(chains[0]!.item.id)).currentRevisionId).toBe(chains[0]!.revision.id)
  const { ctx } = await makeColleague(t, project, 'ADJUDICATOR')
  const [, second] = await t.db.proposal.findMany({ where: { entryId: entries[0]!.id }, orderBy: { id: 'asc' } })
  await adjudicate(ctx, {
    entryId: entries[0]!.id,
    outcome: 'FAILED',
    proposalId: second!.id,
    reason: 'The clearer one.',
  })
  expect(await statuses(entries[0]!.id)).toEqual(['DECLINED', 'APPLIED'])
  expect((await itemOf(chains[0]!.item.id)).currentRevisionId).toBe(second!.revisionId)
  const next = await t.db.queueEntry.findFirstOrThrow({ where: { revisionId: second!.revisionId } })
  expect(next.barredIds).toEqual([users[1]!.id])
  await expectNoDrift(t)
})

test('an edit stored as surplus is kept, never applied', async () => {
  const { entries, chains, ctxs } = await makeDesk(t, { reviewers: 4 })
  for (const n of [0, 1, 2]) await judge(ctxs[n]!, entries[0]!, { decision: 'REJECT' })
  expect((await judge(ctxs[3]!, entries[0]!, { decision: 'EDIT' })).state).toBe('SURPLUS')
  expect(await statuses(entries[0]!.id)).toEqual(['KEPT'])
  expect((await itemOf(chains[0]!.item.id)).currentRevisionId).toBe(chains[0]!.revision.id)
})

test('in a study an edit is measured and never moves the text or the verdict', async () => {
  const { entries, chains, ctxs } = await makeDesk(t, { queue: { slots: 3, purpose: 'STUDY' } })
  await judge(ctxs[0]!, entries[0]!, { decision: 'EDIT' })
  for (const n of [1, 2]) await judge(ctxs[n]!, entries[0]!, { decision: 'REJECT' })
  expect(await t.db.queueEntry.findUniqueOrThrow({ where: { id: entries[0]!.id } })).toMatchObject({
    verdict: 'FAILED',
  })
  expect(await itemOf(chains[0]!.item.id)).toMatchObject({ verdict: 'OPEN', currentRevisionId: chains[0]!.revision.id })
  await expectNoDrift(t)
})

test('undo takes an applied edit back; judged again, it is applied again', async () => {
  const { queue, entries, chains, ctxs } = await makeDesk(t, { reviewers: 2, queue: { slots: 1 } })
  const proposal = { steps: ['Files.read_file'], explanation: 'Shorter.' }
  const edit = await judge(ctxs[0]!, entries[0]!, { decision: 'EDIT', proposal })
  const applied = await itemOf(chains[0]!.item.id)
  expect(applied.currentRevisionId).not.toBe(chains[0]!.revision.id)
  const { item } = await withdrawJudgment(ctxs[0]!, { judgmentId: edit.id, clientId: tab(1) })
  expect(item.draft).toMatchObject({ decision: 'EDIT', proposal })
  expect(await itemOf(chains[0]!.item.id)).toMatchObject({ currentRevisionId: chains[0]!.revision.id, stepCount: 2 })
  expect(await t.db.queueEntry.count({ where: { queueId: queue.id, status: 'VOID' } })).toBe(1)
  expect(await statuses(entries[0]!.id)).toEqual(['DECLINED'])
  await expectNoDrift(t)
  await judge(ctxs[0]!, entries[0]!, { decision: 'EDIT', proposal })
  expect((await claimAs(ctxs[1]!, queue)).items.map(({ number }) => number)).toEqual([applied.number])
  await expectNoDrift(t)
})

test('once somebody has judged the applied edit, the judgment that it came from stands and says why', async () => {
  const { queue, entries, ctxs } = await makeDesk(t, { reviewers: 2, queue: { slots: 1 } })
  const edit = await judge(ctxs[0]!, entries[0]!, { decision: 'EDIT' })
  const next = await t.db.queueEntry.findFirstOrThrow({ where: { queueId: queue.id, status: 'OPEN' } })
  await judge(ctxs[1]!, next)
  const undo = withdrawJudgment(ctxs[0]!, { judgmentId: edit.id, clientId: tab(1) })
  await expect(undo).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('edit of this text was applied'),
  })
  await expectNoDrift(t)
})
