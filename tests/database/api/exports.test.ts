import { beforeAll, expect, test } from 'vitest'
import { deliveriesOf } from '@/lib/core/snapshot/delivery'
import { hashedPiece } from '@/lib/core/snapshot/hash'
import { sha256 } from '@/lib/data/hash'
import { purgeItem } from '@/lib/services/items/purge-item'
import { testApi } from '../../support/api'
import { testDatabase } from '../../support/database'
import { makeChain, makeMember, makeProject, makeQueue, makeUser } from '../../support/factories'
import { frozen, pass } from '../../support/snapshots'

/** Snapshots leave through the API as they do by the pages: whole, the same bytes, and on record. */

const t = testDatabase()
const api = testApi(t)
const operator = { kind: 'operator', name: 'test' } as const
let token: string
let project: { id: string }
let chains: { item: { id: string } }[]
let hash: string

beforeAll(async () => {
  project = await makeProject(t.db)
  const curator = await makeUser(t.db)
  await makeMember(t.db, project, curator, 'CURATOR')
  const reviewers = [await makeUser(t.db), await makeUser(t.db)]
  for (const user of reviewers) await makeMember(t.db, project, user, 'REVIEWER')
  const { queue } = await makeQueue(t.db, project, { reviewers })
  chains = []
  for (let n = 0; n < 12; n++) {
    const content = { steps: ['Files.read_file'], explanation: `Zeile ${n} “quoted” 漢字 ${n * 31}` }
    const chain = await makeChain(t.db, project, { content, stepKey: `step ${n}` })
    await pass(t.db, chain, { project, queue, reviewers })
    chains.push(chain)
  }
  const parts = { parts: { train: 50, validation: 25, test: 25 }, duplicates: { nearFrom: null } }
  hash = (await frozen(t.ctx(operator), project.id, parts)).hash!
  token = (await api.tokenFor(curator, project, ['exports:read', 'snapshots:read'])).token
})

const get = (address: string) => api.call('GET', `/snapshots/1/${address}`, { token })

test('every format of its stage is listed, leaves whole, and has a receipt only once it has', async () => {
  const { json } = await get('formats')
  expect(json.data.map(({ name }: { name: string }) => name)).toEqual(deliveriesOf('CHAIN').map(({ name }) => name))
  for (const { name, mediaType, extension } of json.data) {
    expect((await get(`exports/${name}/receipt`)).status).toBe(404)
    const file = await get(`exports/${name}`)
    expect([file.status, file.headers.get('content-type')]).toEqual([200, mediaType])
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="snapshot-1-${name}.${extension}"`)
    expect(file.headers.get('x-snapshot-sha256')).toBe(hash)
    const receipt = await get(`exports/${name}/receipt`)
    expect(receipt.json).toMatchObject({ snapshot: hash, format: name, part: null })
    if (extension !== 'parquet')
      expect([receipt.json.bytes, receipt.json.sha256]).toEqual([Buffer.byteLength(file.text), sha256(file.text)])
  }
  const audited = await t.db.auditEvent.findMany({ where: { action: 'snapshot.export', actorKind: 'token' } })
  expect(audited).toHaveLength(json.data.length)
})

test('an archive leaves whole, and receipts of all formats can be asked for', async () => {
  const archive = await get('exports/plumbline-jsonl/archive')
  expect([archive.status, archive.headers.get('content-type')]).toEqual([200, 'application/zip'])
  expect(archive.text).toMatch(/^PK/)
  expect(archive.text).toContain('manifest.json')
  const asked = await api.call('POST', '/snapshots/1/formats', { token })
  expect([asked.status, asked.json]).toEqual([202, { number: 1 }])
})

test('its parts make the snapshot’s hash', async () => {
  let hashed = ''
  for (const [word, part] of [
    ['train', 'TRAIN'],
    ['validation', 'VALIDATION'],
    ['test', 'TEST'],
  ] as const) {
    const { text } = await get(`exports/plumbline-jsonl?part=${word}`)
    for (const line of text.split('\n').slice(0, -1)) hashed += hashedPiece(part, sha256(line))
    expect((await get(`exports/plumbline-jsonl/receipt?part=${word}`)).json).toMatchObject({ part: word })
  }
  expect(sha256(hashed)).toBe(hash)
})

test('a format that there is not, a part that there is not, and a snapshot that is not frozen are refused', async () => {
  expect((await get('exports/nothing')).status).toBe(400)
  expect((await get('exports/plumbline-jsonl?part=half')).status).toBe(400)
  const missing = await api.call('GET', '/snapshots/99/exports/plumbline-jsonl', { token })
  expect(missing.status).toBe(404)
})

test('after a purge of one of its rows it is broken: no file and no receipt of it are given, and both say why', async () => {
  await purgeItem(t.ctx(operator), { itemId: chains[0]!.item.id, reason: 'It names somebody.' })
  const file = await get('exports/plumbline-jsonl')
  expect([file.status, file.json.error.code]).toEqual([409, 'conflict'])
  expect(file.json.error.message).toContain('purge')
  const receipt = await get('exports/plumbline-jsonl/receipt')
  expect([receipt.status, receipt.json.error.code]).toEqual([409, 'conflict'])
  const read = await api.call('GET', '/snapshots/1', { token })
  expect(read.json.status).toBe('BROKEN')
})
