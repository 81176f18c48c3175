import { expect, test } from 'vitest'
import { seedDemo } from '@/lib/services/demo/seed-demo'
import { settleEntry } from '@/lib/services/review/settle-entry'
import { testDatabase } from '../../support/database'
import { makeUser, userActor } from '../../support/factories'

const t = testDatabase()

async function seed() {
  const owner = await makeUser(t.db, { admin: true })
  const ctx = t.ctx(await userActor(t.db, owner))
  return { ctx, owner, place: await seedDemo(ctx, { ownerId: owner.id }) }
}

test('the demo has 3 categories, 12 subcategories, 42 chains, and every verdict in it', async () => {
  const { place } = await seed()
  const project = await t.db.project.findUniqueOrThrow({ where: { slug: place.projectSlug } })
  const categories = await t.db.category.groupBy({ by: ['parentId'], where: { projectId: project.id }, _count: true })
  expect(categories.find(({ parentId }) => parentId === null)?._count).toBe(3)
  expect(categories.filter(({ parentId }) => parentId !== null).reduce((sum, { _count }) => sum + _count, 0)).toBe(12)
  expect(await t.db.item.count({ where: { projectId: project.id } })).toBe(42)
  const verdicts = await t.db.item.groupBy({ by: ['verdict'], where: { projectId: project.id }, _count: true })
  const count = Object.fromEntries(verdicts.map(({ verdict, _count }) => [verdict, _count]))
  expect(count).toEqual({ PASSED: 8, FAILED: 1, CONTESTED: 2, OPEN: 31 })
  const proposals = await t.db.proposal.findMany({ orderBy: { status: 'asc' } })
  expect(proposals.map(({ status }) => status)).toEqual(['KEPT', 'APPLIED'])
})

test('seeding the demo again changes nothing, and its reviewers cannot sign in', async () => {
  const { ctx, owner, place } = await seed()
  const before = await t.db.judgment.count()
  expect(await seedDemo(ctx, { ownerId: owner.id })).toEqual(place)
  expect(await t.db.judgment.count()).toBe(before)
  const people = await t.db.user.findMany({ where: { email: { endsWith: '@plumbline.invalid' } } })
  expect(people.map(({ disabledAt }) => disabledAt !== null)).toEqual([true, true, true])
})

test('every step of the demo has a tool with a schema: instructions can be made from its chains', async () => {
  const { place } = await seed()
  const { id } = await t.db.project.findUniqueOrThrow({ where: { slug: place.projectSlug } })
  const chains = await t.db.item.findMany({ where: { projectId: id }, select: { stepKey: true } })
  const tools = await t.db.tool.findMany({ where: { projectId: id }, include: { capability: true } })
  const able = new Set(tools.flatMap(({ schema, capability }) => (schema && capability ? [capability.name] : [])))
  expect(chains.flatMap(({ stepKey }) => stepKey.split(' > ')).filter((step) => !able.has(step))).toEqual([])
})

test('verdicts of the demo are those that its judgments derive', async () => {
  const { place } = await seed()
  const entries = await t.db.queueEntry.findMany({ where: { queueId: place.queueId } })
  for (const entry of entries) {
    const derived = await t.db.$transaction((tx) => settleEntry(tx, entry.id))
    expect(derived).toMatchObject({ status: entry.status, verdict: entry.verdict })
  }
})
