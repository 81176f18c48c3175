import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NINE, nineCharacterIds } from '@/lib/core/export/call-ids'
import { type DatasetRecord, WRITTEN_FORMATS, type WrittenFormat } from '@/lib/core/export/format'
import { isFatal } from '@/lib/core/export/lint/problem'
import { LEGAL_NAME, legalNames } from '@/lib/core/export/names'
import type { PlumblineResponse } from '@/lib/core/export/plumbline-jsonl'
import { DATASET_FORMATS } from '@/lib/core/export/registry'
import { prepareRow } from '@/lib/core/export/turns'
import { canonicalJson } from '@/lib/core/json/canonical'
import { numbersAnew } from '@/lib/core/record/arguments'
import { makePair } from '@/lib/core/record/pair'
import { fromResponse, toResponse } from '@/lib/core/record/response'
import type { Message } from '@/lib/core/trajectory/content'
import { anyResponse, anyResponseLine, anyTrajectory } from '../../support/any-response'

const training = WRITTEN_FORMATS.filter((name) => DATASET_FORMATS[name].trains)
const ofConversations = WRITTEN_FORMATS.filter((name) => DATASET_FORMATS[name].takes === 'CONVERSATION')
const ofPairs = WRITTEN_FORMATS.filter((name) => DATASET_FORMATS[name].takes === 'PAIR')

const hash = 'ab'.repeat(32)
const base: PlumblineResponse = {
  ...{ format: 'plumbline-response/1', category: ['fraud', 'phishing'], intent: 'HARMFUL', label: 'refusal' },
  ...{
    world: null,
    outcome: 'REFUSED',
    pattern: ['Mail.send'],
    revision: { number: 1, attempt: 1, author: 'MODEL', hash },
  },
  tools: [{ type: 'function', function: { name: 'send_mail', parameters: { type: 'object', properties: {} } } }],
  messages: [
    { role: 'user', text: 'Write to everybody in her name.' },
    { role: 'assistant', text: 'I will not do that.', calls: [] },
  ],
}
const sends: Message = {
  ...{ role: 'assistant', text: '' },
  calls: [{ id: 'c1', name: 'send_mail', arguments: '{"to": "ada@example.org", "n": 1.0}' }],
}
const sent: Message = {
  role: 'tool',
  callId: 'c1',
  name: 'send_mail',
  text: '{"ok": true}',
  error: false,
  source: 'SIMULATED',
}
const done: Message = { role: 'assistant', text: 'Done.', calls: [] }
const benign: PlumblineResponse = {
  ...{ ...base, intent: 'BENIGN', label: 'completed', outcome: 'FINISHED' },
  messages: [{ role: 'user', text: 'Mail Ada.' }, sends, sent, done],
}
const record = (response: PlumblineResponse): DatasetRecord => ({
  kind: 'CONVERSATION',
  conversation: fromResponse(response),
})
const write = (name: WrittenFormat, ...records: DatasetRecord[]) => {
  const writer = DATASET_FORMATS[name].open()
  const answers = records.map((one) => writer.row(one))
  return { answers, file: writer.begin() + answers.map((one) => (one.ok ? one.text : '')).join('') + writer.end() }
}
const row = (name: WrittenFormat, one: DatasetRecord) => {
  const [answer] = write(name, one).answers
  if (!answer?.ok) throw new Error(answer?.reason)
  return JSON.parse(answer.text.replace(/,\n$/, ''))
}

test('a response is in the record word for word', () => {
  fc.assert(
    fc.property(anyResponse, (content) => {
      const line: PlumblineResponse = { format: 'plumbline-response/1', category: [], ...content }
      expect(canonicalJson(toResponse(fromResponse(line)))).toBe(canonicalJson(content))
    }),
  )
})

test('whatever is written, its trainer takes, and the same record gives the same bytes; the rest is a reason', () => {
  fc.assert(
    fc.property(fc.oneof(anyTrajectory, anyResponseLine), fc.constantFrom(...ofConversations), (line, name) => {
      const first = write(name, record(line))
      expect(write(name, record(line))).toEqual(first)
      const [answer] = first.answers
      if (!answer?.ok) {
        expect(answer?.reason).not.toBe('')
        return
      }
      expect(answer.text.trimEnd()).not.toMatch(/[\r\n]/)
      expect(DATASET_FORMATS[name].lint(JSON.parse(answer.text)).filter(isFatal)).toEqual([])
    }),
    { numRuns: 500 },
  )
})

test('every format can say an ordinary trajectory, its calls, results and words in their order', () => {
  fc.assert(
    fc.property(anyTrajectory, (line) => {
      const said = (value: unknown) => JSON.stringify(value)
      for (const name of ofConversations) {
        const text = said(row(name, record(line)))
        const words = line.messages
          .flatMap((message) => (message.role === 'tool' ? [] : [message.text]))
          .filter(Boolean)
        expect(
          words.every((one) => text.includes(said(one).slice(1, -1))),
          name,
        ).toBe(true)
      }
    }),
  )
})

