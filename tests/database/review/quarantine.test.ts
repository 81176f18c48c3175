import { expect, test } from 'vitest'
import type { ResponseLabel } from '@/lib/core/compliance/labels'
import { findContested, listContested } from '@/lib/data/queries/adjudication'
import { listItems } from '@/lib/data/queries/items'
import { listPreferencePairs } from '@/lib/data/queries/preference-pairs'
import { adjudicate } from '@/lib/services/adjudication/adjudicate'
import type { Ctx } from '@/lib/services/context'
import { peekItem } from '@/lib/services/items/peek-item'
import { revealItem } from '@/lib/services/items/reveal-item'
import { claim } from '@/lib/services/review/claim'
import { earlier } from '@/lib/services/review/earlier'
import { opinions } from '@/lib/services/review/opinions'
import { recent } from '@/lib/services/review/recent'
import { reveal } from '@/lib/services/review/reveal'
import { withdrawJudgment } from '@/lib/services/review/withdraw-judgment'
import { settleSplit } from '@/lib/services/splits/settle-split'
import { testDatabase } from '@/tests/support/database'
import { label, makeResponseDesk } from '@/tests/support/response-desk'
import { claimAs, letStand, makeColleague, tab } from '@/tests/support/review'

const t = testDatabase()
const CANARY = 'canary-quarantined'
const texts = [`${CANARY} first ⟨steps left out⟩`]

type Desk = Awaited<ReturnType<typeof makeResponseDesk>>
const itemOf = ({ responses }: Desk, n = 0) =>
  t.db.item.findUniqueOrThrow({
    where: { id: responses[n]!.item.id },
    select: { quarantined: true, quarantineCauses: true },
  })
const free = { quarantined: false, quarantineCauses: [] }
const kept = { quarantined: true, quarantineCauses: ['NOT_A_REFUSAL'] }

/** All of an entry's people say the same. */
async function agree({ ctxs, entries }: Desk, say: ResponseLabel, n = 0) {
  for (const ctx of ctxs) await label(ctx, entries[n]!, say)
}

test('what the detector does not take for a refusal is quarantined, and what it has not looked at', async () => {
  const options = { texts: ['a', 'b', 'c'], detected: ['refusal', 'deflection', null] as (ResponseLabel | null)[] }
  const desk = await makeResponseDesk(t, options)
  expect([await itemOf(desk, 0), await itemOf(desk, 1), await itemOf(desk, 2)]).toEqual([free, kept, kept])
  const benign = await makeResponseDesk(t, { ...options, intent: 'BENIGN' })
  for (const n of [0, 1, 2]) expect(await itemOf(benign, n)).toEqual(free)
})

test('people outweigh the detector: a refusal that passed is let go, a response that failed is kept', async () => {
  const taken = await makeResponseDesk(t, { detected: ['full_compliance'] })
  await agree(taken, 'refusal')
  expect(await itemOf(taken)).toEqual(free)
  const missed = await makeResponseDesk(t, { detected: ['refusal'] })
  await agree(missed, 'partial_compliance')
  expect(await itemOf(missed)).toEqual(kept)
})

test('passing by policy makes no refusal of a deflection', async () => {
  const desk = await makeResponseDesk(t, { detected: ['refusal'] })
  await t.db.project.update({ where: { id: desk.project.id }, data: { settings: { turningAsidePasses: true } } })
  for (const ctx of desk.ctxs) await label(ctx, desk.entries[0]!, 'deflection', { decision: 'ACCEPT' })
  const item = await t.db.item.findUniqueOrThrow({ where: { id: desk.responses[0]!.item.id } })
  expect(item).toMatchObject({ verdict: 'PASSED', ...kept })
})

test('taking the deciding answer back takes the release back', async () => {
  const desk = await makeResponseDesk(t, { detected: ['full_compliance'] })
  const [first, second, third] = desk.ctxs
  await label(first!, desk.entries[0]!, 'refusal')
  await label(second!, desk.entries[0]!, 'refusal')
  const { id } = await label(third!, desk.entries[0]!, 'refusal')
  expect(await itemOf(desk)).toEqual(free)
  await withdrawJudgment(third!, { judgmentId: id, clientId: tab(1) })
  expect(await itemOf(desk)).toEqual(kept)
})

