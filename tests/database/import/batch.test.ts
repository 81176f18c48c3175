import { existsSync, readdirSync } from 'node:fs'
import { Readable } from 'node:stream'
import { beforeAll, expect, test } from 'vitest'
import { findImport, listImports } from '@/lib/data/queries/imports'
import { prepareJobs } from '@/lib/jobs/boss'
import type { Ctx } from '@/lib/services/context'
import { applyBatch } from '@/lib/services/import/apply-batch'
import { beginImport } from '@/lib/services/import/begin-import'
import { discardImport } from '@/lib/services/import/discard-import'
import { previewBatch } from '@/lib/services/import/preview-batch'
import { receiveFile } from '@/lib/services/import/receive-file'
import { requestApply } from '@/lib/services/import/request-apply'
import { requestPreview } from '@/lib/services/import/request-preview'
import { uploadFolder } from '@/lib/services/import/upload-folder'
import { testDatabase } from '../../support/database'
import { makeMember, makeProject, makeUser, userActor } from '../../support/factories'
import { countRows, scratchFolder } from '../../support/run-import'

const t = testDatabase()
const scratch = scratchFolder()
process.env.PLUMBLINE_DATA = scratch.folder
const job = { kind: 'job', name: 'test' } as const
const apply = { intent: 'HARMFUL', severities: {} } as const

const chains = (...explanations: string[]) =>
  JSON.stringify({
    everyday: { mail: { patterns: explanations.map((explanation) => ({ steps: ['Mail.read'], explanation })) } },
  })

beforeAll(() => prepareJobs(t.url))

async function curator() {
  const [project, person] = [await makeProject(t.db), await makeUser(t.db)]
  await makeMember(t.db, project, person, 'CURATOR')
  const ctx = t.ctx(await userActor(t.db, person))
  const { batchId } = await beginImport(ctx, { projectId: project.id })
  return { project, ctx, batchId }
}

const upload = (ctx: Ctx, batchId: string, content: string, name = 'chains.json') =>
  receiveFile(ctx, { batchId, name, body: Readable.from([Buffer.from(content)]) })

async function preview(ctx: Ctx, batchId: string, input: Partial<Parameters<typeof requestPreview>[1]> = {}) {
  await requestPreview(ctx, { batchId, formats: {}, without: [], ...input })
  return previewBatch(t.ctx(job), batchId)
}

test('files, preview, import: nothing is written before the last step, and the files go after it', async () => {
  const { project, ctx, batchId } = await curator()
  const file = await upload(ctx, batchId, chains('Reads.', 'Sorts.'), '../../etc/pass\u202ewd')
  expect(file).toMatchObject({ name: 'passwd', detected: 'agentalign-chains', given: null })
  expect(readdirSync(uploadFolder(batchId))).toEqual([file.id])
  expect((await preview(ctx, batchId))?.kinds.chains.fresh).toBe(2)
  expect(await countRows(t.db, project.id)).toMatchObject({ items: 0, categories: 0 })
  expect(await findImport(ctx, project.id, batchId)).toMatchObject({ status: 'PREVIEWED', progress: { phase: 'DONE' } })

  await requestApply(ctx, { batchId, intent: 'BENIGN', severities: { everyday: 1 } })
  const applied = await applyBatch(t.ctx(job), batchId)
  expect(applied?.merged).toEqual({
    chains: 2,
    instructions: 0,
    responses: 0,
    categories: 2,
    capabilities: 0,
    tools: 0,
  })
  expect(await t.db.item.count({ where: { projectId: project.id, intent: 'BENIGN' } })).toBe(2)
  expect(await t.db.category.count({ where: { projectId: project.id, severity: 1 } })).toBe(1)
  expect(existsSync(uploadFolder(batchId))).toBe(false)
  expect(await listImports(ctx, project.id)).toMatchObject([
    { status: 'APPLIED', fileNames: ['passwd'], fresh: { chains: 2 } },
  ])
  const audit = await t.db.auditEvent.findMany({ where: { targetId: batchId }, orderBy: { id: 'asc' } })
  expect(audit.map(({ action }) => action)).toEqual(['import.begin', 'import.request', 'import.apply'])
})

