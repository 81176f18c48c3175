import fc from 'fast-check'
import type { JsonValue } from '@/lib/core/json/values'
import { readArguments } from '@/lib/core/record/arguments'
import { type Conversation, emptyConversation, type RecordMessage, words } from '@/lib/core/record/conversation'
import { anyJson, anyKey, storableText } from './any-response'

export const TOOL_NAMES = ['search', 'send_mail', 'read_file'] as const
const toolOf = (name: string) => ({
  type: 'function',
  function: { name, description: `It does ${name}`, parameters: { type: 'object', properties: {} } },
})

/** Texts of arguments as models write them: odd spacing, numbers in other forms and beyond 2^53, escapes that say nothing. */
const argumentsText = fc.oneof(
  fc.constantFrom('', '{}', ' { "a" :\t1 }', '{"b":1,"a":"\\u00e9\\/"}'),
  fc.constantFrom('{"a": 1.0, "n": 2e3}', '{"id": 9007199254740993}', '{"id": 12345678901234567890, "a": 1.50}'),
  fc.dictionary(anyKey, anyJson, { maxKeys: 2, noNullPrototype: true }).map((value) => JSON.stringify(value)),
)

const call = fc.record({
  ...{ name: fc.constantFrom(...TOOL_NAMES), text: argumentsText, asValue: fc.boolean(), result: storableText(12) },
})
const step = fc.record({
  ...{ said: fc.oneof(fc.constant(''), storableText(12)), reasoning: fc.oneof(fc.constant(''), storableText(8, 1)) },
  ...{ calls: fc.array(call, { maxLength: 3 }), weight: fc.constantFrom<0 | 1 | null>(null, null, null, 0, 1) },
  ...{ ids: fc.constantFrom('NONE', 'LONG', 'NINE'), turned: fc.boolean() },
  next: fc.option(storableText(12, 1), { freq: 2 }),
})

/** A benign conversation with tools in every way that trainers' formats differ over; each call has its result. */
export const anyConversation: fc.Arbitrary<Conversation> = fc
  .record({
    ...{ system: fc.array(storableText(12, 1), { maxLength: 2 }), developer: fc.boolean(), asked: storableText(12, 1) },
    ...{ steps: fc.array(step, { maxLength: 3 }), end: fc.option(storableText(12, 1), { freq: 6 }) },
  })
  .map(({ system, developer, asked, steps, end }) => {
    const messages: RecordMessage[] = system.map((text) => ({
      ...{ role: 'system', content: words(text), ...(developer && { sourceRole: 'developer' }) },
    }))
    messages.push({ role: 'user', content: words(asked) })
    for (const [place, one] of steps.entries()) {
      if (one.calls.length === 0 && one.said === '') continue
      const idOf = (index: number) =>
        one.ids === 'NONE' ? '' : one.ids === 'NINE' ? `a1B2c3D${place}${index}` : `call_${place}_${index}`
      const calls = one.calls.map(({ name, text, asValue }, index) => {
        const read = readArguments(text)
        const exact = asValue && text === JSON.stringify(read.value)
        return { id: idOf(index), name, ...(exact ? { raw: null, value: read.value } : read) }
      })
      const { reasoning, weight } = one
      messages.push({ role: 'assistant', content: words(one.said), reasoning, calls, weight })
      const results = one.calls.map(
        ({ name, result }, index): RecordMessage => ({
          ...{ role: 'tool', content: words(result), callId: idOf(index), name, error: false, source: 'IMPORTED' },
        }),
      )
      messages.push(...(one.turned && one.ids !== 'NONE' ? results.toReversed() : results))
      if (one.next !== null) messages.push({ role: 'user', content: words(one.next) })
    }
    if (end !== null) {
      messages.push({ role: 'assistant', content: words(end), reasoning: '', calls: [], weight: null })
    }
    const facts = { intent: 'BENIGN', label: 'completed', tools: TOOL_NAMES.map(toolOf) } as const
    return { ...emptyConversation('benign-1'), ...facts, tools: [...facts.tools], messages }
  })

/** What a conversation says, an aspect each, so that what a format changed can be told by its name. */
export function aspectsOf({ messages, tools }: Conversation) {
  const assistants = messages.flatMap((message) => (message.role === 'assistant' ? [message] : []))
  const textsOf = (role: RecordMessage['role']) =>
    messages.flatMap((message) => (message.role === role ? [message.content.text] : []))
  return {
    order: messages.map(({ role }) => role),
    system: textsOf('system'),
    developer: messages.filter(({ sourceRole }) => sourceRole === 'developer').length,
    user: textsOf('user'),
    answers: textsOf('assistant'),
    reasoning: assistants.map(({ reasoning }) => reasoning).filter(Boolean),
    masked: assistants.map(({ weight }) => weight === 0),
    calls: assistants.flatMap(({ calls }) => calls.map(({ name, value }) => [name, value ?? {}] as JsonValue)),
    raw: assistants.flatMap(({ calls }) => calls.map(({ raw, value }) => raw?.trim() || JSON.stringify(value ?? {}))),
    results: resultsByCall(messages),
    tools: tools as unknown as JsonValue,
  }
}
export type Aspect = keyof ReturnType<typeof aspectsOf>

/** The results of each step in the order of their calls: by id, else by order. */
function resultsByCall(messages: readonly RecordMessage[]): string[][] {
  return messages.flatMap((message, place) => {
    if (message.role !== 'assistant' || message.calls.length === 0) return []
    const run = messages.slice(place + 1)
    const end = run.findIndex(({ role }) => role !== 'tool')
    const results = run.slice(0, end < 0 ? run.length : end).flatMap((one) => (one.role === 'tool' ? [one] : []))
    return [
      message.calls.map(({ id }, index) => {
        const found = id === '' ? results[index] : (results.find(({ callId }) => callId === id) ?? results[index])
        return found?.content.text ?? ''
      }),
    ]
  })
}
