import { expect, test } from 'vitest'
import { rateLine } from '@/lib/core/review/quality-report'
import { findQuality } from '@/lib/data/queries/quality'
import { recent } from '@/lib/services/review/recent'
import { withdrawJudgment } from '@/lib/services/review/withdraw-judgment'
import { testDatabase } from '@/tests/support/database'
import { expectNoDrift, judge, letStand, makeColleague, makeDesk, tab } from '@/tests/support/review'

const t = testDatabase()
const offers = (ambiguousCountsAs: 'REJECT' | 'ACCEPT' = 'REJECT') => ({
  queue: { slots: 3, offersAmbiguous: true, ambiguousCountsAs },
})

test('where the queue does not offer it, ambiguous is no answer', async () => {
  const { entries, ctxs } = await makeDesk(t)
  await expect(judge(ctxs[0]!, entries[0]!, { decision: 'AMBIGUOUS' })).rejects.toMatchObject({
    code: 'invalid',
    fieldErrors: { decision: [expect.stringContaining('not among the answers')] },
  })
  expect(await t.db.judgment.count({ where: { entryId: entries[0]!.id } })).toBe(0)
})

test.each([
  ['REJECT', 'FAILED'],
  ['ACCEPT', 'PASSED'],
] as const)('read as %s it makes the verdict %s, fills its slot and is counted apart', async (countsAs, verdict) => {
  const { entries, ctxs } = await makeDesk(t, offers(countsAs))
  const [a, b, c] = ctxs
  await judge(a!, entries[0]!)
  await judge(b!, entries[0]!, { decision: 'REJECT' })
  expect((await judge(c!, entries[0]!, { decision: 'AMBIGUOUS' })).state).toBe('COUNTED')
  const entry = await t.db.queueEntry.findUniqueOrThrow({ where: { id: entries[0]!.id } })
  expect(entry).toMatchObject({
    status: 'CLOSED',
    verdict,
    accepts: 1,
    rejects: 1,
    ambiguous: 1,
    settledBy: 'MAJORITY',
  })
  await expectNoDrift(t)
})

test('its reasons are optional; taken back it is the draft again, with what was said', async () => {
  const { entries, ctxs, queue } = await makeDesk(t, offers())
  const said = {
    decision: 'AMBIGUOUS',
    reasons: ['missing_tool'],
    note: 'Fits both.',
    criteria: { logical: false },
  } as const
  const { id } = await judge(ctxs[0]!, entries[0]!, { ...said, reasons: [...said.reasons] })
  expect((await recent(ctxs[0]!, { queueId: queue.id })).judgments[0]!.answer).toMatchObject(said)
  const { item } = await withdrawJudgment(ctxs[0]!, { judgmentId: id, clientId: tab(1) })
  expect(item.draft).toMatchObject(said)
  expect((await judge(ctxs[0]!, entries[0]!, { decision: 'AMBIGUOUS' })).state).toBe('COUNTED')
  const event = await t.db.auditEvent.findFirstOrThrow({
    where: { action: 'judgment.submit' },
    orderBy: { at: 'desc' },
  })
  expect(event.data).toMatchObject({ decision: 'AMBIGUOUS' })
})

test('the quality page has both readings of the same votes, with the same n', async () => {
  const { project, entries, ctxs } = await makeDesk(t, { ...offers(), items: 2 })
  const curator = await makeColleague(t, project, 'CURATOR')
  const [a, b, c] = ctxs
  for (const entry of entries) {
    await judge(a!, entry)
    await judge(b!, entry, { decision: entry === entries[0] ? 'REJECT' : 'ACCEPT' })
    await judge(c!, entry, { decision: 'AMBIGUOUS' })
  }
  await letStand(t.db)
  const { patterns } = (await findQuality(curator.ctx, project.id))!
  const { readings, figures } = rateLine(
    { key: 'all', label: 'All' },
    { patterns, open: [] },
    { noun: 'chains', group: 'AS_GENERATED' },
    { reviews: false },
  )
  expect(figures.majority.value).toMatchObject({ passed: 1, n: 2 })
  expect(readings?.strict.value).toMatchObject({ passed: 1, n: 2 })
  expect(readings?.lenient.value).toMatchObject({ passed: 2, n: 2 })
  expect(readings?.lenient.value?.estimand).toContain('ambiguous read as accept')
})
