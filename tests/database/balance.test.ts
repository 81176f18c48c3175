import { expect, test } from 'vitest'
import type { Gap } from '@/lib/core/balance/gaps'
import { REFERENCE_TARGETS } from '@/lib/core/balance/targets'
import { projectSettingsSchema } from '@/lib/core/policy/settings'
import { newId } from '@/lib/data/id'
import { type Balance, findBalance } from '@/lib/data/queries/balance'
import type { Ctx } from '@/lib/services/context'
import { setBalanceTargets, setBalanceTargetsInput } from '@/lib/services/projects/set-balance-targets'
import { testDatabase } from '@/tests/support/database'
import {
  makeCategory,
  makeChain,
  makeInstruction,
  makeProject,
  makeResponse,
  makeUser,
} from '@/tests/support/factories'
import { makeColleague } from '@/tests/support/review'

const t = testDatabase()

const passed = { verdict: 'PASSED' as const }
const look = async (ctx: Ctx, project: { id: string }, floor = 1): Promise<Balance> =>
  (await findBalance(ctx, project.id, { instructionsPerChain: floor }))!
const chainOf = (steps: string[]) => ({ content: { steps, explanation: 'One step after the other.' }, ...passed })

async function makeStage() {
  const project = await makeProject(t.db)
  const top = await makeCategory(t.db, project)
  const [phishing, empty] = await Promise.all([
    makeCategory(t.db, project, { parentId: top.id, title: 'Phishing' }),
    makeCategory(t.db, project, { parentId: top.id, title: 'Empty' }),
  ])
  const inIt = { categoryId: phishing.id }
  // Two with the same steps: for benign and borderline instructions they are one.
  const one = await makeChain(t.db, project, { ...chainOf(['Files.read_file', 'Mail.send_email']), ...inIt })
  const twin = await makeChain(t.db, project, { ...chainOf(['Files.read_file', 'Mail.send_email']), ...inIt })
  const other = await makeChain(t.db, project, { ...chainOf(['Files.read_file']), ...inIt })
  await makeChain(t.db, project, { ...inIt, verdict: 'OPEN' })
  const make = { harmful: { intent: 'HARMFUL' as const, ...passed }, benign: { intent: 'BENIGN' as const, ...passed } }
  const harmful = await makeInstruction(t.db, project, { from: one, ...make.harmful })
  const benign = await makeInstruction(t.db, project, { from: twin, ...make.benign })
  const { ctx: curator } = await makeColleague(t, project, 'CURATOR')
  const { ctx: reviewer } = await makeColleague(t, project, 'REVIEWER')
  return { project, top, phishing, empty, one, twin, other, harmful, benign, make, curator, reviewer }
}

const gapOf = ({ gaps }: Balance, kind: Gap['kind'], intent: Gap['intent']) =>
  gaps.find((gap) => gap.kind === kind && gap.intent === intent)
const accepted = ({ cells }: Balance) => cells.reduce((sum, cell) => sum + cell.accepted, 0)

test('cells add up to the items, accepted ones to those that passed', async () => {
  const { project, curator } = await makeStage()
  const balance = await look(curator, project)
  expect(balance.cells.reduce((sum, { current }) => sum + current, 0)).toBe(6)
  expect(accepted(balance)).toBe(5)
  expect(balance.chains.toSorted((a, b) => a.instructions - b.instructions)).toEqual([
    { instructions: 0, responses: 0, chains: 1 },
    { instructions: 1, responses: 0, chains: 2 },
  ])
})

test('what came in under the name of another data set stands in cells of its own', async () => {
  const { project, curator, one, make } = await makeStage()
  await makeInstruction(t.db, project, { from: one, ...make.benign, source: 'toolace' })
  const { cells } = await look(curator, project)
  const benign = cells.filter(({ stage, intent }) => stage === 'INSTRUCTION' && intent === 'BENIGN')
  expect(benign.map(({ thirdParty, accepted }) => ({ thirdParty, accepted }))).toEqual(
    expect.arrayContaining([
      { thirdParty: false, accepted: 1 },
      { thirdParty: true, accepted: 1 },
    ]),
  )
})

