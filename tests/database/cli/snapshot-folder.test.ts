import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { writeBundle } from '@/lib/cli/write-bundle'
import { DATASET_FORMATS } from '@/lib/core/export/registry'
import { sha256 } from '@/lib/data/hash'
import { packedBytes, readDirectory, type ZipEntry } from '@/lib/services/evaluations/zip-file'
import { testDatabase } from '../../support/database'
import {
  makeCategory,
  makeChain,
  makeInstruction,
  makeMember,
  makeProject,
  makeQueue,
  makeResponse,
  makeUser,
  someResponse,
} from '../../support/factories'
import { frozen, pass } from '../../support/snapshots'

const t = testDatabase()

async function readPacked(file: FileHandle, entry: ZipEntry): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of packedBytes(file, entry)) chunks.push(chunk)
  return Buffer.concat(chunks)
}
const scratch = mkdtempSync(path.join(tmpdir(), 'plumbline-folder-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

test('a snapshot’s folder holds its trainer’s configuration, and the Hub’s card above its data sheet', async () => {
  const project = await makeProject(t.db)
  const reviewers = [await makeUser(t.db), await makeUser(t.db), await makeUser(t.db)]
  for (const user of reviewers) await makeMember(t.db, project, user, 'REVIEWER')
  const { queue } = await makeQueue(t.db, project, { reviewers })
  const by = { project, queue, reviewers }
  const category = await makeCategory(t.db, project)
  const from = await makeChain(t.db, project, { categoryId: category.id })
  await pass(t.db, from, by)
  const instruction = await makeInstruction(t.db, project, { from, intent: 'HARMFUL' })
  await pass(t.db, instruction, by)
  const refusal = await makeResponse(t.db, project, { from: instruction, content: someResponse('I will not do that.') })
  await pass(t.db, refusal, { ...by, label: 'refusal' })
  const ctx = t.ctx({ kind: 'operator', name: 'test' })
  await frozen(ctx, project.id, {
    stage: 'RESPONSE',
    passed: { votes: 0 },
    duplicates: { exact: false, nearFrom: null },
  })
  const write = async (format: string) => {
    const folder = path.join(scratch, format)
    const { files } = await writeBundle(ctx, { project, number: 1, format, out: folder })
    expect([...files.map(({ name }) => name), 'manifest.json'].sort()).toEqual(readdirSync(folder).sort())
    return (name: string) => readFileSync(path.join(folder, name), 'utf8')
  }

  const mistral = await write('mistral')
  const rows = mistral('train.jsonl').trimEnd().split('\n')
  expect(rows).toHaveLength(1)
  expect(DATASET_FORMATS.mistral.lint(JSON.parse(rows[0]!))).toEqual([])
  expect(mistral('mistral-finetune.yaml')).toMatch(/instruct_data: "train.jsonl"/)
  const hub = await write('huggingface')
  expect(hub('README.md')).toMatch(/^---\npretty_name: [\s\S]*split: train\n {8}path: "train.jsonl"\n[\s\S]*?---\n/)
  expect(hub('README.md')).toContain('`train.parquet`: the same rows as flat Parquet')
  const described = JSON.parse(hub('croissant.json'))
  expect(described.distribution).toMatchObject([{ '@id': 'train.jsonl', sha256: sha256(hub('train.jsonl')) }])
  const lines = await write('plumbline-jsonl')
  expect(lines('README.md')).not.toMatch(/^---/)
  expect(lines('LICENCES.md')).toMatch(/1 of 1 rows are the project’s own/)
  const [row] = lines('provenance.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(row).toMatchObject({
    part: 'train',
    label: 'refusal',
    verdict: 'PASSED',
    lineHash: sha256(lines('train.jsonl').trimEnd()),
  })
  expect(
    row.judgments.map(({ reviewer, decision }: { reviewer: string; decision: string }) => [reviewer, decision]),
  ).toEqual([
    ['r1', 'ACCEPT'],
    ['r2', 'ACCEPT'],
  ])

  // An archive holds the same files, in the same bytes each time; one that was cut off is no archive.
  const out = path.join(scratch, 'mistral.zip')
  await writeBundle(ctx, { project, number: 1, format: 'mistral', out })
  const again = path.join(scratch, 'again', 'mistral.zip')
  mkdirSync(path.dirname(again))
  await writeBundle(ctx, { project, number: 1, format: 'mistral', out: again })
  expect(readFileSync(again)).toEqual(readFileSync(out))
  const handle = await open(out)
  try {
    const entries = await readDirectory(handle)
    expect(entries.at(-1)!.name).toBe('mistral/manifest.json')
    for (const entry of entries) {
      const packed = await readPacked(handle, entry)
      const file = entry.method === 8 ? inflateRawSync(packed) : packed
      expect(file.toString('utf8')).toBe(mistral(path.basename(entry.name)))
    }
    expect(entries.map(({ name }) => path.basename(name)).sort()).toEqual(
      readdirSync(path.join(scratch, 'mistral')).sort(),
    )
  } finally {
    await handle.close()
  }
  writeFileSync(out, readFileSync(out).subarray(0, -30))
  const cut = await open(out)
  await expect(readDirectory(cut)).rejects.toThrow()
  await cut.close()
})
