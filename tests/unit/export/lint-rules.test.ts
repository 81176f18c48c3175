import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { WrittenFormat } from '@/lib/core/export/format'
import type { LintEffect } from '@/lib/core/export/lint/problem'
import { DATASET_FORMATS } from '@/lib/core/export/registry'

/** Each rule of each consumer broken once, alone, in a row that is otherwise as it should be. */

// biome-ignore lint/suspicious/noExplicitAny: rows that somebody wrote in any shape are what linters are for.
type Row = any
type Rule = [rule: string, breakIt: (row: Row) => void, effect: LintEffect, code: string]

const tool = {
  type: 'function',
  function: { name: 'f', description: 'It does f.', parameters: { type: 'object', properties: {} } },
}
const callOf = (id: string, given: unknown) => ({ id, type: 'function', function: { name: 'f', arguments: given } })
const user = { role: 'user', content: 'Do f.' }
const end = { role: 'assistant', content: 'Done.' }
const chat = (id: string, given: unknown, named = true) => ({
  messages: [
    { role: 'system', content: 'Be brief.' },
    user,
    { role: 'assistant', content: '', tool_calls: [callOf(id, given)] },
    { role: 'tool', tool_call_id: id, ...(named && { name: 'f' }), content: '4' },
    end,
  ],
  tools: [tool],
})
const texts = (value: unknown) => JSON.stringify(value)
const shareGpt = {
  conversations: [
    { from: 'human', value: 'Do f.' },
    { from: 'function_call', value: '{"name": "f", "arguments": {}}' },
    { from: 'observation', value: '4' },
    { from: 'gpt', value: 'Done.' },
  ],
  system: '',
  tools: texts([tool.function]),
}
const NINE = 'a1B2c3D4e'
const published = {
  ...{ id: 'benign-1', category: 'benign', sub_category: 'benign', pattern: ['A.b'], tools: [tool] },
  messages: chat(NINE, '{}').messages.slice(1),
}
const judgment = { item: 1, reviewer: 'r1', label: 'accept', stage: 'chain' }

const GOOD: Record<WrittenFormat, Row> = {
  mistral: chat(NINE, '{}'),
  openai: chat('call_1', '{}', false),
  functionary: chat('call_1', '{}'),
  trl: { ...chat('call_1', {}), tools: texts([tool]) },
  axolotl: { ...chat('call_1', '{}'), tools: texts([tool]) },
  'llamafactory-openai': { ...chat('call_1', {}), tools: texts([tool]) },
  'llamafactory-sharegpt': shareGpt,
  huggingface: { id: 'x', ...chat('call_1', '{}'), tools: texts([tool]) },
  agentalign: published,
  'agentalign-chains': { steps: ['A.b'], explanation: 'Why.' },
  judgments: judgment,
  'preference-trl': { prompt: [user], chosen: [end], rejected: [{ ...end, content: 'No.' }], tools: texts([tool]) },
  'preference-openai': {
    input: { messages: [user], tools: [tool] },
    ...{ preferred_output: [end], non_preferred_output: [{ ...end, content: 'No.' }] },
  },
  'preference-llamafactory': {
    ...{ conversations: [{ from: 'human', value: 'Do f.' }], system: '', tools: '' },
    ...{ chosen: { from: 'gpt', value: 'Done.' }, rejected: { from: 'gpt', value: 'No.' } },
  },
}

const call = (row: Row) => row.messages.find((one: Row) => one.tool_calls).tool_calls[0]
const caller = (row: Row) => row.messages.find((one: Row) => one.tool_calls)
const result = (row: Row) => row.messages.find(({ role }: Row) => role === 'tool')
const asked = (row: Row) => row.messages.find(({ role }: Row) => role === 'user')
const drop = (row: Row, key: string) => Reflect.deleteProperty(row, key)
const readTools = (row: Row, change: (tools: Row) => void) => {
  const tools = JSON.parse(row.tools)
  change(tools)
  row.tools = texts(tools)
}

