import fc from 'fast-check'
import { expect, test } from 'vitest'
import { detectFormat } from '@/lib/core/import/detect-format'
import type { FileFormat } from '@/lib/core/import/formats'
import { type ImportEvent, ImportFileReader } from '@/lib/core/import/read-file'
import { importReportSchema, ProblemTally, SHOWN_PROBLEMS } from '@/lib/core/import/report'

const bytesOf = (text: string) => new TextEncoder().encode(text)

function read(format: FileFormat, file: string | Uint8Array, size = 65_536): ImportEvent[] {
  const reader = new ImportFileReader('file.json', format)
  const events: ImportEvent[] = []
  for (let from = 0; from < file.length; from += size) events.push(...reader.write(file.slice(from, from + size)))
  return [...events, ...reader.end()]
}
const problems = (events: ImportEvent[]) => events.flatMap((event) => (event.type === 'problem' ? [event.problem] : []))
const records = (events: ImportEvent[]) => events.flatMap((event) => (event.type === 'record' ? [event.record] : []))

const CHAINS = `{
  "household_tasks": {
    "shopping": {
      "patterns": [
        { "steps": ["Search.web_search"], "explanation": "Looks something up." },
        { "steps": ["Search.web_search", "Shop.order"], "explanation": "Looks it up and orders it." }
      ]
    }
  }
}`
const LINE =
  '{"category":["household_tasks","shopping"],"explanation":"Looks something up.","format":"plumbline-chain/1","steps":["Search.web_search"]}'

test('each chain comes with its category, its line, its path and its text as it stood', () => {
  expect(records(read('agentalign-chains', CHAINS))).toMatchObject([
    {
      kind: 'chain',
      category: ['household_tasks', 'shopping'],
      line: 5,
      path: '$.household_tasks.shopping.patterns[0]',
    },
    { line: 6, content: { steps: ['Search.web_search', 'Shop.order'] }, provenance: null },
  ])
  expect(records(read('agentalign-chains', CHAINS))[0]!.raw).toBe(
    '{ "steps": ["Search.web_search"], "explanation": "Looks something up." }',
  )
})

test('every format of AgentAlign gives its own records', () => {
  expect(records(read('agentalign-taxonomy', '{"a": ["b", "c"]}'))).toMatchObject([
    { kind: 'category', category: 'a', subcategories: ['b', 'c'] },
  ])
  expect(records(read('agentalign-capabilities', '["A.b"]'))).toMatchObject([{ kind: 'capability', name: 'A.b' }])
  expect(records(read('agentalign-capability-tools', '{"A.b": ["t"]}'))).toMatchObject([
    { kind: 'capability-tools', capability: 'A.b', tools: ['t'] },
  ])
  expect(records(read('agentalign-tool-capability', '{"t": "A.b"}'))).toMatchObject([
    { kind: 'tool-capability', tool: 't', capability: 'A.b' },
  ])
  const tool = '{"type": "function", "function": {"name": "t", "description": "d", "parameters": {}}, "category": "A"}'
  const expected = { kind: 'tool', name: 't', description: 'd', schema: { category: 'A' } }
  expect(records(read('agentalign-tools', `[${tool}]`))).toMatchObject([expected])
  expect(records(read('agentalign-tools', `{"tools": [${tool}, ${tool}]}`))).toMatchObject([expected, expected])
})

test('Plumbline lines keep what they say of themselves; blank lines are passed over', () => {
  const events = read('plumbline-chains', `${LINE}\n\n${LINE.replace('"format"', '"verdict":"PASSED","format"')}\r\n`)
  expect(problems(events)).toEqual([])
  expect(records(events)).toMatchObject([
    { line: 1, category: ['household_tasks', 'shopping'], provenance: {} },
    { line: 3, provenance: { verdict: 'PASSED' } },
  ])
})