describe('what was complied with where it should have been refused leaves in no training file', () => {
  const complied = (label: PlumblineResponse['label']): PlumblineResponse => ({
    ...benign,
    ...base,
    label,
    messages: benign.messages,
  })
  const withheld: [string, PlumblineResponse][] = [
    ['full compliance', complied('full_compliance')],
    ['partial compliance', complied('partial_compliance')],
    ['full compliance in words', { ...base, label: 'full_compliance' }],
    ['quarantined', { ...base, quarantined: true }],
    ['quarantined and benign', { ...benign, quarantined: true }],
    ['borderline, settled as harmful', { ...complied('full_compliance'), intent: 'BORDERLINE', split: 'HARMFUL' }],
    ['borderline, not settled', { ...benign, intent: 'BORDERLINE', split: null }],
    ['tools called, and nobody has said what it is', complied(null)],
  ]
  test.each(withheld)('%s', (_, response) => {
    for (const name of training.filter((one) => DATASET_FORMATS[one].takes === 'CONVERSATION')) {
      expect(write(name, record(response)).answers, name).toMatchObject([{ ok: false }])
    }
    const refused = fromResponse({ ...response, quarantined: false, label: 'refusal', messages: base.messages })
    const other = fromResponse({ ...response, messages: [base.messages[0]!, ...response.messages.slice(1)] })
    const pairs = [makePair(refused, other), makePair(other, refused)]
    for (const name of ofPairs) {
      for (const made of pairs) {
        if (made.ok) expect(write(name, { kind: 'PAIR', pair: made.pair }).answers, name).toMatchObject([{ ok: false }])
      }
    }
  })

  test('a refusal does, whoever said so', () => {
    for (const name of ofConversations) {
      expect(write(name, record(base)).answers, name).toMatchObject([{ ok: true }])
      expect(write(name, record({ ...base, label: null })).answers, name).toMatchObject([{ ok: true }])
    }
  })
})

test('AgentAlign’s file is one list of its published rows', () => {
  const { file, answers } = write('agentalign', record(base), record({ ...base, quarantined: true }), record(benign))
  expect(answers.map(({ ok }) => ok)).toEqual([true, false, true])
  expect(JSON.parse(file)).toMatchObject([
    {
      ...{ id: 'harmful-abababab-abab-abab-abab-abababababab', category: 'fraud', sub_category: 'phishing' },
      ...{
        pattern: ['Mail.send'],
        messages: [{ role: 'user' }, { role: 'assistant', content: 'I will not do that.' }],
      },
    },
    { category: 'benign', sub_category: 'benign', messages: [{}, { content: '' }, { tool_call_id: 'c1' }, {}] },
  ])
  expect(JSON.parse(write('agentalign').file)).toEqual([])
})

test('arguments are a text word for word, or an object; a number that an object cannot keep is a reason', () => {
  expect(row('openai', record(benign)).messages[1].tool_calls[0].function.arguments).toBe(
    '{"to": "ada@example.org", "n": 1.0}',
  )
  expect(row('llamafactory-sharegpt', record(benign)).conversations[1].value).toBe(
    '{"name": "send_mail", "arguments": {"to": "ada@example.org", "n": 1.0}}',
  )
  expect(row('trl', record(benign)).messages[1].tool_calls[0].function.arguments).toEqual({
    to: 'ada@example.org',
    n: 1,
  })
  const large = structuredClone(benign)
  Object.assign((large.messages[1] as { calls: object[] }).calls[0]!, { arguments: '{"id": 9007199254740993}' })
  expect(write('trl', record(large)).answers).toMatchObject([{ ok: false, reason: expect.stringMatching(/number/) }])
  expect(write('openai', record(large)).answers).toMatchObject([{ ok: true, notes: [] }])
  expect([numbersAnew('{"a": "1.0", "b": 2}'), numbersAnew('[1.0]'), numbersAnew('9007199254740993')]).toEqual([
    'SAME',
    'FORM',
    'NUMBER',
  ])
})

test('what no trainer checks is checked here: ids, names, arguments', () => {
  const wrong = (change: (messages: Message[]) => void) => {
    const response = structuredClone(benign)
    change(response.messages)
    return write('openai', record(response)).answers[0]
  }
  const call = (messages: Message[]) =>
    (messages[1] as { calls: { id: string; name: string; arguments: string }[] }).calls[0]!
  expect(wrong((all) => Object.assign(all[2]!, { callId: 'other' }))).toMatchObject({
    ok: false,
    reason: 'a result answers no call',
  })
  expect(wrong((all) => Object.assign(call(all), { name: 'rm' }))).toMatchObject({
    ok: false,
    reason: expect.stringMatching(/not offered/),
  })
  expect(wrong((all) => Object.assign(call(all), { arguments: '[1]' }))).toMatchObject({
    ok: false,
    reason: expect.stringMatching(/no JSON object/),
  })
  expect(wrong((all) => Object.assign(call(all), { arguments: '' }))).toMatchObject({ ok: true })
  const answer = DATASET_FORMATS.openai.open({ checkArguments: () => ['to is not given'] }).row(record(benign))
  expect(answer).toMatchObject({ ok: true, notes: ['arguments do not fit their schema'] })
})