/** "What no consumer checks": formats.md, the fourth of what bites. */
const links: Rule[] = [
  [
    'a result names no call that was made',
    (row) => (result(row).tool_call_id = 'zzzzzzzzz'),
    'UNCHECKED',
    'result_without_call',
  ],
  [
    'a function is called that is not offered',
    (row) => (call(row).function.name = 'g'),
    'UNCHECKED',
    'tool_not_offered',
  ],
  [
    'arguments do not fit their schema',
    (row) => (call(row).function.arguments = '{"odd": 1}'),
    'UNCHECKED',
    'arguments_not_as_asked',
  ],
  ['arguments are no JSON object', (row) => (call(row).function.arguments = '[1]'), 'UNCHECKED', 'arguments_not_json'],
  [
    'an id names two calls',
    (row) => row.messages.push(structuredClone(caller(row)), structuredClone(result(row)), end),
    'UNCHECKED',
    'call_id_repeated',
  ],
  [
    'a call is not answered',
    (row) => row.messages.splice(row.messages.indexOf(result(row)), 1),
    'UNCHECKED',
    'call_unanswered',
  ],
]

const RULES: Record<WrittenFormat, Rule[]> = {
  mistral: [
    ['both "messages" and "interactions"', (row) => (row.interactions = row.messages), 'REJECTED', 'no_messages'],
    ['no message at all', (row) => (row.messages = []), 'REJECTED', 'no_messages'],
    ['both "content" and "text"', (row) => (asked(row).text = 'x'), 'REJECTED', 'content_twice'],
    ['a message without a role', (row) => drop(asked(row), 'role'), 'REJECTED', 'no_role'],
    ['a role that is none', (row) => (row.messages[0].role = 'developer'), 'CRASHES', 'unknown_role'],
    ['a user without content', (row) => (asked(row).content = null), 'REJECTED', 'no_content'],
    ['content of the system that is no text', (row) => (row.messages[0].content = []), 'CRASHES', 'content_no_text'],
    [
      'content of the assistant that is a list',
      (row) => (row.messages.at(-1).content = [{ type: 'text' }]),
      'CRASHES',
      'content_no_text',
    ],
    ['content of a result that is an object', (row) => (result(row).content = {}), 'CRASHES', 'content_no_text'],
    ['a result without content', (row) => drop(result(row), 'content'), 'REJECTED', 'no_content'],
    ['text and calls', (row) => (caller(row).content = 'Now.'), 'REJECTED', 'text_and_calls'],
    ['neither text nor calls', (row) => (row.messages.at(-1).content = ''), 'REJECTED', 'empty_assistant'],
    ['a weight between 0 and 1', (row) => (row.messages.at(-1).weight = 0.5), 'REJECTED', 'weight'],
    ['arguments as an object', (row) => (call(row).function.arguments = {}), 'REJECTED', 'arguments_no_text'],
    ['a name with a space', (row) => (call(row).function.name = 'f g'), 'REJECTED', 'name'],
    ['an id that is not of nine characters', (row) => (call(row).id = 'call_1'), 'REJECTED', 'call_id'],
    ['the id "null" before the last message', (row) => (call(row).id = 'null'), 'REJECTED', 'call_id'],
    ['a result that names no call', (row) => drop(result(row), 'tool_call_id'), 'REJECTED', 'no_call_id'],
    ['a result with another kind of id', (row) => (result(row).tool_call_id = 'call_1'), 'CRASHES', 'call_id'],
    ['a result with an odd name', (row) => (result(row).name = 'f g'), 'CRASHES', 'name'],
    ['both "tools" and "available_tools"', (row) => (row.available_tools = []), 'REJECTED', 'tools_twice'],
    ['tools that are no list', (row) => (row.tools = { tool }), 'REJECTED', 'tools_no_list'],
    [
      'a tool without a description',
      (row) => drop(row.tools[0].function, 'description'),
      'REJECTED',
      'tool_incomplete',
    ],
    ['a description that is null', (row) => (row.tools[0].function.description = null), 'CRASHES', 'description'],
    ['a tool with an odd name', (row) => (row.tools[0].function.name = 'f g'), 'CRASHES', 'name'],
    ['parameters that are no object', (row) => (row.tools[0].function.parameters = []), 'CRASHES', 'parameters'],
    ['parameters of type "dict"', (row) => (row.tools[0].function.parameters.type = 'dict'), 'REJECTED', 'schema'],
    [
      'a second message of the system',
      (row) => row.messages.unshift({ role: 'system', content: 'x' }),
      'REJECTED',
      'second_system',
    ],
    ['a system prompt beside one', (row) => (row.system_prompt = 'x'), 'REJECTED', 'second_system'],
    ['the system amid the chat', (row) => row.messages.splice(1, 0, row.messages.shift()), 'LOST', 'system_moved'],
    ['nothing but the system', (row) => (row.messages = row.messages.slice(0, 1)), 'REJECTED', 'nothing_but_system'],
    ['an assistant alone', (row) => (row.messages = [end]), 'REJECTED', 'order'],
    ['a result behind a question', (row) => row.messages.splice(2, 1), 'REJECTED', 'order'],
    ['a user behind a result', (row) => row.messages.splice(4, 0, user), 'REJECTED', 'order'],
    ['an end on the user', (row) => row.messages.push(user), 'REJECTED', 'last'],
    ['fewer results than calls', (row) => row.messages.splice(3, 1), 'REJECTED', 'count'],
    ...links,
  ],
  'llamafactory-sharegpt': [
    ['no conversations', (row) => (row.conversations = []), 'DROPPED', 'no_messages'],
    [
      'two of one side in a row',
      (row) => row.conversations.unshift(row.conversations[0], row.conversations[0]),
      'DROPPED',
      'place',
    ],
    ['an odd number of messages', (row) => row.conversations.pop(), 'DROPPED', 'count'],
    ['a call that is no JSON', (row) => (row.conversations[1].value = 'f()'), 'CRASHES', 'calls'],
    [
      'text before a call',
      (row) => (row.conversations[1].value = `Now. ${row.conversations[1].value}`),
      'CRASHES',
      'calls',
    ],
    [
      'arguments as a text',
      (row) => (row.conversations[1].value = '{"name": "f", "arguments": "{}"}'),
      'LOST',
      'arguments_text',
    ],
    ['a message that is no text', (row) => (row.conversations[0].value = null), 'CRASHES', 'value'],
    ['tools as a list', (row) => (row.tools = [tool]), 'CRASHES', 'tools'],
    ['tools that are no JSON', (row) => (row.tools = '[{'), 'CRASHES', 'tools'],
    ['no "tools" at all', (row) => drop(row, 'tools'), 'WARNED', 'no_tools'],
    [
      'a tool without "properties"',
      (row) => readTools(row, (tools) => (tools[0].parameters = { type: 'object' })),
      'CRASHES',
      'properties',
    ],
    [
      'a function that is not offered',
      (row) => (row.conversations[1].value = '{"name": "g", "arguments": {}}'),
      'UNCHECKED',
      'tool_not_offered',
    ],
    [
      'a result that answers no call',
      (row) => (row.conversations[1] = { from: 'gpt', value: 'x' }),
      'UNCHECKED',
      'result_without_call',
    ],
    [
      'arguments that are a list',
      (row) => (row.conversations[1].value = '{"name": "f", "arguments": [1]}'),
      'UNCHECKED',
      'arguments_not_json',
    ],
  ],
  'llamafactory-openai': [
    ['no messages', (row) => (row.messages = []), 'DROPPED', 'no_messages'],
    ['a role without a tag', (row) => (row.messages[0].role = 'developer'), 'CRASHES', 'unknown_role'],
    ['a message without "content"', (row) => drop(caller(row), 'content'), 'CRASHES', 'no_content'],
    ['text beside a call', (row) => (caller(row).content = 'Now.'), 'LOST', 'text_and_calls'],
    ['arguments as a text', (row) => (call(row).function.arguments = '{}'), 'LOST', 'arguments_text'],
    ['results at the end', (row) => row.messages.pop(), 'LOST', 'results_cut'],
    ['two users in a row', (row) => row.messages.splice(1, 0, user), 'DROPPED', 'place'],
    ['an end on the user', (row) => row.messages.push(user), 'DROPPED', 'count'],
    ['a function that is not offered', (row) => (call(row).function.name = 'g'), 'UNCHECKED', 'tool_not_offered'],
  ],
  functionary: [
    ['no messages', (row) => (row.messages = []), 'CRASHES', 'no_messages'],
    ['a role that is taken for the assistant', (row) => (row.messages[0].role = 'developer'), 'LOST', 'unknown_role'],
    ['content that is no text', (row) => (asked(row).content = null), 'CRASHES', 'content_no_text'],
    ['an assistant that renders to nothing', (row) => (row.messages.at(-1).content = ''), 'LOST', 'empty_assistant'],
    ['a result without its tool’s name', (row) => drop(result(row), 'name'), 'CRASHES', 'no_name'],
    ['arguments as an object', (row) => (call(row).function.arguments = {}), 'CRASHES', 'arguments_no_text'],
    ['a tool without parameters', (row) => drop(row.tools[0].function, 'parameters'), 'CRASHES', 'parameters'],
    ['a tool without a description', (row) => drop(row.tools[0].function, 'description'), 'WARNED', 'description'],
    ['nothing of the assistant', (row) => (row.messages = row.messages.slice(0, 2)), 'DROPPED', 'nothing_learned'],
    ['results in another order than their calls', turnResults, 'UNCHECKED', 'result_order'],
    ...links,
  ],
  openai: [
    ['no messages', (row) => (row.messages = []), 'REJECTED', 'no_messages'],
    ['a role that is none', (row) => (row.messages[0].role = 'judge'), 'REJECTED', 'unknown_role'],
    ['a user without content', (row) => drop(asked(row), 'content'), 'REJECTED', 'no_content'],
    [
      'content of a result in parts',
      (row) => (result(row).content = [{ type: 'text', text: '4' }]),
      'REJECTED',
      'content_no_text',
    ],
    ['a result that names no call', (row) => drop(result(row), 'tool_call_id'), 'REJECTED', 'no_call_id'],
    ['neither text nor calls', (row) => (row.messages.at(-1).content = null), 'REJECTED', 'empty_assistant'],
    ['a weight that is none', (row) => (row.messages.at(-1).weight = 0.5), 'REJECTED', 'weight'],
    ['a call without an id', (row) => drop(call(row), 'id'), 'REJECTED', 'call_id'],
    ['a call without a type', (row) => drop(call(row), 'type'), 'REJECTED', 'call_id'],
    ['arguments as an object', (row) => (call(row).function.arguments = {}), 'REJECTED', 'arguments_no_text'],
    ['a name of more than 64 characters', (row) => (call(row).function.name = 'f'.repeat(65)), 'REJECTED', 'name'],
    ['a tool of no type', (row) => drop(row.tools[0], 'type'), 'REJECTED', 'tool_type'],
    ['"parallel_tool_calls" as a text', (row) => (row.parallel_tool_calls = 'no'), 'REJECTED', 'parallel'],
    ['an end on the user', (row) => row.messages.push(user), 'WARNED', 'last'],
    ['nothing to learn', (row) => (row.messages = [user, { ...end, weight: 0 }]), 'WARNED', 'nothing_learned'],
    ...links.filter(([, , , code]) => code !== 'call_unanswered'),
    ['a call is not answered', (row) => row.messages.splice(3, 1), 'WARNED', 'call_unanswered'],
  ],
  trl: [
    ['none of the sets of keys', (row) => (row.messages = []), 'CRASHES', 'keys'],
    ['a message without a role', (row) => drop(asked(row), 'role'), 'CRASHES', 'no_role'],
    ['a role that is the template’s matter', (row) => (row.messages[0].role = 'developer'), 'WARNED', 'unknown_role'],
    ['the system amid the chat', (row) => row.messages.splice(2, 0, row.messages.shift()), 'WARNED', 'system_amid'],
    ['arguments as a text', (row) => (call(row).function.arguments = '{}'), 'WARNED', 'arguments_text'],
    ['tools that are no JSON', (row) => (row.tools = '[{'), 'CRASHES', 'tools'],
    ['an end on the user', (row) => row.messages.push(user), 'WARNED', 'last'],
    ['a function that is not offered', (row) => (call(row).function.name = 'g'), 'UNCHECKED', 'tool_not_offered'],
  ],
  axolotl: [
    ['messages that are null', (row) => (row.messages = null), 'CRASHES', 'no_messages'],
    ['a message without a role', (row) => drop(asked(row), 'role'), 'CRASHES', 'no_role'],
    ['a role that is the template’s matter', (row) => (row.messages[0].role = 'developer'), 'WARNED', 'unknown_role'],
    ['the system amid the chat', (row) => row.messages.splice(2, 0, row.messages.shift()), 'WARNED', 'system_amid'],
    ['arguments that are no JSON', (row) => (call(row).function.arguments = '{oops'), 'CRASHES', 'arguments'],
    ['tools that are no JSON', (row) => (row.tools = '[{'), 'CRASHES', 'tools'],
    ['an end on the user', (row) => row.messages.push(user), 'WARNED', 'last'],
    ...links,
  ],
  huggingface: [
    ['an id that is no text', (row) => (row.id = 1), 'REJECTED', 'shape'],
    ['no messages', (row) => (row.messages = []), 'REJECTED', 'no_messages'],
    ['tools that are no JSON', (row) => (row.tools = '[{'), 'REJECTED', 'tools'],
    ['a message without a role', (row) => drop(asked(row), 'role'), 'REJECTED', 'no_role'],
    ...links,
  ],
  agentalign: [
    ['no id', (row) => (row.id = ''), 'REJECTED', 'shape'],
    ['no category', (row) => drop(row, 'category'), 'REJECTED', 'shape'],
    ['a subcategory that is null', (row) => (row.sub_category = null), 'REJECTED', 'shape'],
    ['a pattern that is an object', (row) => (row.pattern = {}), 'REJECTED', 'shape'],
    ['no messages', (row) => (row.messages = []), 'REJECTED', 'no_messages'],
    ['a first message that is not the user’s', (row) => row.messages.shift(), 'REJECTED', 'first'],
    ['tools that are a text', (row) => (row.tools = '[]'), 'REJECTED', 'shape'],
    ['no tools', (row) => (row.tools = []), 'WARNED', 'no_tools'],
    ['a tool without a name', (row) => drop(row.tools[0].function, 'name'), 'REJECTED', 'shape'],
    ['two tools of one name', (row) => row.tools.push(tool), 'REJECTED', 'names'],
    [
      'harmful and without a subcategory',
      (row) => Object.assign(row, { category: 'fraud', sub_category: '' }),
      'REJECTED',
      'place',
    ],
    ['harmful and no refusal', (row) => Object.assign(row, { category: 'fraud' }), 'REJECTED', 'harmful'],
    ...links,
  ],
  'agentalign-chains': [
    ['no steps', (row) => (row.steps = []), 'REJECTED', 'steps'],
    ['a step that is a number', (row) => (row.steps = [1]), 'REJECTED', 'steps'],
    ['no explanation', (row) => drop(row, 'explanation'), 'REJECTED', 'explanation'],
  ],
  judgments: [['a row without a reviewer', (row) => drop(row, 'reviewer'), 'REJECTED', 'shape']],
  'preference-trl': [
    ['a prompt that ends on an answer', (row) => row.prompt.push(end), 'CRASHES', 'prompt'],
    ['a side of the user', (row) => (row.chosen = [user]), 'CRASHES', 'side'],
    ['two sides that are the same', (row) => (row.rejected = row.chosen), 'CRASHES', 'same'],
    ['tools that are no JSON', (row) => (row.tools = '[{'), 'CRASHES', 'tools'],
  ],
  'preference-openai': [
    ['a prompt that ends on an answer', (row) => row.input.messages.push(end), 'CRASHES', 'prompt'],
    ['a side of several messages', (row) => row.preferred_output.push(end), 'REJECTED', 'side'],
    ['a side of the user', (row) => (row.preferred_output = [user]), 'CRASHES', 'side'],
    ['two sides that are the same', (row) => (row.non_preferred_output = [end]), 'CRASHES', 'same'],
    ['a tool of no type', (row) => drop(row.input.tools[0], 'type'), 'REJECTED', 'tool_type'],
  ],
  'preference-llamafactory': [
    [
      'a prompt that ends on an answer',
      (row) => row.conversations.push({ from: 'gpt', value: 'x' }),
      'DROPPED',
      'count',
    ],
    ['a side of the user', (row) => (row.chosen.from = 'human'), 'LOST', 'side'],
    ['a side of nobody', (row) => (row.rejected.from = 'judge'), 'CRASHES', 'side'],
    ['two sides that are the same', (row) => (row.rejected = row.chosen), 'CRASHES', 'same'],
    [
      'a side that is a call and no JSON',
      (row) => (row.chosen = { from: 'function_call', value: 'f()' }),
      'CRASHES',
      'calls',
    ],
    ['no "tools" at all', (row) => drop(row, 'tools'), 'WARNED', 'no_tools'],
  ],
}

