import { expect, test } from 'vitest'
import { listAudits } from '@/lib/data/queries/audits'
import { findGold, findSeededGold, listCalibrations, listOwnCalibrations } from '@/lib/data/queries/gold'
import { findQuality } from '@/lib/data/queries/quality'
import { adjudicate } from '@/lib/services/adjudication/adjudicate'
import { collectGold } from '@/lib/services/gold/collect-gold'
import { createAudit } from '@/lib/services/gold/create-audit'
import { createCalibration } from '@/lib/services/gold/create-calibration'
import { seedGold } from '@/lib/services/gold/seed-gold'
import { setGold } from '@/lib/services/gold/set-gold'
import { earlier } from '@/lib/services/review/earlier'
import { recent } from '@/lib/services/review/recent'
import { withdrawJudgment } from '@/lib/services/review/withdraw-judgment'
import { testDatabase } from '../../support/database'
import { makeChain, makeGold } from '../../support/factories'
import { claimAs, judge, letStand, makeColleague, makeDesk, tab } from '../../support/review'

const t = testDatabase()
const SEED = 7

const decisionsOf = (decision: 'ACCEPT' | 'REJECT') =>
  decision === 'ACCEPT' ? { decision } : { decision, criteria: { logical: false } }

test('gold answers come of what was adjudicated or agreed on, or are set by hand', async () => {
  const { project, ctxs, entries } = await makeDesk(t, { items: 3, queue: { slots: 3 } })
  const curator = await makeColleague(t, project, 'CURATOR')
  const votes = [
    ['ACCEPT', 'ACCEPT', 'ACCEPT'],
    ['ACCEPT', 'REJECT', 'REJECT'],
    ['ACCEPT', 'REJECT', 'ABSTAIN'],
  ] as const
  for (const [index, said] of votes.entries()) {
    for (const [rater, decision] of said.entries()) {
      const data = decision === 'ABSTAIN' ? { decision } : decisionsOf(decision)
      await judge(ctxs[rater]!, entries[index]!, data)
    }
  }
  await letStand(t.db)
  await adjudicate(curator.ctx, { entryId: entries[2]!.id, outcome: 'FAILED', proposalId: null, reason: 'Idle step.' })
  const asked = { projectId: project.id, stage: 'CHAIN', most: 50 } as const
  expect(await collectGold(curator.ctx, { ...asked, source: 'AGREED' })).toEqual({ added: 1 })
  expect(await collectGold(curator.ctx, { ...asked, source: 'ADJUDICATED' })).toEqual({ added: 1 })
  expect(await collectGold(curator.ctx, { ...asked, source: 'AGREED' })).toEqual({ added: 0 })
  const gold = (await findGold(curator.ctx, asked))!
  expect(gold.map(({ decision, reason, source }) => [decision, reason, source])).toEqual([
    ['ACCEPT', 'All 3 reviewers said so.', 'AGREED'],
    ['REJECT', 'Idle step.', 'ADJUDICATED'],
  ])
  expect(await findGold(ctxs[0]!, asked)).toBeNull()
  const by = { projectId: project.id, number: gold[0]!.number, label: null }
  await setGold(curator.ctx, { ...by, decision: 'REJECT', reason: 'On second thought.' })
  expect((await findGold(curator.ctx, asked))![0]).toMatchObject({ decision: 'REJECT', source: 'HAND' })
  await setGold(curator.ctx, { ...by, decision: null, reason: '' })
  expect(await findGold(curator.ctx, asked)).toHaveLength(1)
  await expect(setGold(curator.ctx, { ...by, decision: 'ACCEPT', reason: '' })).rejects.toMatchObject({
    code: 'invalid',
  })
})

test('a calibration tells the gold answer after each, and who passed; what was told stands', async () => {
  const { project, ctxs, users, chains } = await makeDesk(t, { items: 4, reviewers: 2 })
  const curator = await makeColleague(t, project, 'CURATOR')
  for (const [index, chain] of chains.entries())
    await makeGold(t.db, project, chain, { decision: index < 3 ? 'ACCEPT' : 'REJECT', reason: `Why ${index}` })
  const { queueId, size } = await createCalibration(curator.ctx, {
    ...{ projectId: project.id, name: 'First', stage: 'CHAIN', size: 4, passMark: 0.75, seed: SEED },
    reviewerIds: users.map(({ id }) => id),
  })
  expect(size).toBe(4)
  // Accepts everything: three of four.
  const { items } = await claimAs(ctxs[0]!, { id: queueId })
  expect(JSON.stringify(items)).not.toMatch(/gold|Why \d/i)
  let last = ''
  for (const [index, item] of items.entries()) {
    const said = await judge(ctxs[0]!, { id: item.entryId, revisionId: item.revisionId })
    last = said.id
    const right = item.itemId !== chains[3]!.item.id
    expect(said.feedback).toMatchObject({
      number: item.number,
      right,
      tally: { answered: index + 1, of: 4, passMark: 0.75 },
    })
    expect(said.feedback?.gold.reason).toMatch(/^Why \d$/)
  }
  await expect(withdrawJudgment(ctxs[0]!, { judgmentId: last, clientId: tab(1) })).rejects.toThrow(
    /gold answer was shown/,
  )
  await expect(earlier(ctxs[0]!, { entryId: items[0]!.entryId })).rejects.toMatchObject({ code: 'forbidden' })

  expect(await listOwnCalibrations(ctxs[0]!, project.id)).toMatchObject([
    { right: 3, answered: 4, of: 4, passMark: 0.75 },
  ])
  expect(await listOwnCalibrations(ctxs[1]!, project.id)).toEqual([])
  expect(await listCalibrations(ctxs[0]!, project.id)).toBeNull()
  const [calibration] = (await listCalibrations(curator.ctx, project.id))!
  expect(calibration?.scores.map(({ right, answered }) => [right, answered]).toSorted()).toEqual([
    [0, 0],
    [3, 4],
  ])
  expect((await findQuality(curator.ctx, project.id))?.patterns).toEqual([])
})

