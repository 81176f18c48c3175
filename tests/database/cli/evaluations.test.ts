import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { commandLine } from '../../support/command-line'
import { testDatabase } from '../../support/database'
import { makeProject } from '../../support/factories'
import { evalLog, jsonLog } from '../../support/inspect-log'
import { scratchFolder } from '../../support/run-import'

const t = testDatabase()
const scratch = scratchFolder()
const plumbline = commandLine()
const fileOf = (content: string | Uint8Array, name: string) => scratch.file(content, name).path
const run = (...args: string[]) =>
  plumbline(['evaluations', ...args], { DATABASE_URL: t.url, PLUMBLINE_DATA: scratch.folder })
const json = async (...args: string[]) => {
  const { code, stdout } = await run(...args, '--json')
  return { code, said: JSON.parse(stdout) as Record<string, unknown> }
}
const harmful = [
  { id: '1-1', score: 1, refused: false },
  { id: '1-2', score: 0, refused: true },
]
const benign = [{ id: '2-1', score: 0.5, refused: false }]

beforeAll(async () => {
  await makeProject(t.db, { slug: 'measured' })
})

test('logs and refusal sets are imported once, listed, and stand side by side in words, JSON and CSV', async () => {
  expect(await run('list')).toMatchObject({ code: 0, stdout: 'No evaluations yet.\n' })
  expect(await run('table')).toMatchObject({ code: 0, stdout: 'No evaluations yet.\n' })

  const before = fileOf(evalLog('agentharm', 'm-1', harmful), 'before.eval')
  const beside = fileOf(jsonLog('agentharm_benign', 'm-1', benign), 'benign.json')
  const set = fileOf(`${JSON.stringify({ prompt: 'Name a book.', response: 'No.', refused: true })}\n`, 'set.jsonl')
  expect(await json('import', before, beside, '--label', 'before')).toMatchObject({
    code: 0,
    said: {
      ok: true,
      evaluations: [
        { file: before, number: 1, known: false, samples: 2, leftOut: 0, partial: false, listed: 2 },
        { file: beside, number: 2, known: false, samples: 1, leftOut: 0, partial: false, listed: 1 },
      ],
    },
  })
  expect(await run('import', before)).toMatchObject({ code: 0, stdout: `${before} is evaluation 1 already.\n` })
  const asked = ['--set', 'Books', '--intent', 'benign', '--model', 'm-1']
  expect(await run('import', set, ...asked)).toMatchObject({
    code: 0,
    stdout: `${set} is evaluation 3: 1 sample; 1 prompt new on the hash list.\n`,
  })
  expect(await t.db.hashListEntry.count()).toBe(4)

  const { stdout } = await run('list')
  expect(stdout).toMatch(/^ {4}\d {2}agentharm, harmful: m-1, before, 2 samples$/m)
  expect(stdout.trimEnd().split('\n')).toHaveLength(3)
  expect(await json('list')).toMatchObject({ code: 0, said: { ok: true } })

  const table = await json('table')
  expect(table).toMatchObject({
    code: 0,
    said: {
      table: [
        {
          ...{ model: 'm-1', label: 'before' },
          harmful: { samples: 2, refusal: { value: { share: 0.5, n: 2 } } },
          benign: { samples: 1, score: { value: { share: 0.5, n: 1 } } },
        },
      ],
      sets: [{ set: 'Books', model: 'm-1', refusal: { value: { share: 1, n: 1 } } }],
    },
  })
  const csv = path.join(scratch.folder, 'table.csv')
  const words = await run('table', '--csv', csv)
  expect(words.stdout).toMatch(/^m-1, before\n {2}harmful {2}score 50\.0 \(.*n 2\), full .*refusal 50\.0/)
  expect(words.stdout).toMatch(/^Books \(benign\), m-1: refused 100\.0 \(.* to 100\.0, n 1\)$/m)
  expect(readFileSync(csv, 'utf8').trimEnd().split(/\r?\n/).length).toBeGreaterThan(1)
  await run('table', '--sets', '--csv', csv)
  expect(readFileSync(csv, 'utf8')).toMatch(/Books/)
})

test('what is no evaluation, no file or no step ends with a code and words, and leaves nothing', async () => {
  const before = await t.db.evaluationRun.count()
  const letter = fileOf('Dear library, when do you open?', 'letter.json')
  const wrong = await run('import', letter)
  expect(wrong).toMatchObject({ code: 1, stdout: '' })
  expect(wrong.stderr).toMatch(/letter\.json: .*Nothing was imported\./)
  expect(await json('import', letter)).toMatchObject({ code: 1, said: { ok: false, error: { code: 'invalid' } } })
  const half = fileOf(evalLog('agentharm', 'm-2', harmful).subarray(0, 300), 'half.eval')
  expect((await run('import', half)).stderr).toMatch(/half\.eval: .*Nothing was imported\./)

  const usage = async (...args: string[]) => {
    const { code, stderr } = await run(...args)
    expect(code, args.join(' ')).toBe(1)
    return stderr
  }
  expect(await usage('import')).toMatch(/Name at least one file/)
  expect(await usage('import', 'nothing.eval')).toMatch(/There is no file nothing\.eval/)
  expect(await usage('import', letter, '--intent', 'odd')).toMatch(/--intent is harmful or benign/)
  expect(await usage('list', letter)).toMatch(/list takes no files/)
  expect(await usage('sing')).toMatch(/Say what: list, import, table/)
  expect(await usage('list', '--project', 'nowhere')).toMatch(/no project "nowhere"/)
  expect(await t.db.evaluationRun.count()).toBe(before)
})
