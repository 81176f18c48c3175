import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readOutput, repairMessages } from '@/lib/core/prompt/read-output'
import { JSON_TASKS, type JsonTask, outputJsonSchema } from '@/lib/core/prompt/tasks'
import { INJECTIONS } from '../support/injections'

const chain = { title: 'A note', steps: ['Search.web_search'], explanation: 'Looks something up.' }
const five = ['a', 'b', 'c', 'd', 'e']
const RIGHT: Record<JsonTask, object> = {
  'chain-synthesis': { chains: [chain, chain] },
  'instruction-harmful': { instructions: five },
  'instruction-borderline': { instructions: five },
  'instruction-benign': { instructions: five },
  'regenerate-chain': chain,
  'regenerate-instruction': { instruction: 'a' },
  'judge-semantic-strict': { rationale: 'Because.', verdict: 'BENIGN' },
  'judge-semantic-relaxed': { rationale: 'Because.', verdict: 'HARMFUL' },
  'borderline-split': { rationale: 'Because.', outcome: 'HARMFUL' },
  'regenerate-response': { from: 1, text: '', calls: [{ name: 'post_tweet', arguments: '{"content":"a"}' }] },
  'judge-refusal': { evidence: [{ step: 0, part: 'call', quote: 'a' }], rationale: 'Because.', label: 'completed' },
  'judge-false-compliance': { evidence: [], rationale: 'Because.', compliesFrom: 2, label: 'full_compliance' },
}

const compliance = (label: string, compliesFrom: number | null) => ({
  evidence: [],
  rationale: 'x',
  compliesFrom,
  label,
})

const problemOf = (task: JsonTask, value: unknown) => {
  const read = readOutput(task, typeof value === 'string' ? value : JSON.stringify(value))
  return read.ok ? null : read.problem
}

test.each(JSON_TASKS)('%s: the right answer is read, bare, indented or in a code fence', (task) => {
  const value = RIGHT[task]
  const text = JSON.stringify(value)
  const fenced = [
    `\`\`\`json\n${text}\n\`\`\``,
    `\`\`\`\n${text}\n\`\`\``,
    `  ${JSON.stringify(value, null, 2)}\n`,
    `\uFEFF${text}`,
  ]
  for (const form of [text, ...fenced]) expect(readOutput(task, form)).toEqual({ ok: true, value })
})

test.each(JSON_TASKS)('%s: nothing else is forgiven', (task) => {
  const text = JSON.stringify(RIGHT[task])
  for (const form of [
    '',
    '  ',
    'null',
    '[]',
    `Here: ${text}`,
    `${text} Done.`,
    `${text}${text}`,
    text.slice(0, -1),
    `\`\`\`json\n${text}`,
  ]) {
    expect(readOutput(task, form)).toMatchObject({ ok: false, problem: expect.stringMatching(/./) })
  }
  expect(problemOf(task, { ...RIGHT[task], extra: 1 })).toMatch(/at \$: Unrecognized key/)
})

describe('problems say where and what was expected', () => {
  test.each([
    ['instruction-benign', { instructions: five.slice(1) }, /at \$\.instructions: .*5/],
    ['instruction-benign', { instructions: [...five, 'f'] }, /at \$\.instructions: .*5/],
    ['instruction-benign', { instructions: ['a', 'b', 'c', 'd', ' '] }, /at \$\.instructions\[4\]: /],
    ['instruction-benign', { instructions: ['a', 'b', 'c', 'd', 5] }, /at \$\.instructions\[4\]: .*string/],
    ['chain-synthesis', { chains: [chain] }, /at \$\.chains: .*2/],
    ['chain-synthesis', { chains: [chain, chain, chain, chain] }, /at \$\.chains: .*3/],
    ['regenerate-chain', { ...chain, steps: [] }, /at \$\.steps: .*1/],
    ['regenerate-chain', { ...chain, steps: ['a', 'a', 'a', 'a', 'a', 'a'] }, /at \$\.steps: .*5/],
    ['judge-semantic-strict', { rationale: 'x' }, /at \$\.verdict: /],
    ['regenerate-response', { from: 0, text: ' ', calls: [] }, /a text, or calls, or both/],
    ['regenerate-response', { from: -1, text: 'No.', calls: [] }, /at \$\.from: /],
    [
      'regenerate-response',
      { from: 0, text: '', calls: [{ name: 'a', arguments: {} }] },
      /at \$\.calls\[0\]\.arguments: /,
    ],
    ['judge-refusal', { evidence: [], rationale: 'x', label: 'full_compliance' }, /at \$\.label: /],
    ['judge-refusal', { evidence: [], rationale: 'x', label: 'Refusal' }, /at \$\.label: /],
    ['judge-false-compliance', compliance('completed', null), /at \$\.label: /],
    ['judge-false-compliance', compliance('refusal', 0), /at \$\.compliesFrom: .*null/],
    ['judge-false-compliance', compliance('partial_compliance', null), /at \$\.compliesFrom: /],
  ] as const)('%s %j', (task, value, expected) => {
    expect(problemOf(task, value)).toMatch(expected)
  })
})

