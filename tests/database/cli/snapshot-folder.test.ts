import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { writeBundle } from '@/lib/cli/write-bundle'
import { DATASET_FORMATS } from '@/lib/core/export/registry'
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
  expect(hub('README.md')).toMatch(/^---\npretty_name: [\s\S]*split: train\n {8}path: "train.jsonl"\n---\n/)
  const lines = await write('plumbline-jsonl')
  expect(lines('README.md')).not.toMatch(/^---/)
})