function turnResults(row: Row): void {
  caller(row).tool_calls.push(callOf('call_2', '{}'))
  row.messages.splice(3, 0, { ...result(row), tool_call_id: 'call_2' })
}

/** Stands for JSON Schema, of which the core has no validator. */
const checks = {
  checkArguments: (_: unknown, given: Record<string, unknown>) => ('odd' in given ? ['odd is not asked for'] : []),
  checkSchema: (schema: Record<string, unknown>) => (schema.type === 'dict' ? '"dict" is no type' : null),
}
const formats = Object.keys(RULES) as WrittenFormat[]

describe.each(formats)('%s', (format) => {
  const { lint } = DATASET_FORMATS[format]
  test('a row as it should be has no problem', () => {
    expect(lint(GOOD[format], checks)).toEqual([])
  })

  test.each(RULES[format])('%s', (_, breakIt, effect, code) => {
    const row = structuredClone(GOOD[format])
    breakIt(row)
    expect(lint(row, checks).map((one) => `${one.effect} ${one.code}`)).toContain(`${effect} ${code}`)
  })
})

test('every rule that a linter has is broken above', () => {
  const folder = path.resolve(import.meta.dirname, '../../../lib/core/export/lint')
  const written = readdirSync(folder).flatMap((file) =>
    [...readFileSync(path.join(folder, file), 'utf8').matchAll(/report\(\s*'([A-Z]+)',\s*'([a-z_]+)'/g)].map(
      ([, effect, code]) => `${effect} ${code}`,
    ),
  )
  const broken = new Set(
    Object.values(RULES).flatMap((rules) => rules.map(([, , effect, code]) => `${effect} ${code}`)),
  )
  expect(written.length).toBeGreaterThan(80)
  expect(written.filter((rule) => !broken.has(rule))).toEqual([])
})