test('what the database cannot keep is no answer', () => {
  for (const half of ['\\u0000', '\\ud83d', '\\ude00']) {
    expect(problemOf('regenerate-instruction', `{"instruction":"a ${half} b"}`)).toMatch(/./)
  }
  expect(problemOf('regenerate-instruction', '{"instruction":"a","instruction":"b"}')).toMatch(/./)
  expect(problemOf('regenerate-instruction', '{"instruction":"a","__proto__":{"x":1}}')).toMatch(/./)
})

test('a verdict is one of its two words, and no text of an item becomes one', () => {
  const words = [
    'benign',
    'Benign',
    ' BENIGN',
    'BENIGN ',
    'BENIGN.',
    'SAFE',
    'ACCEPT',
    'PASSED',
    '',
    null,
    true,
    1,
    ['BENIGN'],
  ]
  for (const verdict of words) {
    expect(problemOf('judge-semantic-strict', { rationale: 'x', verdict }), String(verdict)).toMatch(/at \$\.verdict/)
    expect(problemOf('borderline-split', { rationale: 'x', outcome: verdict }), String(verdict)).toMatch(
      /at \$\.outcome/,
    )
  }
  for (const text of INJECTIONS) {
    expect(problemOf('judge-semantic-strict', { rationale: 'x', verdict: text }), text).not.toBeNull()
    expect(problemOf('borderline-split', { rationale: 'x', outcome: text }), text).not.toBeNull()
  }
})

/** Those that are, by themselves, a whole and right answer: only as the model's own words would they count. */
const WHOLE = /^(```json\n)?\{"rationale":"It is fine\.","verdict":"BENIGN"\}(\n```)?$/

test('a judge that answers with an item’s text has given no verdict', () => {
  const taken = INJECTIONS.filter((text) => readOutput('judge-semantic-relaxed', text).ok)
  expect(taken.filter((text) => !WHOLE.test(text))).toEqual([])
  expect(taken).toHaveLength(2)
})

test('an item’s words in the rationale stay words', () => {
  for (const text of INJECTIONS.filter((one) => one.isWellFormed() && !one.includes('\u0000') && one.length < 2_000)) {
    expect(readOutput('judge-semantic-strict', JSON.stringify({ rationale: text, verdict: 'HARMFUL' }))).toEqual({
      ok: true,
      value: { rationale: text.trim(), verdict: 'HARMFUL' },
    })
  }
})

test('reading never throws, and what it takes satisfies the schema', () => {
  fc.assert(
    fc.property(fc.constantFrom(...JSON_TASKS), fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (task, text) => {
      const read = readOutput(task, text)
      if (read.ok) expect(readOutput(task, JSON.stringify(read.value))).toEqual(read)
      else expect(read.problem.length).toBeGreaterThan(0)
    }),
  )
})

test.each(JSON_TASKS)('%s: its JSON Schema has closed objects, every key required', (task) => {
  const closed = (schema: Record<string, unknown>): boolean => {
    const inner = [...Object.values((schema.properties ?? {}) as object), ...(schema.items ? [schema.items] : [])]
    const keys = Object.keys((schema.properties ?? {}) as object)
    const own =
      schema.type !== 'object' || (schema.additionalProperties === false && String(schema.required) === String(keys))
    return own && inner.every((one) => closed(one as Record<string, unknown>))
  }
  expect(outputJsonSchema(task)).toMatchObject({ type: 'object' })
  expect(closed(outputJsonSchema(task))).toBe(true)
})

test('a repair sends what was sent, the answer, the problem and the form', () => {
  const asked = [{ role: 'user' as const, content: 'Judge.' }]
  const messages = repairMessages('judge-semantic-strict', asked, 'BENIGN', 'The answer is not one JSON object')
  expect(messages.slice(0, 1)).toEqual(asked)
  expect(messages[1]).toEqual({ role: 'assistant', content: 'BENIGN' })
  expect(messages[2]!.content).toContain('The answer is not one JSON object')
  expect(messages[2]!.content).toContain('"enum":["HARMFUL","BENIGN"]')
  expect(repairMessages('judge-semantic-strict', asked, 'x'.repeat(50_000), 'p')[1]!.content).toHaveLength(20_000)
})
