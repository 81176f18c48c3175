import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandLine } from '../../support/command-line'
import { testDatabase } from '../../support/database'
import { makeChain, makeMember, makeProject, makeQueue, makeUser } from '../../support/factories'
import { type Hub, startHub } from '../../support/hub'
import { frozen, pass } from '../../support/snapshots'

/** A snapshot on its way to a hub, by the command as it is shipped, against one on this machine. */

const t = testDatabase()
const call = commandLine()
const operator = { kind: 'operator', name: 'test' } as const
let hub: Hub
let project: { id: string; slug: string }
let hash: string

beforeAll(async () => {
  hub = await startHub()
  project = await makeProject(t.db)
  const reviewers = [await makeUser(t.db), await makeUser(t.db)]
  for (const user of reviewers) await makeMember(t.db, project, user, 'REVIEWER')
  const { queue } = await makeQueue(t.db, project, { reviewers })
  for (let n = 0; n < 20; n++) {
    const content = { steps: ['Files.read_file'], explanation: `Reads file ${n} — “so”, ${n * 31}` }
    const chain = await makeChain(t.db, project, { content, stepKey: `step ${n}` })
    await pass(t.db, chain, { project, queue, reviewers })
  }
  hash = (await frozen(t.ctx(operator), project.id, { duplicates: { nearFrom: null } })).hash!
})
afterAll(() => hub.close())

const push = (env: Record<string, string> = {}, more: string[] = []) =>
  call(
    [
      'push-hub',
      '--project',
      project.slug,
      '--snapshot',
      '1',
      '--repo',
      'us/first',
      '--format',
      'plumbline-jsonl',
      '--json',
    ].concat(more),
    { DATABASE_URL: t.url, HF_TOKEN: hub.token, PLUMBLINE_HUB_URL: hub.url, ...env },
  )

test('it is one commit with every file, named by the snapshot’s hash, and on record; again it is another commit', async () => {
  const said = await push()
  expect(said.code, said.stderr).toBe(0)
  const told = JSON.parse(said.stdout)
  expect(told).toMatchObject({ ok: true, snapshot: 1, hash, repository: 'us/first', commit: expect.any(String) })
  const { visibility, commits } = hub.repositories.get('us/first')!
  expect(visibility).toBe('private')
  expect(commits).toHaveLength(1)
  const [{ summary, files }] = commits as [(typeof commits)[number]]
  expect(summary).toBe(`Snapshot 1 of ${project.slug}, sha256 ${hash}`)
  const manifest = JSON.parse(files.get('manifest.json')!.toString()) as { files: { name: string; sha256: string }[] }
  expect([...files.keys()].sort()).toEqual([...manifest.files.map(({ name }) => name), 'manifest.json'].sort())
  for (const { name, sha256 } of manifest.files)
    expect(createHash('sha256').update(files.get(name)!).digest('hex'), name).toBe(sha256)
  const [event] = await t.db.auditEvent.findMany({ where: { action: 'snapshot.push' } })
  expect(event?.data).toMatchObject({ repository: 'us/first', hub: hub.url, commit: told.commit })
  expect(said.stderr).toContain('Committing')
  expect(said.stdout + said.stderr + JSON.stringify(event)).not.toContain(hub.token)

  expect((await push()).code).toBe(0)
  expect(hub.repositories.get('us/first')!.commits).toHaveLength(2)
}, 60_000)

test('a wrong token, a hub that fails and one over plain http are refused in words, and leave no event', async () => {
  const before = await t.db.auditEvent.count({ where: { action: 'snapshot.push' } })
  const wrong = await push({ HF_TOKEN: 'hf_somebody_elses' })
  expect([wrong.code, JSON.parse(wrong.stdout).error.message]).toEqual([
    1,
    expect.stringContaining('does not know this token'),
  ])
  hub.fail = 503
  const failed = await push()
  hub.fail = null
  expect([failed.code, JSON.parse(failed.stdout).error.message]).toEqual([
    1,
    expect.stringContaining('Nothing was committed'),
  ])
  const plain = await push({ PLUMBLINE_HUB_URL: 'http://hub.example' })
  expect(JSON.parse(plain.stdout).error.message).toContain('https')
  expect(JSON.parse((await push({ HF_TOKEN: '' })).stdout).error.message).toContain('HF_TOKEN')
  expect(wrong.stdout + wrong.stderr).not.toContain('hf_somebody_elses')
  expect(await t.db.auditEvent.count({ where: { action: 'snapshot.push' } })).toBe(before)
}, 60_000)
