import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { WRITTEN_FORMATS } from '@/lib/core/export/format'
import type { LintEffect, LintProblem } from '@/lib/core/export/lint/problem'
import { DATASET_FORMATS } from '@/lib/core/export/registry'
import { READ_FORMATS } from '@/lib/core/import/readers/names'
import { READERS } from '@/lib/core/import/readers/registry'
import type { RecordMessage } from '@/lib/core/record/conversation'
import { makePair } from '@/lib/core/record/pair'
import { fromMessages } from '@/lib/core/record/response'
import { careless, TRAINERS } from '../../support/careless-rows'
import { FOREIGN, ONLY_READ } from '../../support/foreign-rows'
import { CASES, type CaseName, caseConversation, type GoldenCase } from '../../support/golden-cases'

/**
 * Two tables over the same conversations. The first says what each trainer makes of a row that somebody wrote without
 * care: Y takes it, w takes it and warns or learns nothing from the end, N rejects it, D drops it without a word,
 * L loses a part of it without a word, X ends the whole run. The second says what Plumbline writes: Y the row as it is,
 * n the row with a note of what is said in another way, - nothing, and the reason.
 */

const LETTERS: [LintEffect, string][] = [
  ...([['CRASHES', 'X'] as const, ['REJECTED', 'N'] as const, ['DROPPED', 'D'] as const, ['LOST', 'L'] as const] as [
    LintEffect,
    string,
  ][]),
  ['WARNED', 'w'],
]
const worst = (problems: LintProblem[]) =>
  LETTERS.find(([effect]) => problems.some((problem) => problem.effect === effect))?.[1] ?? 'Y'

//                                           mistral-ft, LF sharegpt, LF openai, functionary, OpenAI FT, TRL, axolotl
const CONSUMERS: Record<CaseName, string> = {
  'ends on assistant text': '                       Y  Y  Y  Y  Y  Y  Y',
  'ends on assistant call (no result)': '           Y  Y  Y  Y  Y  Y  Y',
  'ends on tool result': '                          N  D  L  Y  w  w  Y',
  'ends on user': '                                 N  D  D  Y  w  w  w',
  'arguments as text': '                                Y  L  L  Y  Y  w  Y',
  'arguments as object': '                                N  Y  Y  X  N  Y  Y',
  'text and calls together': '                        N  X  L  Y  Y  Y  Y',
  '2 parallel calls, 2 results': '                  Y  Y  Y  Y  Y  Y  Y',
  '2 parallel calls, results the other way round': 'Y  Y  Y  Y  Y  Y  Y',
  '2 calls, 1 result, then assistant': '            N  Y  Y  Y  w  Y  Y',
  'call then user, no result': '                    N  D  D  Y  w  w  w',
  'call then user, then assistant': '               N  Y  Y  Y  w  Y  Y',
  'tool then user': '                               N  D  D  Y  Y  Y  Y',
  'two users in a row': '                           Y  D  D  Y  Y  Y  Y',
  'two assistants in a row': '                      Y  D  D  Y  Y  Y  Y',
  'second system message': '                        N  D  D  Y  Y  w  w',
  'system amid the chat': '                   L  D  D  Y  Y  w  w',
  'role `developer`': '                               X  D  X  L  Y  w  w',
}

const WRITTEN: Record<CaseName, string> = {
  'ends on assistant text': '                       Y  Y  Y  Y  Y  Y  Y',
  'ends on assistant call (no result)': '           Y  Y  Y  Y  Y  Y  Y',
  'ends on tool result': '                          -  -  -  n  -  n  n',
  'ends on user': '                                 -  -  -  n  -  n  n',
  'arguments as text': '                                Y  Y  Y  Y  Y  Y  Y',
  'arguments as object': '                                Y  Y  Y  Y  Y  Y  Y',
  'text and calls together': '                        n  n  n  Y  Y  Y  Y',
  '2 parallel calls, 2 results': '                  Y  n  Y  Y  Y  Y  Y',
  '2 parallel calls, results the other way round': 'n  n  n  n  n  n  n',
  '2 calls, 1 result, then assistant': '            -  -  -  n  -  n  n',
  'call then user, no result': '                    -  -  -  n  -  n  n',
  'call then user, then assistant': '               -  -  -  n  -  n  n',
  'tool then user': '                               -  -  -  Y  Y  Y  Y',
  'two users in a row': '                           Y  -  -  Y  Y  Y  Y',
  'two assistants in a row': '                      Y  -  -  Y  Y  Y  Y',
  'second system message': '                        n  n  n  Y  Y  Y  Y',
  'system amid the chat': '                   -  -  -  Y  Y  Y  Y',
  'role `developer`': '                               n  n  n  n  Y  n  n',
}

const cells = (row: string) => row.trim().split(/\s+/)
const names = Object.keys(CASES) as CaseName[]

