import { expect, test } from 'vitest'
import { saveDraft } from '@/lib/services/review/save-draft'
import { testDatabase } from '@/tests/support/database'
import { claimAs, judge, makeDesk } from '@/tests/support/review'

const t = testDatabase()

const draft = (note: string) => ({
  decision: null,
  criteria: {},
  reasons: [],
  note,
  stepMarks: [],
  label: null,
  compliesFrom: null,
  stepUnsaid: false,
  proposal: null,
})
const base = { keepProposal: false }

test("drafts that arrive out of order: the newest by the client's own counter stays", async () => {
  const { queue, entries, ctxs } = await makeDesk(t)
  const entryId = entries[0]!.id
  const save = (seq: number) => saveDraft(ctxs[0]!, { ...base, entryId, seq, content: draft(`draft ${seq}`) })
  expect(await save(2)).toEqual({ saved: true })
  expect(await save(1)).toEqual({ saved: false })
  await Promise.all([5, 9, 3, 7, 4, 8, 6].map(save))
  const { items } = await claimAs(ctxs[0]!, queue)
  expect(items[0]).toMatchObject({ draft: { note: 'draft 9' }, draftSeq: 9 })
})

test("a draft is its writer's alone, and goes with the answer; one that comes after it stays away", async () => {
  const { queue, entries, ctxs } = await makeDesk(t)
  const entryId = entries[0]!.id
  await saveDraft(ctxs[0]!, { ...base, entryId, seq: 1, content: draft('mine') })
  expect((await claimAs(ctxs[1]!, queue)).items[0]!.draft).toBeNull()
  await judge(ctxs[0]!, entries[0]!)
  expect(await t.db.draft.count({ where: { entryId } })).toBe(0)
  expect(await saveDraft(ctxs[0]!, { ...base, entryId, seq: 2, content: draft('late') })).toEqual({ saved: false })
  expect(await t.db.draft.count({ where: { entryId } })).toBe(0)
})

test('a discarded draft stays discarded', async () => {
  const { queue, entries, ctxs } = await makeDesk(t)
  const entryId = entries[0]!.id
  await saveDraft(ctxs[0]!, { ...base, entryId, seq: 1, content: draft('mine') })
  await saveDraft(ctxs[0]!, { ...base, entryId, seq: 3, content: null })
  await saveDraft(ctxs[0]!, { ...base, entryId, seq: 2, content: draft('late') })
  expect((await claimAs(ctxs[0]!, queue)).items[0]!.draft).toBeNull()
})

test('text that PostgreSQL cannot keep does not stop a draft', async () => {
  const { entries, ctxs, queue } = await makeDesk(t)
  await saveDraft(ctxs[0]!, {
    ...base,
    entryId: entries[0]!.id,
    seq: 1,
    content: { ...draft('a\u0000b\udc00'), criteria: { 'k\u0000': true } },
  })
  expect((await claimAs(ctxs[0]!, queue)).items[0]!.draft).toMatchObject({ note: 'ab\ufffd', criteria: { k: true } })
})