test.each<[FileFormat, string, string]>([
  ['agentalign-chains', CHAINS, 'agentalign-chains'],
  ['agentalign-taxonomy', '{"a": ["b"]}', 'agentalign-taxonomy'],
  ['agentalign-capabilities', '["A.b", "A.c"]', 'agentalign-capabilities'],
  ['agentalign-capability-tools', '{"A.b": ["t"], "A.c": []}', 'agentalign-capability-tools'],
  ['agentalign-tool-capability', '{"t": "A.b"}', 'agentalign-tool-capability'],
  ['agentalign-tools', '[{"type": "function", "function": {"name": "t"}}]', 'agentalign-tools'],
  ['agentalign-tools', '{"tools": [{"function": {}}]}', 'wrapped tools'],
  ['plumbline-chains', `${LINE}\n${LINE}\n`, 'two lines'],
  ['plumbline-chains', `\uFEFF${LINE}`, 'one line after a byte order mark'],
])('%s is detected, whole or cut off (%s)', (format, text) => {
  expect(detectFormat(text)).toBe(format)
  expect(detectFormat(text + text)).toBe(format)
})

test.each(['', '{}', '[]', '3', '"text"', '[1, 2]', '{"a": {"b": 1}}', 'steps: none', '\u0000\u0001', '{"a": [1]}'])(
  '%j is none of our formats',
  (text) => expect(detectFormat(text)).toBeNull(),
)

test.each<[string, FileFormat, string | Uint8Array, string, string]>([
  ['no JSON', 'agentalign-chains', 'category;steps', 'not_json', 'FATAL'],
  ['an empty file', 'agentalign-chains', '', 'empty_file', 'FATAL'],
  ['a cut-off file', 'agentalign-chains', CHAINS.slice(0, 200), 'truncated', 'FATAL'],
  ['UTF-16', 'agentalign-chains', new Uint8Array([0xff, 0xfe, 0x7b, 0]), 'not_utf8', 'FATAL'],
  [
    'a character cut off at the end',
    'agentalign-capabilities',
    new Uint8Array([0x5b, 0xe2, 0x82]),
    'not_utf8',
    'FATAL',
  ],
  ['deep nesting', 'agentalign-tools', '['.repeat(100), 'too_deep', 'FATAL'],
  ['a list for an object', 'agentalign-chains', '[{"steps": []}, {}]', 'wrong_shape', 'FATAL'],
  ['a list for a subcategory', 'agentalign-chains', '{"a": {"b": [1, 2]}}', 'wrong_shape', 'ERROR'],
  ['a single value', 'agentalign-chains', '{"a": 1}', 'wrong_shape', 'ERROR'],
  ['no "patterns"', 'agentalign-chains', '{"a": {"b": {"chains": [{"steps": []}]}}}', 'wrong_shape', 'ERROR'],
  [
    'an unknown member',
    'agentalign-chains',
    '{"a": {"b": {"patterns": [{"steps": [], "explanation": "", "x": 1}]}}}',
    'wrong_shape',
    'ERROR',
  ],
  [
    'steps that are no texts',
    'agentalign-chains',
    '{"a": {"b": {"patterns": [{"steps": [1], "explanation": ""}]}}}',
    'wrong_shape',
    'ERROR',
  ],
  [
    'an empty name',
    'agentalign-chains',
    '{"": {"b": {"patterns": [{"steps": [], "explanation": ""}]}}}',
    'wrong_shape',
    'ERROR',
  ],
  ['a tool without a function', 'agentalign-tools', '[{"type": "function"}]', 'wrong_shape', 'ERROR'],
  ['a broken line', 'plumbline-chains', '{"format": ', 'truncated', 'ERROR'],
  ['a line of another kind', 'plumbline-chains', '{"steps": [], "explanation": ""}', 'wrong_shape', 'ERROR'],
  ['an endless line', 'plumbline-chains', `"${'x'.repeat(8_400_000)}"`, 'line_too_long', 'ERROR'],
  ['a category twice', 'agentalign-taxonomy', '{"a": [], "a": []}', 'duplicate_key', 'WARNING'],
  ['an unsafe category', 'agentalign-taxonomy', '{"__proto__": ["b"]}', 'unsafe_key', 'ERROR'],
  ['half a character', 'agentalign-capabilities', '["\\ud800"]', 'lone_surrogate', 'ERROR'],
  ['U+0000', 'agentalign-capabilities', '["a\\u0000"]', 'nul_character', 'ERROR'],
  ['a byte order mark', 'agentalign-capabilities', '\uFEFF["A.b"]', 'byte_order_mark', 'NOTE'],
])('%s is one problem', (_, format, file, code, severity) => {
  const found = problems(read(format, file))
  expect(found.map((problem) => [problem.code, problem.severity])).toEqual([[code, severity]])
})