test('asked for twice at once, an import is done once', async () => {
  const { project, ctx, batchId } = await curator()
  await upload(ctx, batchId, chains('Reads.'))
  await preview(ctx, batchId)
  const asked = await Promise.all([requestApply(ctx, { batchId, ...apply }), requestApply(ctx, { batchId, ...apply })])
  expect(asked).toEqual([{ batchId }, { batchId }])
  const jobs = await t.db
    .$queryRaw`select id from pgboss.job where name = 'apply-import' and data ->> 'batchId' = ${batchId}`
  expect(jobs).toHaveLength(1)
  const runs = await Promise.all([applyBatch(t.ctx(job), batchId), applyBatch(t.ctx(job), batchId)])
  expect(runs.filter(Boolean)).toHaveLength(1)
  expect(await countRows(t.db, project.id)).toMatchObject({ items: 1, lastNumber: 1 })
  expect(await applyBatch(t.ctx(job), batchId)).toBeNull()
})

test('a file that cannot be read fails the import with its reason, and it can be left out', async () => {
  const { project, ctx, batchId } = await curator()
  await upload(ctx, batchId, chains('Reads.'), 'good.json')
  const bad = await upload(ctx, batchId, chains('Sorts.').slice(0, -4), 'bad.json')
  expect((await preview(ctx, batchId))?.files.map(({ failed }) => failed)).toEqual([false, true])
  await requestApply(ctx, { batchId, ...apply })
  await expect(applyBatch(t.ctx(job), batchId)).rejects.toThrow(/bad\.json.*Nothing was imported/)
  expect(await findImport(ctx, project.id, batchId)).toMatchObject({
    status: 'FAILED',
    error: expect.stringContaining('bad.json'),
  })
  expect(await countRows(t.db, project.id)).toMatchObject({ items: 0 })

  expect((await preview(ctx, batchId, { without: [bad.id] }))?.files).toHaveLength(1)
  await requestApply(ctx, { batchId, ...apply })
  await applyBatch(t.ctx(job), batchId)
  expect(await countRows(t.db, project.id)).toMatchObject({ items: 1 })
})

test('a format given by a person outranks the one detected', async () => {
  const { ctx, batchId } = await curator()
  const file = await upload(ctx, batchId, chains('Reads.'))
  const report = await preview(ctx, batchId, { formats: { [file.id]: 'agentalign-capabilities' } })
  expect(report?.files[0]).toMatchObject({ format: 'agentalign-capabilities', formatBy: 'GIVEN' })
  const again = await preview(ctx, batchId, { formats: { [file.id]: null } })
  expect(again?.files[0]).toMatchObject({ format: 'agentalign-chains', formatBy: 'DETECTED', failed: false })
})

test('an upload that breaks off leaves no file and no entry', async () => {
  const { ctx, batchId } = await curator()
  async function* breaksOff() {
    yield Buffer.from('{"everyday":')
    throw new Error('connection lost')
  }
  await expect(receiveFile(ctx, { batchId, name: 'x.json', body: breaksOff() })).rejects.toThrow('connection lost')
  expect(readdirSync(uploadFolder(batchId))).toEqual([])
  await expect(preview(ctx, batchId)).rejects.toThrow(/no file/)
})

test('discarded, its files are gone and nothing more can be done with it', async () => {
  const { ctx, batchId } = await curator()
  await upload(ctx, batchId, chains('Reads.'))
  await discardImport(ctx, { batchId })
  expect(existsSync(uploadFolder(batchId))).toBe(false)
  await expect(upload(ctx, batchId, chains('Reads.'))).rejects.toMatchObject({ code: 'conflict' })
  await expect(requestApply(ctx, { batchId, ...apply })).rejects.toMatchObject({ code: 'conflict' })
})

test('only a curator of the project imports; to strangers the import does not exist', async () => {
  const { project, batchId } = await curator()
  const [reviewer, stranger] = [await makeUser(t.db), await makeUser(t.db)]
  await makeMember(t.db, project, reviewer, 'REVIEWER')
  for (const [person, code] of [
    [reviewer, 'forbidden'],
    [stranger, 'not_found'],
  ] as const) {
    const ctx = t.ctx(await userActor(t.db, person))
    await expect(beginImport(ctx, { projectId: project.id })).rejects.toMatchObject({ code })
    await expect(upload(ctx, batchId, chains('Reads.'))).rejects.toMatchObject({ code })
    await expect(requestPreview(ctx, { batchId, formats: {}, without: [] })).rejects.toMatchObject({ code })
    await expect(requestApply(ctx, { batchId, ...apply })).rejects.toMatchObject({ code })
    await expect(discardImport(ctx, { batchId })).rejects.toMatchObject({ code })
    expect(await findImport(ctx, project.id, batchId)).toBeNull()
    expect(await listImports(ctx, project.id)).toEqual([])
  }
})