test.each(names)('what each trainer makes of a careless row: %s', (name) => {
  const found = TRAINERS.map((format) => worst(DATASET_FORMATS[format].lint(careless(format, CASES[name]))))
  expect(found).toEqual(cells(CONSUMERS[name]))
})

test.each(names)('what is written for each trainer, which it then takes: %s', (name) => {
  const found = TRAINERS.map((format) => {
    const { open, lint } = DATASET_FORMATS[format]
    const answer = open().row({ kind: 'CONVERSATION', conversation: caseConversation(CASES[name]) })
    if (!answer.ok) return '-'
    expect(worst(lint(JSON.parse(answer.text)))).toMatch(/[Yw]/)
    return answer.notes.length > 0 ? 'n' : 'Y'
  })
  expect(found).toEqual(cells(WRITTEN[name]))
})

test('the documentation shows the same table', () => {
  const text = readFileSync(path.resolve(import.meta.dirname, '../../../docs/formats.md'), 'utf8')
  for (const name of names) {
    const line = text.split('\n').find((one) => one.startsWith(`| ${name} `))
    const shown = line?.split('|').slice(2, -1)
    expect(
      shown?.map((cell) => cell.trim()),
      name,
    ).toEqual(cells(CONSUMERS[name]))
  }
})

/** Formats that no trainer's table has a column for; a pair is the case against a refusal at its first answer. */
const OTHERS = ['agentalign', 'huggingface', 'preference-trl', 'preference-llamafactory', 'preference-openai'] as const
//                                            agentalign, huggingface, pairs for TRL, LLaMA-Factory, OpenAI; . no pair
const WRITTEN_OTHERS: Record<CaseName, string> = {
  'ends on assistant text': '                        Y  Y  n  n  n',
  'ends on assistant call (no result)': '            Y  Y  Y  Y  Y',
  'ends on tool result': '                           -  n  n  n  n',
  'ends on user': '                                  -  n  n  n  n',
  'arguments as text': '                             Y  Y  n  n  n',
  'arguments as object': '                           Y  Y  n  n  n',
  'text and calls together': '                       Y  Y  n  n  n',
  '2 parallel calls, 2 results': '                   Y  Y  n  n  n',
  '2 parallel calls, results the other way round': ' n  n  n  n  n',
  '2 calls, 1 result, then assistant': '             -  n  n  n  n',
  'call then user, no result': '                     -  n  n  n  n',
  'call then user, then assistant': '                -  n  n  n  n',
  'tool then user': '                                Y  Y  n  n  n',
  'two users in a row': '                            Y  Y  Y  -  Y',
  'two assistants in a row': '                       Y  Y  n  n  n',
  'second system message': '                         n  Y  Y  n  Y',
  'system amid the chat': '                          n  Y  n  n  n',
  'role `developer`': '                              n  n  n  n  Y',
}

test.each(names)('what is written for the Hub, in AgentAlign’s shape and as pairs: %s', (name) => {
  const one: GoldenCase = CASES[name]
  const conversation = {
    ...caseConversation(one),
    id: 'benign-1',
    intent: 'BENIGN' as const,
    label: 'completed' as const,
  }
  const first = one.messages.findIndex(({ role }) => role === 'assistant')
  const refusal = caseConversation({
    ...one,
    messages: [...one.messages.slice(0, first), { role: 'assistant', text: 'I cannot look.', calls: [] }],
  })
  const made = makePair(conversation, { ...refusal, intent: 'BENIGN', label: 'refusal' })
  const found = OTHERS.map((format) => {
    const { open, lint, takes } = DATASET_FORMATS[format]
    if (takes === 'PAIR' && !made.ok) return '.'
    const answer = open().row(
      takes === 'PAIR' && made.ok ? { kind: 'PAIR', pair: made.pair } : { kind: 'CONVERSATION', conversation },
    )
    if (!answer.ok) return '-'
    expect(worst(lint(JSON.parse(answer.text)))).toMatch(/[Yw]/)
    return answer.notes.length > 0 ? 'n' : 'Y'
  })
  expect(found).toEqual(cells(WRITTEN_OTHERS[name]))
})