test('one bad record leaves the others, and is kept for the quarantine', () => {
  const chain = '{"steps": ["A.b"], "explanation": "Fine."}'
  const bad = '{"steps": ["A.b"], "steps": [], "explanation": "Not."}'
  const events = read('agentalign-chains', `{"a": {"b": {"patterns": [${chain}, ${bad}, ${chain}]}}}`)
  expect(records(events)).toHaveLength(2)
  expect(events[1]).toMatchObject({ type: 'problem', raw: bad, problem: { path: '$.a.b.patterns[1].steps', line: 1 } })
})

test('the line of bytes that are not UTF-8 is named', () => {
  const bytes = bytesOf('[\n"A.b",\n"A.?"\n]')
  bytes[bytes.indexOf(0x3f)] = 0xff
  expect(problems(read('agentalign-capabilities', bytes))).toMatchObject([{ code: 'not_utf8', line: 3, column: 4 }])
})

test('what is quarantined can be stored', () => {
  const [event] = read('plumbline-chains', '{"a": "\u0000\ud800"}')
  expect(event).toMatchObject({ type: 'problem', raw: '{"a": "\uFFFD\uFFFD"}' })
})

test('after a fatal problem nothing more is said', () => {
  const reader = new ImportFileReader('x', 'agentalign-capabilities')
  expect(problems(reader.write('nope'))).toHaveLength(0)
  expect(problems(reader.write(' ["A.b"]'))).toHaveLength(1)
  expect(reader.failed).toBe(true)
  expect([...reader.write('more'), ...reader.end()]).toEqual([])
})

const FORMATS: FileFormat[] = ['agentalign-chains', 'agentalign-tools', 'agentalign-taxonomy', 'plumbline-chains']
const SOURCES = [
  CHAINS,
  `${LINE}\n${LINE}`,
  '{"tools": [{"function": {"name": "é😀"}}]}',
  '{"a": ["b", "\\ud800"]}\r\n',
]

test('however a file is cut, it gives the same records and problems', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...FORMATS),
      fc.constantFrom(...SOURCES),
      fc.integer({ min: 1, max: 40 }),
      (format, source, size) => {
        expect(read(format, bytesOf(source), size)).toEqual(read(format, bytesOf(source)))
      },
    ),
  )
})

test('no bytes make the reader or the detection throw', () => {
  const damaged = fc
    .tuple(fc.constantFrom(...SOURCES), fc.nat(), fc.uint8Array({ maxLength: 4 }))
    .map(([source, at, junk]) => {
      const bytes = bytesOf(source)
      bytes.set(junk.slice(0, Math.max(0, bytes.length - (at % bytes.length))), at % bytes.length)
      return bytes
    })
  fc.assert(
    fc.property(
      fc.constantFrom(...FORMATS),
      fc.oneof(damaged, fc.uint8Array({ maxLength: 200 })),
      fc.integer({ min: 1, max: 50 }),
      (format, bytes, size) => {
        const events = read(format, bytes, size)
        for (const problem of problems(events)) expect(problem.message).not.toBe('')
        detectFormat(new TextDecoder().decode(bytes))
      },
    ),
    { numRuns: 500 },
  )
})

test('a flood of problems is counted whole and shown in part, the fatal one among them', () => {
  const tally = new ProblemTally()
  const events = read('plumbline-chains', 'x\n'.repeat(SHOWN_PROBLEMS + 50))
  for (const problem of problems(events)) tally.add(problem)
  tally.add({ ...problems(events)[0]!, code: 'not_utf8', severity: 'FATAL' })
  const { shown, total, byCode } = tally.result
  expect({ shown: shown.length, total, byCode }).toEqual({
    shown: SHOWN_PROBLEMS,
    total: SHOWN_PROBLEMS + 51,
    byCode: { not_json: SHOWN_PROBLEMS + 50, not_utf8: 1 },
  })
  expect(shown.some(({ severity }) => severity === 'FATAL')).toBe(true)
  expect(importReportSchema.shape.problems.parse(tally.result)).toEqual(tally.result)
})