test('gold texts among an ordinary queue’s look like the others, enter no figure, and their results are the curator’s', async () => {
  const { project, ctxs, queue, category } = await makeDesk(t, { items: 6, reviewers: 2, queue: { slots: 2 } })
  const curator = await makeColleague(t, project, 'CURATOR')
  for (let n = 0; n < 3; n++) {
    const chain = await makeChain(t.db, project, { categoryId: category.id })
    await makeGold(t.db, project, chain, { decision: 'REJECT' })
  }
  const seeded = await seedGold(curator.ctx, { queueId: queue.id, rate: 0.25, seed: SEED })
  expect(seeded).toEqual({ added: 2, gold: 2 })
  expect(await seedGold(curator.ctx, { queueId: queue.id, rate: 0.25, seed: SEED })).toEqual({ added: 0, gold: 2 })

  const { items, left } = await claimAs(ctxs[0]!, queue)
  expect(left).toBe(8)
  const keys = items.map((item) => Object.keys(item).sort().join())
  expect(new Set(keys).size).toBe(1)
  expect(JSON.stringify(items)).not.toMatch(/gold/i)
  for (const ctx of ctxs) {
    for (;;) {
      const { items } = await claimAs(ctx, queue)
      if (items.length === 0) break
      for (const item of items) {
        const said = await judge(ctx, { id: item.entryId, revisionId: item.revisionId })
        expect(said.feedback).toBeUndefined()
      }
    }
  }
  await letStand(t.db)
  expect(JSON.stringify(await recent(ctxs[0]!, { queueId: queue.id }))).not.toMatch(/gold/i)
  const held = await t.db.queueEntry.findMany({ where: { queueId: queue.id, goldId: { not: null } } })
  const seen = await earlier(ctxs[0]!, { entryId: held[0]!.id }).catch((error: { code: string }) => error.code)
  if (typeof seen !== 'string') expect(seen.judgments).toHaveLength(2)

  const result = (await findSeededGold(curator.ctx, { projectId: project.id, queueId: queue.id }))!
  expect(result).toMatchObject({ gold: 2, of: 8 })
  expect(result.scores.map(({ right, answered }) => [right, answered])).toEqual([
    [0, 2],
    [0, 2],
  ])
  expect(await findSeededGold(ctxs[0]!, { projectId: project.id, queueId: queue.id })).toBeNull()
  const quality = (await findQuality(curator.ctx, project.id))!
  expect(quality.patterns.reduce((sum, { items: n }) => sum + n, 0)).toBe(6)
})

test('a lead looks again at a seeded share of everybody’s work, blind, and agreement is by name with its n', async () => {
  const { project, ctxs, entries, queue, users } = await makeDesk(t, { items: 8, reviewers: 2, queue: { slots: 2 } })
  const curator = await makeColleague(t, project, 'CURATOR')
  const lead = await makeColleague(t, project, 'ADJUDICATOR')
  for (const [index, entry] of entries.entries()) {
    await judge(ctxs[0]!, entry)
    await judge(ctxs[1]!, entry, decisionsOf(index < 4 ? 'REJECT' : 'ACCEPT'))
  }
  const ask = () => createAudit(curator.ctx, { queueId: queue.id, leadIds: [lead.user.id], share: 0.5, seed: SEED })
  // Nothing stands yet.
  await expect(ask()).rejects.toMatchObject({ code: 'invalid' })
  await letStand(t.db)
  const made = await ask()
  expect(made.judgments).toBe(8)
  const [one] = (await listAudits(curator.ctx, project.id))!
  expect(one).toMatchObject({ n: 0, waiting: 4 })

  const audit = { id: made.queueId }
  const { items } = await claimAs(lead.ctx, audit)
  expect(items).toHaveLength(made.texts)
  for (const item of items) await judge(lead.ctx, { id: item.entryId, revisionId: item.revisionId })
  await expect(earlier(lead.ctx, { entryId: items[0]!.entryId })).rejects.toMatchObject({ code: 'forbidden' })
  // Whoever judged a text is not served it in the audit.
  await t.db.queueReviewer.create({ data: { queueId: audit.id, userId: users[0]!.id } })
  expect((await claimAs(ctxs[0]!, audit)).items).toEqual([])

  const lines = (await listAudits(curator.ctx, project.id))!
  expect(lines.map(({ n, waiting }) => [n, waiting])).toEqual([
    [4, 0],
    [4, 0],
  ])
  // The lead accepts all: the first reviewer did too, the second one not always.
  expect(lines.find(({ userId }) => userId === users[0]!.id)?.same).toBe(4)
  expect(lines.find(({ userId }) => userId === users[1]!.id)!.same).toBeLessThan(5)
  expect(await listAudits(ctxs[0]!, project.id)).toBeNull()
  // What was drawn is not drawn again.
  expect((await ask()).judgments).toBe(4)
  expect(await t.db.item.count({ where: { projectId: project.id, rejudged: true } })).toBeGreaterThan(0)
})
