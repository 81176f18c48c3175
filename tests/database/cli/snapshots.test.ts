import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { sha256 } from '@/lib/data/hash'
import { commandLine } from '../../support/command-line'
import { testDatabase } from '../../support/database'
import { makeChain, makeMember, makeProject, makeQueue, makeUser, userActor } from '../../support/factories'
import { claimAs, judge } from '../../support/review'
import { scratchFolder } from '../../support/run-import'
import { pass } from '../../support/snapshots'

const t = testDatabase()
const scratch = scratchFolder()
const plumbline = commandLine()

test('a snapshot is counted, frozen, certified, taken out and checked from its files alone', {
  timeout: 240_000,
}, async () => {
  const project = await makeProject(t.db, { slug: 'files' })
  const reviewers = [await makeUser(t.db), await makeUser(t.db)]
  for (const user of reviewers) await makeMember(t.db, project, user, 'REVIEWER')
  const auditor = await makeUser(t.db, { email: 'vera@example.org' })
  await makeMember(t.db, project, auditor, 'REVIEWER')
  const { queue } = await makeQueue(t.db, project, { reviewers })
  for (let n = 0; n < 12; n++) {
    const content = { steps: ['Files.read_file'], explanation: `Chain ${n} reads file ${n * 13}.` }
    await pass(t.db, await makeChain(t.db, project, { content, stepKey: `s ${n}` }), { project, queue, reviewers })
  }
  const env = { DATABASE_URL: t.url, PLUMBLINE_DATA: scratch.folder }
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await plumbline([...args, '--json'], env)
    return { code, stderr, said: JSON.parse(stdout) as Record<string, unknown> }
  }
  const spec = path.join(scratch.folder, 'spec.json')
  writeFileSync(
    spec,
    JSON.stringify({ parts: { train: 60, validation: 20, test: 20 }, duplicates: { nearFrom: null } }),
  )
  const created = await run(
    'snapshot',
    'create',
    '--project',
    'files',
    '--name',
    'First',
    '--stage',
    'chain',
    '--spec',
    spec,
  )
  expect(created.said).toMatchObject({ ok: true, number: 1, status: 'DRAFT', rows: 12 })
  const { said: frozen } = await run('snapshot', 'freeze', '1', '--project', 'files')
  expect(frozen).toMatchObject({ status: 'FROZEN', hash: expect.stringMatching(/^[0-9a-f]{64}$/) })

  const asked = ['--auditor', 'vera@example.org', '--votes', '1', '--share', '70', '--fixed', '--seed', '3']
  expect((await run('certify', 'begin', '1', '--project', 'files', ...asked)).said).toMatchObject({ status: 'OPEN' })
  const ctx = t.ctx(await userActor(t.db, auditor))
  const { queueId } = await t.db.certificate.findFirstOrThrow()
  for (const item of (await claimAs(ctx, { id: queueId })).items)
    await judge(ctx, { id: item.entryId, revisionId: item.revisionId })
  expect((await run('certify', 'status', '1', '--project', 'files')).said).toMatchObject({ status: 'PASSED' })

  const folder = path.join(scratch.folder, 'out')
  const { said: exported } = await run('export', '--project', 'files', '--snapshot', '1', '--out', folder)
  expect(exported).toMatchObject({ ok: true, written: 12, hash: frozen.hash })
  const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as {
    files: { name: string; sha256: string }[]
  }
  expect(readdirSync(folder).sort()).toEqual([...manifest.files.map(({ name }) => name), 'manifest.json'].sort())
  for (const { name, sha256: hash } of manifest.files) expect(sha256(readFileSync(path.join(folder, name)))).toBe(hash)
  expect((await run('export', '--project', 'files', '--snapshot', '1', '--out', folder)).said).toMatchObject({
    ok: false,
  })

  const certificate = path.join(folder, 'certificate-1.json')
  const checked = await run('verify-certificate', certificate, '--data', folder)
  expect(checked).toMatchObject({ code: 0, said: { ok: true, valid: true } })
  const [first] = manifest.files
  const file = path.join(folder, first!.name)
  writeFileSync(file, readFileSync(file, 'utf8').replace('reads', 'reads '))
  expect(await run('verify-certificate', certificate, '--data', folder)).toMatchObject({
    code: 1,
    said: { valid: false },
  })
})
