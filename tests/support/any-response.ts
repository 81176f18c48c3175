import fc from 'fast-check'
import type { PlumblineResponse } from '@/lib/core/export/plumbline-jsonl'
import type { JsonValue } from '@/lib/core/json/values'
import type { Message, ResponseContent } from '@/lib/core/trajectory/content'

/** Texts that PostgreSQL's jsonb keeps. */
export const storableText = (maxLength: number, minLength = 0) =>
  fc
    .string({ unit: 'grapheme', minLength, maxLength })
    .filter((text) => text.isWellFormed() && !text.includes('\u0000'))

export const anyKey = fc.stringMatching(/^[a-z][a-z_]{0,10}$/).filter((name) => !(name in {}))

export const anyJson: fc.Arbitrary<JsonValue> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<JsonValue>(null, true, 0, 1.5, -3, 1e21),
    storableText(8),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(anyKey, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value as fc.Arbitrary<JsonValue>

const callId = fc.constantFrom('', 'c1', 'c2', 'call_1', 'a1B2c3D4e')
const toolName = fc.constantFrom('send_mail', 'search', 'Market Trends/API', '')

export const anyMessage: fc.Arbitrary<Message> = fc.oneof(
  fc.record({ role: fc.constantFrom('system', 'user'), text: storableText(20) }) as fc.Arbitrary<Message>,
  fc.record(
    {
      ...{ role: fc.constant('assistant' as const), text: storableText(20), reasoning: storableText(10) },
      calls: fc.array(
        fc.record({
          id: callId,
          name: toolName,
          arguments: fc.oneof(
            storableText(10),
            fc.constantFrom('', '{}', '{ "a": 1.0 }'),
            anyJson.map((value) => JSON.stringify(value)),
          ),
        }),
        { maxLength: 3 },
      ),
      stop: fc.constantFrom('stop', 'tool_calls', 'length', 'refusal', 'other'),
    },
    { requiredKeys: ['role', 'text', 'calls'] },
  ),
  fc.record({
    ...{ role: fc.constant('tool' as const), callId, name: toolName, text: storableText(20), error: fc.boolean() },
    source: fc.constantFrom('SIMULATED', 'IMPORTED', 'EDITED'),
  }),
)

export const anyTools: fc.Arbitrary<ResponseContent['tools']> = fc.array(
  fc.record({
    type: fc.constant('function'),
    function: fc.record(
      { name: storableText(10, 1), description: storableText(10), parameters: anyJson },
      { requiredKeys: ['name'] },
    ),
  }),
  { maxLength: 3 },
) as fc.Arbitrary<ResponseContent['tools']>

export const anyResponse: fc.Arbitrary<ResponseContent> = fc.record({
  messages: fc.array(anyMessage, { maxLength: 8 }),
  tools: anyTools,
  world: fc.option(fc.record({ seed: fc.integer(), version: storableText(5) })),
  outcome: fc.constantFrom('FINISHED', 'REFUSED', 'UNKNOWN', 'TRUNCATED'),
})

const label = fc.constantFrom(
  'refusal' as const,
  'full_compliance' as const,
  'completed' as const,
  'truncated' as const,
)
const pin = fc.record({
  ...{ item: fc.integer({ min: 1, max: 1e6 }), revision: fc.integer({ min: 1, max: 9 }) },
  hash: fc.stringMatching(/^[0-9a-f]{64}$/),
})

export const anyResponseLine: fc.Arbitrary<PlumblineResponse> = anyResponse.chain((content) =>
  fc
    .record(
      {
        intent: fc.constantFrom('HARMFUL', 'BORDERLINE', 'BENIGN'),
        ...{ item: fc.integer({ min: 1, max: 1e6 }), model: fc.option(storableText(10)) },
        origin: fc.constantFrom('IMPORTED', 'GENERATED', 'WRITTEN'),
        judgments: fc.array(
          fc.record(
            {
              ...{
                reviewer: fc.nat(9).map((n) => `r${n + 1}`),
                decision: fc.constantFrom('ACCEPT', 'REJECT', 'ABSTAIN'),
              },
              ...{
                counted: fc.boolean(),
                criteria: fc.dictionary(anyKey, fc.boolean(), { maxKeys: 2, noNullPrototype: true }),
              },
              ...{
                reasons: fc.array(anyKey, { maxLength: 3 }),
                label: fc.option(label),
                compliesFrom: fc.option(fc.nat(5)),
              },
            },
            { requiredKeys: ['reviewer', 'decision', 'counted', 'criteria', 'reasons'] },
          ),
          { maxLength: 4 },
        ),
        ...{
          split: fc.option(fc.constantFrom('BENIGN', 'HARMFUL')),
          label: fc.option(label),
          quarantined: fc.boolean(),
        },
        ...{
          pattern: fc.array(storableText(10, 1), { maxLength: 3 }),
          instruction: fc.option(pin),
          chain: fc.option(pin),
        },
        licence: fc.option(fc.constantFrom('Apache-2.0', 'CC-BY-4.0')),
        source: fc.option(fc.record({ name: storableText(8, 1), id: fc.option(storableText(8)) })),
      },
      { requiredKeys: [] },
    )
    .chain((rest) =>
      fc
        .array(storableText(10, 1), { maxLength: 2 })
        .map(
          (category) =>
            ({ format: 'plumbline-response/1' as const, category, ...content, ...rest }) as PlumblineResponse,
        ),
    ),
)

const figure = fc.constantFrom('search', 'send_mail', 'read_file')
const step = fc.array(
  fc.record({
    name: figure,
    given: fc.dictionary(anyKey, anyJson, { maxKeys: 2, noNullPrototype: true }),
    text: storableText(10),
  }),
  { minLength: 1, maxLength: 3 },
)

/** A benign one as a model and its tools make it: asked, calls answered in any order, and an answer at the end. */
export const anyTrajectory: fc.Arbitrary<PlumblineResponse> = fc
  .record({
    ...{ asked: storableText(20, 1), steps: fc.array(step, { maxLength: 4 }), answer: storableText(20, 1) },
    ...{ turned: fc.boolean(), withIds: fc.boolean() },
  })
  .map(({ asked, steps, answer, turned, withIds }) => {
    const middle = steps.flatMap((calls, place): Message[] => {
      const id = (index: number) => (withIds ? `call_${place}_${index}` : '')
      const results = calls.map(({ name, text }, index): Message => {
        return { role: 'tool', callId: id(index), name, text, error: false, source: 'SIMULATED' }
      })
      const made = calls.map(({ name, given }, index) => ({ id: id(index), name, arguments: JSON.stringify(given) }))
      return [{ role: 'assistant', text: '', calls: made }, ...(turned && withIds ? results.toReversed() : results)]
    })
    return {
      ...{ format: 'plumbline-response/1', category: [], intent: 'BENIGN', label: 'completed', item: 7 },
      messages: [{ role: 'user', text: asked }, ...middle, { role: 'assistant', text: answer, calls: [] }],
      tools: ['search', 'send_mail', 'read_file'].map((name) => ({ type: 'function', function: { name } })),
      ...{ world: null, outcome: 'FINISHED' },
    }
  })