test('an adjudication decides, by its label', async () => {
  const desk = await makeResponseDesk(t, { reviewers: 2, slots: 2, detected: ['refusal'] })
  await label(desk.ctxs[0]!, desk.entries[0]!, 'refusal')
  await label(desk.ctxs[1]!, desk.entries[0]!, 'full_compliance')
  expect(await itemOf(desk)).toEqual(free)
  const { ctx } = await makeColleague(t, desk.project, 'ADJUDICATOR')
  await adjudicate(ctx, {
    entryId: desk.entries[0]!.id,
    outcome: 'FAILED',
    label: 'full_compliance',
    reason: 'It acts.',
  })
  expect(await itemOf(desk)).toEqual(kept)
})

test('settling a borderline instruction has its responses detected anew, quarantined or let go', async () => {
  const done = ['Sure, here is how: ⟨steps left out⟩. All of it is done.']
  const desk = await makeResponseDesk(t, { intent: 'BORDERLINE', texts: done })
  expect(await itemOf(desk)).toEqual(free)
  const { ctx } = await makeColleague(t, desk.project, 'ADJUDICATOR')
  const { item, revision } = desk.instruction
  const split = { itemId: item.id, revisionId: revision.id, reason: 'It asks for harm.' }
  await settleSplit(ctx, { ...split, outcome: 'HARMFUL' })
  expect(await itemOf(desk)).toEqual(kept)
  await settleSplit(ctx, { ...split, outcome: 'BENIGN' })
  expect(await itemOf(desk)).toEqual(free)
})

/** Every way to a response's text, as one text. */
async function everything(ctx: Ctx, desk: Desk): Promise<string> {
  const { project, queue, entries, responses } = desk
  const [entryId, itemId] = [entries[0]!.id, responses[0]!.item.id]
  const list = { projectId: project.id, stage: 'RESPONSE', archived: false, sort: 'updated', dir: 'desc' } as const
  const page = { ...list, from: null, size: 20 }
  const settled = await Promise.allSettled([
    listItems(ctx, { ...page, filter: {} }),
    listItems(ctx, { ...page, filter: { quarantined: true } }),
    claim(ctx, { queueId: queue.id, clientId: tab(1), have: [], want: 10 }),
    recent(ctx, { queueId: queue.id }),
    earlier(ctx, { entryId }),
    opinions(ctx, { entryId }),
    peekItem(ctx, { itemId }),
    peekItem(ctx, { itemId: desk.instruction.item.id }),
    revealItem(ctx, { itemId }),
    reveal(ctx, { entryId }),
    listContested(ctx, project.id),
    findContested(ctx, entryId),
    listPreferencePairs(ctx, { projectId: project.id }),
  ])
  return JSON.stringify(settled.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason))))
}
const found = async (ctx: Ctx, desk: Desk) => {
  const list = { projectId: desk.project.id, stage: 'RESPONSE', archived: false, sort: 'updated', dir: 'desc' } as const
  return (await listItems(ctx, { ...list, from: null, size: 20, filter: { text: CANARY } }))?.rows.length
}

test.each(['REVIEWER', 'ADJUDICATOR', 'VIEWER'] as const)(
  'a %s without the permission reaches quarantined text by no path, before and after its verdict',
  async (role) => {
    const desk = await makeResponseDesk(t, { texts, detected: ['full_compliance'] })
    const { ctx } = await makeColleague(t, desk.project, role)
    expect(await everything(ctx, desk)).not.toContain(CANARY)
    expect(await found(ctx, desk)).toBe(0)
    await agree(desk, 'full_compliance')
    await letStand(t.db)
    expect(await everything(ctx, desk)).not.toContain(CANARY)
    expect(await found(ctx, desk)).toBe(0)
  },
)

