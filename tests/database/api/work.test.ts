import { readdirSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'
import { newId } from '@/lib/data/id'
import { listAudit } from '@/lib/data/queries/audit'
import { previewBatch } from '@/lib/services/import/preview-batch'
import { makeToken } from '@/lib/services/tokens/make-token'
import { testApi } from '../../support/api'
import { testDatabase } from '../../support/database'
import { makeCategory, makeChain, makeMember, makeQueue, makeUser, userActor } from '../../support/factories'
import { makeJudgedProject } from '../../support/judged-project'
import { scratchFolder } from '../../support/run-import'
import { specOf } from '../../support/snapshots'

/** What programs do here: reading under the rules that their makers are under, and writing once. */

const t = testDatabase()
const api = testApi(t)
const { folder } = scratchFolder()
let world: Awaited<ReturnType<typeof makeJudgedProject>>
let token: string

beforeAll(async () => {
  process.env.PLUMBLINE_DATA = folder
  world = await makeJudgedProject(t.db, 'programs', ['AAA', 'AAR', 'RRR', 'AA', ''])
  token = (await api.tokenFor(world.curator, world.project)).token
})

type Row = Record<string, unknown> & { id: string }
async function readAll(address: string, by: string, between?: () => Promise<unknown>): Promise<Row[]> {
  const rows: Row[] = []
  for (let cursor = '', pages = 0; pages < 50; pages++) {
    if (pages > 0) await between?.()
    const { json } = await api.call('GET', `${address}&limit=2${cursor && `&cursor=${cursor}`}`, { token: by })
    rows.push(...json.data)
    if (json.next === null) return rows
    cursor = json.next
  }
  throw new Error('The pages do not end.')
}

test('pages by cursor hold every row once, in order', async () => {
  const items = await readAll('/items?stage=CHAIN', token)
  const numbers = items.map(({ number }) => number as number)
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
  expect(new Set(numbers).size).toBe(5)
  const passed = await readAll('/items?stage=CHAIN&verdict=PASSED', token)
  expect(passed).toHaveLength(2)
  const judgments = await readAll('/judgments?stage=CHAIN', token)
  expect(judgments).toHaveLength(11)
  expect(new Set(judgments.map(({ id }) => id)).size).toBe(11)
  expect(judgments.filter(({ decision }) => decision === 'REJECT')[0]).toMatchObject({
    note: 'The second step adds nothing.',
    reviewer: { name: expect.stringContaining('Reviewer') },
  })
})

test('what is written between pages moves no row over a page’s edge: each that was there comes once', async () => {
  const { db } = t
  const { project, curator } = await makeJudgedProject(db, 'pages', ['AAA', 'AAR', 'RRR', 'AA', 'A'])
  const { token: by } = await api.tokenFor(curator, project)
  const projectId = project.id
  const ids = async (rows: Promise<{ id: string }[]>) => (await rows).map(({ id }) => id)
  const perPage = async (address: string, there: string[], write: () => Promise<unknown>) => {
    const seen = (await readAll(address, by, write)).map(({ id }) => id)
    expect(new Set(seen).size, `${address}: none twice`).toBe(seen.length)
    expect(seen, address).toEqual(expect.arrayContaining(there))
    return seen
  }
  const items = await ids(db.item.findMany({ where: { projectId }, orderBy: { number: 'asc' } }))
  await perPage('/items?stage=CHAIN', items, async () => {
    await makeChain(db, project)
    // What was read already is changed, and what comes yet.
    await db.item.updateMany({ where: { id: { in: [items[0]!, items.at(-1)!] } }, data: { updatedAt: new Date() } })
  })
  const judgments = await ids(db.judgment.findMany({ where: { projectId } }))
  const one = await db.judgment.findFirstOrThrow({ where: { projectId }, orderBy: { createdAt: 'asc' } })
  const reviewers: string[] = []
  const seen = await perPage('/judgments?stage=CHAIN', judgments, async () => {
    const reviewer = await makeUser(db)
    await makeMember(db, project, reviewer, 'REVIEWER')
    reviewers.push(reviewer.id)
    const { id: _, createdAt: __, criteria, reasons, ...row } = one
    const data = { ...row, id: newId(), reviewerId: reviewer.id, criteria: criteria as object, reasons, counted: false }
    await db.judgment.create({ data })
  })
  expect(reviewers.length).toBeGreaterThan(3)
  expect(seen.length, 'those that came meanwhile come at the end').toBeGreaterThan(judgments.length)
})

test('the token of somebody who judges sees neither votes nor verdicts of what is open', async () => {
  const curator = await makeUser(t.db)
  await makeMember(t.db, world.project, curator, 'CURATOR', 'REVIEWER')
  const { token: blind } = await api.tokenFor(curator, world.project)
  const seen = await readAll('/judgments?stage=CHAIN', blind)
  expect(seen).toHaveLength(9)
  const open = world.chains[3]!.item
  expect(seen.map(({ item }) => (item as Row).id)).not.toContain(open.id)
  expect(await readAll(`/judgments?item=${open.id}`, blind)).toEqual([])
  expect(await readAll(`/judgments?item=${open.id}`, token)).toHaveLength(2)

  // Judged again: what was said before is not told either.
  const again = world.chains[0]!
  const before = await readAll(`/judgments?item=${again.item.id}`, blind)
  expect(before).toHaveLength(3)
  await makeQueue(t.db, world.project, { items: [again], reviewers: [curator] })
  expect(await readAll(`/judgments?item=${again.item.id}`, blind)).toEqual([])
  const one = await api.call('GET', `/items/${again.item.id}`, { token: blind })
  expect(one.json).toMatchObject({ verdict: 'OPEN', revision: { accepted: false } })
})

test('masked text is answered where it is asked for with its scope, and each time on record; quarantined text never', async () => {
  const grave = await makeCategory(t.db, world.project, { severity: 4 })
  const content = { steps: ['Files.read_file'], explanation: 'A masked explanation' }
  const { item } = await makeChain(t.db, world.project, { categoryId: grave.id, content })
  const { token: without } = await api.tokenFor(world.curator, world.project, ['items:read'])
  const reveals = () =>
    t.db.auditEvent.count({ where: { action: 'item.reveal', targetId: item.id, actorKind: 'token' } })

  const hidden = await api.call('GET', `/items/${item.id}`, { token })
  expect(hidden.json).toMatchObject({ masked: true, content: null })
  const listed = await api.call('GET', '/items?stage=CHAIN&limit=500', { token })
  expect(hidden.text + listed.text).not.toContain('A masked explanation')
  expect((await api.call('GET', `/items/${item.id}?masked=show`, { token: without })).status).toBe(403)
  expect(await reveals()).toBe(0)
  const shown = await api.call('GET', `/items/${item.id}?masked=show`, { token })
  expect(shown.json.content).toEqual(content)
  expect(await reveals()).toBe(1)
  expect(await t.db.exposure.count({ where: { userId: world.curator.id } })).toBe(0)

  await t.db.item.update({ where: { id: item.id }, data: { quarantined: true, quarantineCauses: ['PERSON'] } })
  const kept = await api.call('GET', `/items/${item.id}?masked=show`, { token })
  expect(kept.status).toBe(403)
  expect(kept.text).not.toContain('A masked explanation')
})

const draft = (name: string) => ({ name, spec: specOf() })
const withKey = (key: string, body: unknown) =>
  api.call('POST', '/snapshots', { token, body, headers: { 'Idempotency-Key': key } })
const named = (name: string) => t.db.snapshot.count({ where: { projectId: world.project.id, name } })

test('of equal requests at once one is done, and all get its bytes', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, () => withKey('race', draft('Raced'))))
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201))
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === 'true')).toHaveLength(5)
  expect(await named('Raced')).toBe(1)
  expect(await t.db.auditEvent.count({ where: { action: 'snapshot.draft', targetId: answers[0]?.json.id } })).toBe(1)
})

