import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { commandLine } from '../../support/command-line'

const plumbline = commandLine()
const folder = mkdtempSync(path.join(tmpdir(), 'plumbline-convert-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => path.join(folder, name)
// A database that cannot be reached: these commands ask for none.
const none = { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/nothing' }

const tool = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'd',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
}
const row = (id: string, category: string, args: string) => ({
  ...{
    id,
    category,
    sub_category: category === 'benign' ? 'benign' : 'reviews',
    pattern: ['Search.web'],
    tools: [tool],
  },
  messages: [
    { role: 'user', content: `Weather in Oslo? ${id}` },
    {
      role: 'assistant',
      content: 'Let me see.',
      tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: args } }],
    },
    { role: 'tool', tool_call_id: 'call_1', content: '{"temp_c": 4}' },
    { role: 'assistant', content: '4 C.' },
  ],
})
const list = [
  row('benign-1', 'benign', '{"city": "Oslo"}'),
  row('harmful-2', 'false_claims', '{"city": "Oslo"}'),
  { id: 'x' },
  row('benign-4', 'benign', '{"city":'),
]

test('rows of a list become lines of another format; what cannot be said is counted, with its line', async () => {
  writeFileSync(at('list.json'), JSON.stringify(list, null, 1))
  const args = ['convert', '--from', 'agentalign', '--to', 'mistral', at('list.json'), at('train.jsonl')]
  const { code, stdout } = await plumbline([...args, '--with-config', '--json'], none)
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ ok: true, from: 'agentalign', to: 'mistral', rows: 4, written: 1, config: ['mistral-finetune.yaml'] },
    leftOut: [
      { reason: 'a harmful request that tools were called for, and that nobody has labelled', count: 1 },
      { reason: 'arguments of get_weather are no JSON object', count: 1 },
    ],
    notes: [{ note: 'text beside a call is a message of its own', count: 1 }],
    problems: { total: 1, shown: [{ message: 'It has no messages' }] },
  })
  const lines = readFileSync(at('train.jsonl'), 'utf8').trimEnd().split('\n')
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0]!).messages[2].tool_calls[0].id).toMatch(/^[a-zA-Z0-9]{9}$/)
  expect(readFileSync(at('mistral-finetune.yaml'), 'utf8')).toMatch(/instruct_data: "train.jsonl"/)

  const valid = await plumbline(['validate', '--format', 'mistral', at('train.jsonl'), '--json'], none)
  expect([valid.code, JSON.parse(valid.stdout)]).toMatchObject([0, { ok: true, rows: 1, problems: { total: 0 } }])
})

test('a problem of a row ends validation with 1 and stands with its line', async () => {
  const good = {
    messages: [
      { role: 'user', content: 'x' },
      { role: 'assistant', content: 'y' },
    ],
  }
  writeFileSync(at('bad.jsonl'), `${JSON.stringify(good)}\n{"messages": []}\n{oops}\n`)
  const { code, stdout } = await plumbline(['validate', '--format', 'openai', at('bad.jsonl')], none)
  expect(code).toBe(1)
  expect(stdout).toMatch(/bad\.jsonl:2 \$\.messages rejected: It has no messages/)
  expect(stdout).toMatch(/bad\.jsonl:3 /)
})

test('a file of chains is validated like the others, each problem by its line and its place of the taxonomy', async () => {
  const chain = (steps: unknown, explanation: unknown) => ({ steps, explanation })
  const good = chain(['search_news', 'send_note'], 'Reads the news and tells of them.')
  const validate = async (patterns: unknown[]) => {
    writeFileSync(at('chains.json'), JSON.stringify({ noise: { parties: { patterns } } }, null, 1))
    const { code, stdout } = await plumbline(
      ['validate', '--format', 'agentalign-chains', at('chains.json'), '--json'],
      none,
    )
    return [code, JSON.parse(stdout)]
  }
  expect(await validate([good, good])).toMatchObject([0, { ok: true, rows: 2, problems: { total: 0 } }])
  const [code, found] = await validate([good, chain('search_news', 'No list.'), 7])
  expect([code, found.rows]).toEqual([1, 1])
  expect(found.problems.shown).toMatchObject([
    { effect: 'REJECTED', path: expect.stringContaining('$.noise.parties.patterns[1]') },
    { effect: 'REJECTED', path: expect.stringContaining('$.noise.parties.patterns[2]') },
  ])
  expect(found.problems.shown[0].line).toBeGreaterThan(5)
  writeFileSync(at('chains.json'), '[1, 2')
  expect(await plumbline(['validate', '--format', 'agentalign-chains', at('chains.json')], none)).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/chains\.json:1 .*rejected/),
  })
})

test('a file that breaks off leaves nothing behind, and what stood there stays', async () => {
  writeFileSync(at('broken.json'), JSON.stringify(list).slice(0, -20))
  writeFileSync(at('kept.jsonl'), 'kept\n')
  const before = readdirSync(folder)
  const { code, stderr } = await plumbline(
    ['convert', '--from', 'openai', '--to', 'trl', at('broken.json'), at('kept.jsonl')],
    none,
  )
  expect([code, stderr]).toMatchObject([1, expect.stringMatching(/Nothing was written/)])
  expect(readFileSync(at('kept.jsonl'), 'utf8')).toBe('kept\n')
  expect(readdirSync(folder)).toEqual(before)
})

test('rows of others become lines that a project imports, whose they are beside them', async () => {
  const glaive = {
    system: 'SYSTEM: You have no access to external functions.',
    chat: 'USER: Hi\n\nASSISTANT: Hello. <|endoftext|>',
  }
  writeFileSync(at('glaive.jsonl'), `${JSON.stringify(glaive)}\n`)
  const { stdout } = await plumbline(
    ['convert', '--from', 'glaive', '--to', 'plumbline-jsonl', at('glaive.jsonl'), at('lines.jsonl'), '--json'],
    none,
  )
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, written: 1, leftOut: [] })
  expect(JSON.parse(readFileSync(at('lines.jsonl'), 'utf8'))).toMatchObject({
    ...{ format: 'plumbline-response/1', intent: 'BENIGN', licence: 'Apache-2.0' },
    source: { name: 'glaive-function-calling-v2', id: 'glaive-1' },
  })
  const report = await plumbline(['import', '--dry-run', at('lines.jsonl'), '--json'], none)
  expect(JSON.parse(report.stdout)).toMatchObject({ kinds: { responses: { read: 1 } }, problems: { total: 0 } })
})

test('formats that cannot be written from rows, or are none, are said', async () => {
  const say = async (from: string, to: string) =>
    (await plumbline(['convert', '--from', from, '--to', to, at('list.json'), at('o')], none)).stderr
  expect(await say('openai', 'preference-trl')).toMatch(/written from a project/)
  expect(await say('openai', 'judgments')).toMatch(/plumbline-jsonl alone/)
  expect(await say('xlsx', 'openai')).toMatch(/no format "xlsx" for --from. There are: plumbline-jsonl/)
})
