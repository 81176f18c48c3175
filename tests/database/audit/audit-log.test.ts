import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { listAudit, listAuditActors } from '@/lib/data/queries/audit'
import { writeAudit } from '@/lib/services/audit'
import { exportAudit } from '@/lib/services/audit-log/export-audit'
import type { Ctx } from '@/lib/services/context'
import { testDatabase } from '../../support/database'
import { makeChain, makeMember, makeProject, makeToken, makeUser, userActor } from '../../support/factories'

const t = testDatabase()
let ctx: Ctx
let project: { id: string }
let admin: { id: string }
let token: { id: string }
let chain: Awaited<ReturnType<typeof makeChain>>

const ACTS = ['study.create', 'snapshot.freeze', 'certificate.issue', 'gold.set', 'token.create', 'evaluation.import']

beforeAll(async () => {
  project = await makeProject(t.db)
  admin = await makeUser(t.db, { admin: true, name: 'Ada Admin' })
  ctx = t.ctx(await userActor(t.db, admin))
  chain = await makeChain(t.db, project)
  token = await makeToken(t.db, project, admin)
  const write = (by: Pick<Ctx, 'actor'>, action: string, more = {}) =>
    t.db.$transaction((tx) => writeAudit(tx, by, { action, projectId: project.id, ...more }))
  for (let round = 0; round < 40; round++) for (const action of ACTS) await write(ctx, action, { data: { round } })
  await write({ actor: { kind: 'job', name: 'x' } }, 'snapshot.frozen')
  await write(ctx, 'item.purge', { target: { kind: 'item', id: chain.item.id }, data: { reason: '=1+1, "quoted"' } })
  await t.db.auditEvent.create({
    data: { id: randomUUID(), projectId: project.id, actorKind: 'token', actorId: token.id, action: 'run.create' },
  })
  await t.db.$transaction((tx) => writeAudit(tx, ctx, { action: 'provider.create' }))
})

async function readAll(filter: Parameters<typeof listAudit>[2]) {
  const rows = []
  let before: string | null = null
  do {
    const page: NonNullable<Awaited<ReturnType<typeof listAudit>>> = (await listAudit(ctx, project.id, filter, {
      before,
      limit: 7,
    }))!
    rows.push(...page.rows)
    before = page.next
  } while (before !== null)
  return rows
}

test('pages hold every event once, newest first, also where many are of one moment', async () => {
  await t.db.$executeRawUnsafe('alter table audit_events disable trigger user')
  await t.db.$executeRaw`update audit_events set at = date_trunc('second', at) where project_id = ${project.id}::uuid`
  await t.db.$executeRawUnsafe('alter table audit_events enable trigger user')
  const rows = await readAll({})
  expect(rows).toHaveLength(243)
  expect(new Set(rows.map(({ id }) => id)).size).toBe(243)
  const places = rows.map(({ at, id }) => `${at.toISOString()} ${id}`)
  expect(places).toEqual([...places].sort().reverse())
})

test('filters narrow by area, act, person, token, kind and item; what is of no project is a list of its own', async () => {
  const actions = async (filter: Parameters<typeof listAudit>[2]) =>
    [...new Set((await readAll(filter)).map(({ action }) => action))].sort()
  expect(await actions({ what: 'snapshots' })).toEqual(['certificate.issue', 'snapshot.freeze', 'snapshot.frozen'])
  expect(await actions({ what: 'judging' })).toEqual(['gold.set'])
  expect(await actions({ what: 'snapshot.frozen' })).toEqual(['snapshot.frozen'])
  expect(await actions({ who: 'job' })).toEqual(['snapshot.frozen'])
  expect(await actions({ who: token.id })).toEqual(['run.create'])
  expect(await actions({ who: admin.id })).not.toContain('run.create')
  const [purge] = await readAll({ item: chain.item.number })
  expect(purge).toMatchObject({ action: 'item.purge', item: { number: chain.item.number, stage: 'CHAIN' } })
  expect(await actions({ of: 'installation' })).toContain('provider.create')
  expect(await actions({ from: '2000-01-01', to: '2000-01-02' })).toEqual([])
  const actors = await listAuditActors(ctx, project.id)
  expect(actors?.people.map(({ id }) => id)).toContain(admin.id)
  expect(actors?.tokens.map(({ id }) => id)).toEqual([token.id])
})

async function collect(pieces: AsyncGenerator<string>) {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

test('a file holds all that matches, and that it was taken out stands in the log', async () => {
  const filter = { what: 'study.create' }
  const jsonl = await collect(await exportAudit(ctx, { projectId: project.id, filter, file: 'jsonl' }))
  const events = jsonl
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(events).toHaveLength(40)
  expect(events[0]).toMatchObject({ action: 'study.create', actor: 'Ada Admin', actorKind: 'user' })
  const csv = await collect(
    await exportAudit(ctx, { projectId: project.id, filter: { what: 'item.purge' }, file: 'csv' }),
  )
  const [head, row, end] = csv.split('\r\n')
  expect(head).toBe('at,action,actor,actor_kind,actor_id,target_kind,target_id,data,ip,id')
  expect(row).toContain(chain.item.id)
  expect(end).toBe('')
  const [taken] = (await listAudit(ctx, project.id, { what: 'audit-log.export' }))!.rows
  expect(taken?.data).toEqual({ file: 'csv', what: 'item.purge' })
})

test('an admin who judges here gets no answers of others, neither on the page nor in a file', async () => {
  const judge = await makeUser(t.db, { admin: true })
  await makeMember(t.db, project, judge, 'REVIEWER')
  const own = t.ctx(await userActor(t.db, judge))
  const page = await listAudit(own, project.id, { what: 'gold.set' })
  expect(page?.rows.map(({ data }) => data)).toEqual(Array(40).fill(null))
  const file = await collect(
    await exportAudit(own, { projectId: project.id, filter: { what: 'gold.set' }, file: 'jsonl' }),
  )
  expect(file).not.toContain('round')
})

test('nobody but an admin reads it', async () => {
  const curator = await makeUser(t.db)
  await makeMember(t.db, project, curator, 'CURATOR')
  const own = t.ctx(await userActor(t.db, curator))
  expect(await listAudit(own, project.id, {})).toBeNull()
  expect(await listAuditActors(own, project.id)).toBeNull()
  await expect(exportAudit(own, { projectId: project.id, filter: {}, file: 'csv' })).rejects.toMatchObject({
    code: 'not_found',
  })
})