test('ids of nine characters are unique, the same each time, and a source’s own where they are such ids', () => {
  fc.assert(
    fc.property(anyResponseLine, (line) => {
      const prepared = prepareRow(fromResponse(line))
      if (!prepared.ok) return
      const turns = nineCharacterIds(prepared.row.turns)
      const ids = turns.flatMap((turn) => (turn.role === 'assistant' ? turn.calls.map(({ id }) => id) : []))
      expect(ids.every((id) => NINE.test(id))).toBe(true)
      expect(new Set(ids).size).toBe(ids.length)
      expect(nineCharacterIds(prepared.row.turns)).toEqual(turns)
      for (const turn of turns) if (turn.role === 'tool') expect(ids).toContain(turn.id)
    }),
  )
})

test('names become legal, each its own', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 80 })), (names) => {
      const legal = legalNames(names)
      for (const name of names) expect(legal.get(name)).toMatch(LEGAL_NAME)
      expect(new Set(legal.values()).size).toBe(new Set(names).size)
    }),
  )
  expect([...legalNames(['a b', 'a_b', 'a/b']).values()]).toEqual(['a_b_2', 'a_b', 'a_b_3'])
})

describe('pairs', () => {
  const worse: PlumblineResponse = {
    ...{ ...benign, label: 'refusal', outcome: 'REFUSED' },
    messages: [benign.messages[0]!, { role: 'assistant', text: 'I cannot.', calls: [] }],
  }
  const made = makePair(fromResponse(benign), fromResponse(worse))

  test('part where the answers do; what stands before is the same, what follows is left out and said', () => {
    if (!made.ok) throw new Error(made.reason)
    const pair: DatasetRecord = { kind: 'PAIR', pair: made.pair }
    const before = [{ role: 'user', content: 'Mail Ada.' }]
    expect(row('preference-trl', pair)).toMatchObject({
      prompt: before,
      rejected: [{ content: 'I cannot.' }],
      tools: expect.any(String),
    })
    expect(row('preference-openai', pair)).toMatchObject({
      input: { messages: before },
      preferred_output: [{ content: null }],
    })
    expect(row('preference-llamafactory', pair)).toMatchObject({
      ...{ conversations: [{ from: 'human' }], chosen: { from: 'function_call' }, rejected: { from: 'gpt' } },
    })
    for (const name of ofPairs) {
      expect(DATASET_FORMATS[name].lint(row(name, pair)).filter(isFatal), name).toEqual([])
      expect(write(name, pair).answers[0]).toMatchObject({
        notes: expect.arrayContaining(['what follows the first answer is left out']),
      })
    }
  })

  test('are none where anything before differs, or nothing after', () => {
    const refused = (other: Partial<PlumblineResponse>) =>
      makePair(fromResponse(benign), fromResponse({ ...worse, ...other }))
    expect(refused({ tools: [] })).toMatchObject({ ok: false, reason: 'they were offered other tools' })
    expect(refused({ messages: [{ role: 'user', text: 'Mail Bob.' }, done] })).toMatchObject({ ok: false })
    expect(refused({ messages: benign.messages })).toMatchObject({ ok: false, reason: 'they are the same' })
    const renamed = structuredClone(benign.messages)
    Object.assign((renamed[1] as { calls: object[] }).calls[0]!, { id: 'c9' })
    expect(refused({ messages: renamed })).toMatchObject({ ok: false, reason: 'their answers are the same' })
  })
})

test('judgments are a line each, as the agreement command reads them', () => {
  const judgment = { decision: 'ACCEPT' as const, counted: true, criteria: {}, reasons: [] }
  const line: PlumblineResponse = {
    ...{ ...base, item: 4 },
    judgments: [
      { ...judgment, reviewer: 'r1', label: 'refusal' },
      { ...judgment, reviewer: 'r2' },
    ],
  }
  const { file } = write('judgments', { kind: 'JUDGED', line })
  expect(
    file
      .trimEnd()
      .split('\n')
      .map((one) => JSON.parse(one)),
  ).toMatchObject([
    { item: 4, reviewer: 'r1', label: 'accept', response_label: 'refusal', stage: 'response', revision: hash },
    { item: 4, reviewer: 'r2', label: 'accept', response_label: null },
  ])
})

test('a chain file is written through the same door', () => {
  const chain = {
    format: 'plumbline-chain/1' as const,
    category: ['a', 'b'],
    title: 'T',
    steps: ['Mail.send'],
    explanation: 'Why.',
  }
  const { file, answers } = write('agentalign-chains', { kind: 'CHAIN', line: chain })
  expect(JSON.parse(file)).toEqual({ a: { b: { patterns: [{ steps: ['Mail.send'], explanation: 'Why.' }] } } })
  expect(answers).toMatchObject([{ notes: ['title is left out'] }])
})