test('a chain lacks each intent for itself, but what says nothing of harm is made once for the same steps', async () => {
  const { project, phishing, curator, twin, other, one, harmful, benign } = await makeStage()
  const balance = await look(curator, project)
  expect(gapOf(balance, 'INSTRUCTIONS', 'HARMFUL')).toMatchObject({
    ...{ categoryId: phishing.id, missing: 2, waiting: 0, of: 3, numbers: [twin.item.number, other.item.number] },
  })
  expect(gapOf(balance, 'INSTRUCTIONS', 'BENIGN')).toMatchObject({ missing: 1, of: 2, numbers: [other.item.number] })
  const borderline = [one.item.number, other.item.number]
  expect(gapOf(balance, 'INSTRUCTIONS', 'BORDERLINE')).toMatchObject({ missing: 2, of: 2, numbers: borderline })
  expect(gapOf(balance, 'RESPONSES', 'HARMFUL')).toMatchObject({ missing: 1, of: 1, numbers: [harmful.item.number] })
  expect(gapOf(balance, 'RESPONSES', 'BENIGN')).toMatchObject({ missing: 1, of: 1, numbers: [benign.item.number] })
  const two = await look(curator, project, 2)
  expect(gapOf(two, 'INSTRUCTIONS', 'HARMFUL')).toMatchObject({ missing: 3, of: 3 })
  expect((await look(curator, project, 0)).gaps.every(({ kind }) => kind === 'RESPONSES')).toBe(true)
})

test('what is written and waits for its verdict is said, and not asked for again', async () => {
  const { project, curator, twin, other, harmful } = await makeStage()
  await makeInstruction(t.db, project, { from: twin, intent: 'HARMFUL' })
  await makeResponse(t.db, project, { from: harmful })
  const balance = await look(curator, project)
  expect(gapOf(balance, 'INSTRUCTIONS', 'HARMFUL')).toMatchObject({
    ...{ missing: 2, waiting: 1, numbers: [other.item.number] },
  })
  expect(gapOf(balance, 'RESPONSES', 'HARMFUL')).toMatchObject({ missing: 1, waiting: 1, numbers: [] })
})

test('an accepted response fills its instruction’s lack and counts for its chain', async () => {
  const { project, curator, benign } = await makeStage()
  await makeResponse(t.db, project, { from: benign, intent: 'BENIGN', ...passed })
  const balance = await look(curator, project)
  expect(gapOf(balance, 'RESPONSES', 'BENIGN')).toBeUndefined()
  expect(balance.chains).toContainEqual({ instructions: 1, responses: 1, chains: 1 })
})

test('nothing quarantined, put away, stale or of the demo model is accepted, and those left out are counted', async () => {
  const { project, curator, one, twin, other } = await makeStage()
  const before = await look(curator, project)
  const rest = { from: one, intent: 'BENIGN' as const, ...passed }
  await makeInstruction(t.db, project, { ...rest, quarantined: true, quarantineCauses: ['PARENT_FAILED'] })
  await makeInstruction(t.db, project, { ...rest, archivedAt: new Date() })
  await makeInstruction(t.db, project, { ...rest, origin: 'DEMO_MODEL' })
  await makeInstruction(t.db, project, { ...rest, stale: true })
  const after = await look(curator, project)
  expect(accepted(after)).toBe(accepted(before))
  expect(after.gaps).toEqual(before.gaps)
  expect(after.excluded).toEqual({ quarantined: 1, demoModel: 1 })
  expect([twin, other].every(({ item }) => item.verdict === 'PASSED')).toBe(true)
})

test('a verdict under a new judgment, or one that can still be taken back, reads as open to those who judge', async () => {
  const { project, curator, reviewer, one, twin, harmful } = await makeStage()
  expect(await look(reviewer, project)).toEqual(await look(curator, project))
  await t.db.item.update({ where: { id: one.item.id }, data: { rejudged: true } })
  await t.db.item.update({ where: { id: twin.item.id }, data: { standsAt: new Date(Date.now() + 60_000) } })
  const [seen, known] = [await look(reviewer, project), await look(curator, project)]
  expect([accepted(seen), accepted(known)]).toEqual([3, 5])
  expect(seen.chains).toEqual([{ instructions: 0, responses: 0, chains: 1 }])
  expect(gapOf(seen, 'INSTRUCTIONS', 'HARMFUL')).toMatchObject({ of: 1, missing: 1 })
  await t.db.item.update({ where: { id: harmful.item.id }, data: { rejudged: true } })
  expect(gapOf(await look(reviewer, project), 'RESPONSES', 'HARMFUL')).toBeUndefined()
})

test('what the detector thinks of a response that is still to be judged changes no count of those who judge', async () => {
  const { project, reviewer, curator, harmful } = await makeStage()
  const { item } = await makeResponse(t.db, project, { from: harmful })
  const before = await look(reviewer, project)
  await t.db.item.update({ where: { id: item.id }, data: { quarantined: true, quarantineCauses: ['NOT_A_REFUSAL'] } })
  expect(await look(reviewer, project)).toEqual(before)
  expect((await look(curator, project)).excluded.quarantined).toBe(1)
})