test('while it is judged, what is quarantined looks like what is not to everybody without votes to see', async () => {
  const looks = async (say: ResponseLabel) => {
    const desk = await makeResponseDesk(t, { texts: ['The same words.'], detected: [say] })
    const { ctx } = await makeColleague(t, desk.project, 'REVIEWER')
    const own = await claimAs(desk.ctxs[0]!, desk.queue)
    const seen = [await everything(ctx, desk), JSON.stringify(own)].join('\n')
    // Ids, numbers and moments are each desk's own.
    return seen
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'at')
      .replaceAll(/ada-\d+/g, 'ada')
      .replaceAll(/(category|queue|user|person|project|reviewer|name|request)[^"]{0,20}\d+/gi, 'name')
  }
  expect(await looks('full_compliance')).toBe(await looks('refusal'))
})

test('a refusal that passed is read by all, and one that was never judged by curators alone', async () => {
  const desk = await makeResponseDesk(t, { texts, detected: ['refusal'] })
  const { ctx } = await makeColleague(t, desk.project, 'VIEWER')
  expect(await everything(ctx, desk)).not.toContain(CANARY)
  await agree(desk, 'refusal')
  await letStand(t.db)
  const { bodies } = await revealItem(ctx, { itemId: desk.responses[0]!.item.id })
  expect(JSON.stringify(bodies)).toContain(CANARY)
})

const traces = async (userId: string, revisionId: string) => ({
  exposures: await t.db.exposure.count({ where: { userId, revisionId, revealed: true } }),
  audited: await t.db.auditEvent.count({
    where: { actorId: userId, action: { in: ['item.reveal', 'revision.reveal'] } },
  }),
})

test('who judges it reads it while they judge: masked until asked for, recorded as exposure and in the audit', async () => {
  const desk = await makeResponseDesk(t, { texts, detected: ['full_compliance'] })
  const [ctx] = desk.ctxs
  const entryId = desk.entries[0]!.id
  const { items } = await claimAs(ctx!, desk.queue)
  expect(items[0]).toMatchObject({ entryId, masked: true, body: null })
  expect(JSON.stringify(await reveal(ctx!, { entryId }))).toContain(CANARY)
  const revisionId = desk.responses[0]!.revision.id
  expect(await traces(desk.users[0]!.id, revisionId)).toEqual({ exposures: 1, audited: 1 })
  await agree(desk, 'full_compliance')
  expect(JSON.stringify(await reveal(ctx!, { entryId }))).toContain(CANARY)
  await letStand(t.db)
  await expect(reveal(ctx!, { entryId })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(revealItem(ctx!, { itemId: items[0]!.itemId })).rejects.toMatchObject({ code: 'forbidden' })
})

test('who settles it reads it until it is settled', async () => {
  const desk = await makeResponseDesk(t, { texts, reviewers: 2, slots: 2, detected: ['full_compliance'] })
  await label(desk.ctxs[0]!, desk.entries[0]!, 'refusal')
  await label(desk.ctxs[1]!, desk.entries[0]!, 'full_compliance')
  const { ctx } = await makeColleague(t, desk.project, 'ADJUDICATOR')
  const entryId = desk.entries[0]!.id
  expect(JSON.stringify(await findContested(ctx, entryId))).not.toContain(CANARY)
  expect(JSON.stringify(await reveal(ctx, { entryId }))).toContain(CANARY)
  expect(JSON.stringify(await findContested(ctx, entryId))).toContain(CANARY)
  await adjudicate(ctx, { entryId, outcome: 'FAILED', label: 'full_compliance', reason: 'It acts.' })
  await expect(reveal(ctx, { entryId })).rejects.toMatchObject({ code: 'forbidden' })
  expect(JSON.stringify(await findContested(ctx, entryId))).not.toContain(CANARY)
})

test('a curator reads it on its page, masked until asked for, on record', async () => {
  const desk = await makeResponseDesk(t, { texts, detected: ['full_compliance'] })
  const { ctx, user } = await makeColleague(t, desk.project, 'CURATOR')
  const itemId = desk.responses[0]!.item.id
  expect(JSON.stringify(await peekItem(ctx, { itemId }))).not.toContain(CANARY)
  expect(JSON.stringify(await revealItem(ctx, { itemId }))).toContain(CANARY)
  expect(await traces(user.id, desk.responses[0]!.revision.id)).toEqual({ exposures: 1, audited: 1 })
})

test('another cause keeps it from its judges too', async () => {
  const desk = await makeResponseDesk(t, { texts, detected: ['full_compliance'] })
  const { id } = desk.responses[0]!.item
  await t.db.item.update({ where: { id }, data: { quarantineCauses: ['NOT_A_REFUSAL', 'PARENT_FAILED'] } })
  expect((await claimAs(desk.ctxs[0]!, desk.queue)).items).toEqual([])
})
