import { cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { PROMPT_TASKS } from '@/lib/core/prompt/tasks'
import { sha256 } from '@/lib/data/hash'
import { loadPromptFiles } from '@/lib/data/prompt-files'
import { createPromptVersion } from '@/lib/services/prompts/create-prompt-version'
import { requirePromptVersion } from '@/lib/services/prompts/require-prompt-version'
import { testDatabase } from '@/tests/support/database'
import { makeMember, makeProject, makeUser, userActor } from '@/tests/support/factories'
import { root } from '@/tests/support/server'

const t = testDatabase()
const TASK = 'judge-semantic-relaxed'

async function makeCurator() {
  const project = await makeProject(t.db)
  const user = await makeUser(t.db)
  await makeMember(t.db, project, user, 'CURATOR')
  const ctx = t.ctx(await userActor(t.db, user))
  const write = (body: string, note = 'Another try') =>
    createPromptVersion(ctx, { projectId: project.id, task: TASK, note, body })
  const need = (version: string | null, projectId = project.id) =>
    requirePromptVersion(t.db, { projectId, task: TASK, version })
  return { project, user, ctx, write, need }
}

const body = (words: string) => `${words}\n--- user ---\n{{instruction}}`

test('every listed file is there, and one that was changed stops everything', async () => {
  const files = await loadPromptFiles(root)
  expect(new Set(files.map(({ task }) => task))).toEqual(new Set(PROMPT_TASKS))
  expect(files.filter(({ current }) => current).map(({ task }) => task)).toEqual([...PROMPT_TASKS])

  const copy = mkdtempSync(path.join(os.tmpdir(), 'plumbline-prompts-'))
  cpSync(path.join(root, 'prompts'), path.join(copy, 'prompts'), { recursive: true })
  const file = files[0]!
  writeFileSync(path.join(copy, 'prompts', file.task, `${file.label}.md`), `${file.text}\n`)
  await expect(loadPromptFiles(copy)).rejects.toThrow(/is not the text that prompts\/manifest\.json lists/)
  writeFileSync(path.join(copy, 'prompts', file.task, `${file.label}.md`), file.text)
  await expect(loadPromptFiles(copy)).resolves.toHaveLength(files.length)
})

test('a file’s text is stored on first use, once, however many ask at the same time', async () => {
  const { project, need } = await makeCurator()
  const asked = await Promise.all(Array.from({ length: 8 }, () => need(null)))
  expect(new Set(asked.map(({ id }) => id)).size).toBe(1)
  const [row] = await t.db.promptVersion.findMany({ where: { projectId: project.id } })
  const file = (await loadPromptFiles()).find(({ task, current }) => task === TASK && current)!
  expect(row).toMatchObject({ source: 'FILE', label: file.label, text: file.text, sha256: sha256(file.text) })
  expect(await need(file.label)).toEqual(asked[0])
  expect(await need(row!.id)).toEqual(asked[0])
})

test('a version of another task or another project is not there', async () => {
  const one = await makeCurator()
  const other = await makeCurator()
  const { id, label } = await one.write(body('Judge it kindly.'))
  expect(await one.need(id)).toMatchObject({ id, label: 'p1', task: TASK })
  expect(await one.need(label)).toMatchObject({ id })
  await expect(other.need(id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(other.need('p1')).rejects.toMatchObject({ code: 'not_found' })
  await expect(
    requirePromptVersion(t.db, { projectId: one.project.id, task: 'borderline-split', version: id }),
  ).rejects.toMatchObject({ code: 'not_found' })
  await expect(one.need('999')).rejects.toMatchObject({ code: 'not_found' })
})

test('versions written here are numbered one by one, carry their front matter and hash, and leave an audit event', async () => {
  const { project, user, write } = await makeCurator()
  const labels = await Promise.all(['a', 'b', 'c', 'd'].map((word) => write(body(`Judge ${word}.`))))
  expect(labels.map(({ label }) => label).sort()).toEqual(['p1', 'p2', 'p3', 'p4'])
  const row = await t.db.promptVersion.findUniqueOrThrow({ where: { id: labels[0]!.id } })
  expect(row).toMatchObject({ source: 'BROWSER', note: 'Another try', createdById: user.id, sha256: sha256(row.text) })
  expect(row.text).toBe(
    `---\ntask: ${TASK}\nvariables: [instruction]\noutput: ${TASK}\nnote: Another try\n---\nJudge a.\n--- user ---\n{{instruction}}\n`,
  )
  const events = await t.db.auditEvent.findMany({ where: { projectId: project.id, action: 'prompt.create-version' } })
  expect(events).toHaveLength(4)
  expect(JSON.stringify(events)).not.toContain('Judge a.')
})

test('the same text twice is refused, whatever the note; a file’s text too', async () => {
  const { project, write } = await makeCurator()
  await write(body('Judge it once.'))
  await expect(write(`\r\n${body('Judge it once.').replaceAll('\n', '\r\n')}\n`, 'Other note')).rejects.toMatchObject({
    code: 'conflict',
    message: 'Nothing was saved: version p1 has this very text.',
  })
  const file = (await loadPromptFiles()).find(({ task }) => task === TASK)!
  await expect(write(file.text.split('\n---\n').slice(1).join('\n---\n'))).rejects.toMatchObject({ code: 'conflict' })
  expect(await t.db.promptVersion.count({ where: { projectId: project.id } })).toBe(1)
})

test('a text that could not be used is refused, line by line', async () => {
  const { project, write } = await makeCurator()
  await expect(write('Judge this: {{instruction}}')).rejects.toMatchObject({
    code: 'invalid',
    fieldErrors: { body: [expect.stringContaining('--- user ---')] },
  })
  await expect(write(body('Judge {{tools}}.'))).rejects.toMatchObject({
    code: 'invalid',
    fieldErrors: { body: [expect.stringMatching(/^Line 1: .*\{\{tools\}\}/)] },
  })
  expect(await t.db.promptVersion.count({ where: { projectId: project.id } })).toBe(0)
})