test('a key belongs to one request of one token; what was refused may be tried again under it', async () => {
  await withKey('once', draft('Once'))
  const other = await withKey('once', draft('Other'))
  expect([other.status, other.json.error.code]).toEqual([409, 'conflict'])
  expect(await named('Other')).toBe(0)

  expect((await withKey('later', { name: '' })).status).toBe(400)
  expect((await withKey('later', draft('Later'))).status).toBe(201)

  const { token: second } = await api.tokenFor(world.curator, world.project)
  const body = draft('Once')
  const own = await api.call('POST', '/snapshots', { token: second, body, headers: { 'Idempotency-Key': 'once' } })
  expect(own.headers.get('idempotency-replayed')).toBeNull()
  expect(await named('Once')).toBe(2)
  expect((await withKey('with space', draft('Spaced'))).status).toBe(400)
})

test('a verb that fails half-way leaves neither its rows nor its key', async () => {
  await t.db
    .$executeRaw`create function stop_here() returns trigger language plpgsql as 'begin raise exception ''stop''; end'`
  await t.db
    .$executeRaw`create trigger stop_here before insert on idempotency_keys for each row execute function stop_here()`
  const failed = await withKey('half', draft('Half'))
  await t.db.$executeRaw`drop function stop_here cascade`
  expect([failed.status, failed.json.error.code]).toEqual([500, 'internal'])
  expect(failed.text).not.toContain('stop')
  expect(await named('Half')).toBe(0)
  expect((await withKey('half', draft('Half'))).status).toBe(201)
})