test('a borderline item counts as what it was settled to be; while it may be judged, not to those who judge', async () => {
  const { project, curator, reviewer, other } = await makeStage()
  const split = { from: other, intent: 'BORDERLINE' as const, ...passed, split: 'BENIGN' as const }
  const { item, revision } = await makeInstruction(t.db, project, split)
  await t.db.split.create({
    data: {
      ...{ id: newId(), projectId: project.id, itemId: item.id, revisionId: revision.id },
      ...{ userId: (await makeUser(t.db)).id, outcome: 'BENIGN', reason: 'Ordinary work.' },
    },
  })
  await makeResponse(t.db, project, { from: { item, revision }, intent: 'BORDERLINE', ...passed })
  const settled = (balance: Balance) =>
    balance.cells.flatMap((cell) => (cell.intent === 'BORDERLINE' ? [[cell.stage, cell.settled]] : [])).sort()
  const both = [
    ['INSTRUCTION', 'BENIGN'],
    ['RESPONSE', 'BENIGN'],
  ]
  expect([settled(await look(curator, project)), settled(await look(reviewer, project))]).toEqual([both, both])
  await t.db.item.update({ where: { id: item.id }, data: { rejudged: true } })
  expect(settled(await look(curator, project))).toEqual(both)
  expect(settled(await look(reviewer, project))).toEqual(both.map(([stage]) => [stage, null]))
})

test('tools and capabilities: those of the catalogue that nothing uses are there with none', async () => {
  const { project, curator, benign } = await makeStage()
  await t.db.tool.create({ data: { id: newId(), projectId: project.id, name: 'find_note' } })
  const content = {
    ...{ messages: [{ role: 'user' as const, text: 'Please.' }], tools: [], world: null, outcome: 'FINISHED' as const },
  }
  const call = { role: 'assistant' as const, text: '', calls: [{ id: 'a', name: 'send_mail', arguments: '{}' }] }
  const response = { ...content, messages: [...content.messages, call] }
  await makeResponse(t.db, project, { from: benign, intent: 'BENIGN', content: response, ...passed })
  const { tools, capabilities } = await look(curator, project)
  expect(tools).toEqual([
    { name: 'find_note', chains: 0, instructions: 0, responses: 0 },
    { name: 'send_mail', chains: 0, instructions: 2, responses: 1 },
  ])
  expect(capabilities).toContainEqual({ name: 'Files.read_file', chains: 3, instructions: 0, responses: 0 })
})

test('opted-out categories are in no count of their reader, who is told; a stranger gets nothing', async () => {
  const { project, phishing, curator } = await makeStage()
  const userId = curator.actor.kind === 'user' ? curator.actor.userId : ''
  await t.db.preference.create({ data: { projectId: project.id, userId, optOutCategoryIds: [phishing.id] } })
  const balance = await look(curator, project)
  expect(balance).toMatchObject({ cells: [], chains: [], gaps: [], optedOut: 1 })
  expect(balance.categories.map(({ title }) => title)).not.toContain('Phishing')
  const stranger = await makeColleague(t, await makeProject(t.db), 'CURATOR')
  expect(await findBalance(stranger.ctx, project.id, { instructionsPerChain: 1 })).toBeNull()
})

test('targets are kept with the project’s other policies, and the audit has both versions', async () => {
  const { project, curator } = await makeStage()
  await t.db.project.update({ where: { id: project.id }, data: { settings: { maskFromSeverity: 1 } } })
  const wanted = { ...REFERENCE_TARGETS, harmful: 30, benign: 70, thirdParty: 0, chainsPerSubcategory: 3 }
  await setBalanceTargets(curator, { projectId: project.id, ...wanted })
  const { settings } = await t.db.project.findUniqueOrThrow({ where: { id: project.id } })
  expect(projectSettingsSchema.parse(settings)).toMatchObject({ maskFromSeverity: 1, balance: wanted })
  const event = await t.db.auditEvent.findFirstOrThrow({ where: { projectId: project.id } })
  expect(event).toMatchObject({
    ...{ action: 'project.set-balance-targets', data: { before: REFERENCE_TARGETS, after: wanted } },
  })
  const bad = setBalanceTargetsInput.safeParse({ projectId: project.id, ...wanted, benign: 60 })
  expect(bad.error?.issues).toMatchObject([{ path: ['thirdParty'], message: 'Together 90.0 %, not 100 %' }])
})