/** Pairs that somebody wrote without care, as each of their three trainers meets them. */
const ASKED = { role: 'user', content: 'Weather in Oslo?' }
const SAID = { role: 'assistant', content: '4 C.' }
const OTHER = { role: 'assistant', content: 'I cannot look.' }
const CARELESS_PAIRS: Record<string, [prompt: object[], chosen: object, rejected: object, found: string]> = {
  'as it should be': [[ASKED], SAID, OTHER, 'Y  Y  Y'],
  'both sides the same': [[ASKED], SAID, SAID, 'X  X  X'],
  'a side of the user': [[ASKED], SAID, ASKED, 'X  L  X'],
  'a prompt that ends on an answer': [[ASKED, SAID], SAID, OTHER, 'X  D  X'],
  'a side of a tool': [[ASKED], SAID, { role: 'tool', content: '{}', tool_call_id: 'c', name: 'f' }, 'X  L  X'],
}
test.each(Object.keys(CARELESS_PAIRS))('what trainers make of a careless pair: %s', (name) => {
  const [prompt, chosen, rejected, expected] = CARELESS_PAIRS[name]!
  const from: Record<string, string> = { user: 'human', assistant: 'gpt', tool: 'observation' }
  const say = (message: object) => {
    const { role, content } = message as { role: string; content: string }
    return { from: from[role]!, value: content }
  }
  const rows = {
    'preference-trl': { prompt, chosen: [chosen], rejected: [rejected] },
    'preference-llamafactory': {
      ...{ conversations: prompt.map(say), system: '', tools: '', chosen: say(chosen), rejected: say(rejected) },
    },
    'preference-openai': {
      ...{ input: { messages: prompt }, preferred_output: [chosen], non_preferred_output: [rejected] },
    },
  } as const
  const found = Object.entries(rows).map(([format, row]) =>
    worst(DATASET_FORMATS[format as keyof typeof rows].lint(row)),
  )
  expect(found).toEqual(cells(expected))
})

/**
 * What is read of the same cases as other programs write them: Y all of it, n with a note of what is not, - nothing, and the
 * reason. L: the format has no place for it, and it is words there: ToolACE's calls behind a text, Glaive's system amid.
 */
//                 plumbline-jsonl, sharegpt, toolace, glaive, inspect, csv, parquet, langfuse, otel
const READ: Record<CaseName, string> = {
  'ends on assistant text': '                        Y  Y  Y  Y  Y  Y  Y  Y  Y',
  'ends on assistant call (no result)': '            Y  Y  Y  Y  Y  Y  Y  Y  Y',
  'ends on tool result': '                           Y  Y  Y  Y  Y  Y  Y  Y  Y',
  'ends on user': '                                  Y  Y  Y  Y  Y  Y  Y  Y  Y',
  'arguments as text': '                             Y  Y  Y  Y  Y  Y  Y  Y  Y',
  'arguments as object': '                           Y  Y  Y  Y  Y  Y  Y  Y  Y',
  'text and calls together': '                       Y  Y  L  Y  Y  Y  Y  Y  Y',
  '2 parallel calls, 2 results': '                   Y  Y  Y  -  Y  Y  Y  Y  Y',
  '2 parallel calls, results the other way round': ' Y  Y  Y  -  Y  Y  Y  Y  Y',
  '2 calls, 1 result, then assistant': '             Y  n  n  -  Y  Y  Y  Y  Y',
  'call then user, no result': '                     Y  Y  Y  Y  Y  Y  Y  Y  Y',
  'call then user, then assistant': '                Y  Y  Y  Y  Y  Y  Y  Y  Y',
  'tool then user': '                                Y  Y  Y  Y  Y  Y  Y  Y  Y',
  'two users in a row': '                            Y  Y  Y  Y  Y  Y  Y  Y  Y',
  'two assistants in a row': '                       Y  Y  Y  Y  Y  Y  Y  Y  Y',
  'second system message': '                         Y  Y  -  n  Y  Y  Y  Y  Y',
  'system amid the chat': '                          Y  Y  -  L  Y  Y  Y  Y  Y',
  'role `developer`': '                              -  -  -  n  Y  Y  Y  Y  -',
}

test.each(names)('what is read where others wrote it: %s', (name) => {
  const one: GoldenCase = CASES[name]
  const found = ONLY_READ.map((format) => {
    const read = READERS[format](JSON.parse(JSON.stringify(FOREIGN[format](one))))
    if (!read.ok) return '-'
    const same = JSON.stringify(heard(read.conversation.messages)) === JSON.stringify(heard(fromMessages(one.messages)))
    return read.notes.length > 0 ? 'n' : same ? 'Y' : 'L'
  })
  expect(found).toEqual(cells(READ[name]))
})

/** Words, calls with what they ask for, and results, in their order; ids are each format's own. */
const heard = (messages: readonly RecordMessage[]) =>
  messages.map((message) => [
    message.role,
    message.role === 'tool' ? JSON.stringify(JSON.parse(message.content.text)) : message.content.text,
    message.role === 'assistant' ? message.calls.map(({ name, value }) => [name, value]) : [],
  ])

test('chains and judgments are no conversations, whatever stands in one; no format is without its column', () => {
  const none = ['agentalign-chains', 'judgments'] as const
  for (const name of names) {
    const record = { kind: 'CONVERSATION' as const, conversation: caseConversation(CASES[name]) }
    for (const format of none) {
      expect(DATASET_FORMATS[format].open().row(record)).toEqual({ ok: false, reason: expect.stringMatching(/^it /) })
    }
  }
  const columns = [...TRAINERS, ...OTHERS, ...none, ...ONLY_READ].sort()
  expect(columns).toEqual([...new Set([...WRITTEN_FORMATS, ...READ_FORMATS])].sort())
})