test('a file is sent, previewed and applied; sent twice under one key it is one import', async () => {
  const line = { format: 'plumbline-chain/1', category: ['office', 'files'], steps: ['Files.read_file'] }
  const file = `${JSON.stringify({ ...line, explanation: 'Reads a file.', intent: 'BENIGN' })}\n`
  const send = () =>
    api.call('POST', '/imports?name=chains.jsonl&format=plumbline-chains', {
      ...{ token, file, headers: { 'Idempotency-Key': 'file', 'Content-Type': 'application/octet-stream' } },
    })
  const [sent, again] = [await send(), await send()]
  expect([sent.status, again.status, again.text]).toEqual([202, 202, sent.text])
  const { projectId } = { projectId: world.project.id }
  expect(await t.db.importBatch.count({ where: { projectId } }), 'the second left nothing behind').toBe(1)
  expect(readdirSync(path.join(folder, 'uploads'))).toEqual([sent.json.id])
  const other = await api.call('POST', '/imports?name=chains.jsonl&format=plumbline-chains', {
    ...{ token, file: `${file}\n`, headers: { 'Idempotency-Key': 'file' } },
  })
  expect(other.status, 'another file under its key').toBe(409)
  expect(await t.db.importBatch.count({ where: { projectId } })).toBe(1)
  expect(readdirSync(path.join(folder, 'uploads'))).toEqual([sent.json.id])
  const { id } = sent.json
  expect((await api.call('POST', `/imports/${id}/apply`, { token })).status).toBe(409)
  await previewBatch(t.ctx({ kind: 'job', name: 'test' }), id)
  const state = await api.call('GET', `/imports/${id}`, { token })
  expect(state.json).toMatchObject({ status: 'PREVIEWED', report: { kinds: { chains: { read: 1, fresh: 1 } } } })
  expect(state.text).not.toContain('Reads a file.')
  expect((await api.call('POST', `/imports/${id}/apply`, { token, body: { intent: 'BENIGN' } })).status).toBe(202)
})

test('a mistake of ours inside a verb is answered as one, not as the caller’s', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => {})
  const { number } = (await api.call('POST', '/snapshots', { token, body: draft('Spoilt') })).json
  await t.db
    .$executeRaw`update snapshots set spec = '{}' where project_id = ${world.project.id}::uuid and number = ${number}`
  const answer = await api.call('GET', `/snapshots/${number}`, { token })
  expect([answer.status, answer.json.error.code]).toEqual([500, 'internal'])
  await t.db.$executeRaw`delete from snapshots where project_id = ${world.project.id}::uuid and number = ${number}`
  told.mockRestore()
})

test('a token is named in the audit log by its own name and its maker’s', async () => {
  const admin = await makeUser(t.db, { admin: true })
  const page = await listAudit(t.ctx(await userActor(t.db, admin)), world.project.id, {})
  expect(page?.rows.map(({ actor }) => actor)).toContain('token “A program” of Cleo Curator')
  await expect(
    makeToken(t.ctx(await userActor(t.db, admin)), {
      projectId: world.project.id,
      name: 'x',
      scopes: ['items:read'],
      days: 1,
    }),
  ).resolves.toMatchObject({ token: expect.stringMatching(/^plumb_/) })
})
