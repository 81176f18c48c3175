import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentGap, contentOf, diffText, sameContent, stepCountOf, stepsOf, textOf } from '@/lib/core/item/content'
import { isOfStage, readContent, summarize } from '@/lib/core/item/stages'
import { validateJudgment } from '@/lib/core/review/judgment'
import { MESSAGES_SIZE, type Message, type ResponseContent, responseContentSchema } from '@/lib/core/trajectory/content'
import { jsonBytes } from '@/lib/core/trajectory/size'
import { joinSteps, listSteps } from '@/lib/core/trajectory/steps'
import { calledTools, responseSearchText, sizeWords } from '@/lib/core/trajectory/words'

const user = (text: string): Message => ({ role: 'user', text })
const says = (text: string, ...calls: { id: string; name: string }[]): Message => ({
  role: 'assistant',
  text,
  calls: calls.map((call) => ({ ...call, arguments: '{}' })),
})
const result = (callId: string, name: string, text: string): Message => ({
  ...{ role: 'tool', callId, name, text, error: false, source: 'IMPORTED' },
})
const response = (...messages: Message[]): ResponseContent => ({
  messages,
  tools: [{ type: 'function', function: { name: 'find_note' } }],
  world: null,
  outcome: 'FINISHED',
})
const texts = (...messages: Message[]) =>
  listSteps({ messages }).map(({ calls }) => calls.map((call) => call.result?.text ?? null))

const NOTES = response(
  user('Find my note on the garden and mail it to Ada.'),
  says('', { id: 'a', name: 'find_note' }, { id: 'b', name: 'find_contact' }),
  result('b', 'find_contact', 'ada@example.org'),
  result('a', 'find_note', 'Water the beans.'),
  says('', { id: 'c', name: 'find_note' }),
  result('c', 'find_note', 'Nothing more.'),
  says('Here it is: water the beans.'),
)

test('results are joined with their calls by id, in whatever order they came', () => {
  const steps = listSteps(NOTES)
  expect(steps.map(({ index, message }) => [index, message])).toEqual([
    [0, 1],
    [1, 4],
    [2, 6],
  ])
  expect(texts(...NOTES.messages)).toEqual([['Water the beans.', 'ada@example.org'], ['Nothing more.'], []])
  expect(steps[0]!.calls[0]!.result).toMatchObject({ message: 3, name: 'find_note', error: false, source: 'IMPORTED' })
})

test('without ids results go by name, then by order; an id that is used twice goes to the next open call', () => {
  const two = says('', { id: '', name: 'x' }, { id: '', name: 'y' })
  expect(texts(two, result('', 'y', '1'), result('', 'x', '2'))).toEqual([['2', '1']])
  expect(texts(two, result('', '', '1'), result('', '', '2'))).toEqual([['1', '2']])
  expect(texts(two, result('q', '', '1'))).toEqual([['1', null]])
  const same = says('', { id: 'n', name: 'x' }, { id: 'n', name: 'x' })
  expect(texts(same, result('n', 'x', '1'), result('n', 'x', '2'))).toEqual([['1', '2']])
  expect(texts(says('', { id: 'n', name: 'x' }), same, result('n', 'x', '1'))).toEqual([[null], ['1', null]])
})

test('a late result finds its call; one that answers no call is a stray', () => {
  const late = [says('', { id: 'a', name: 'x' }), says('Wait.'), result('a', 'x', '1'), result('z', 'x', '2')]
  expect(texts(...late)).toEqual([['1'], []])
  expect(joinSteps({ messages: late }).strays).toEqual([3])
  expect(joinSteps({ messages: [result('', '', '1'), says('', { id: 'a', name: 'x' })] }).strays).toEqual([0])
})

const anyMessage: fc.Arbitrary<Message> = fc.oneof(
  fc.string().map(user),
  fc
    .tuple(fc.string(), fc.array(fc.record({ id: fc.constantFrom('', 'a', 'b'), name: fc.constantFrom('x', 'y') })))
    .map(([text, calls]) => says(text, ...calls)),
  fc.tuple(fc.constantFrom('', 'a', 'b', 'c'), fc.constantFrom('', 'x', 'y')).map(([id, name]) => result(id, name, '')),
)

test('every result answers one call or is a stray, and every call stands in its step', () => {
  fc.assert(
    fc.property(fc.array(anyMessage), (messages) => {
      const { steps, strays } = joinSteps({ messages })
      const answered = steps.flatMap(({ calls }) => calls.flatMap((call) => (call.result ? [call.result.message] : [])))
      const results = messages.flatMap(({ role }, place) => (role === 'tool' ? [place] : []))
      expect([...answered, ...strays].sort((a, b) => a - b)).toEqual(results)
      for (const step of steps) {
        const message = messages[step.message]!
        expect(message.role === 'assistant' && message.calls.map(({ id, name }) => [id, name])).toEqual(
          step.calls.map(({ id, name }) => [id, name]),
        )
      }
    }),
  )
})

test('messages of more than 4 MB are no response, however few characters say them', () => {
  expect(responseContentSchema.parse(NOTES)).toEqual(NOTES)
  const wide = (bytes: number) => response(user('é'.repeat(bytes / 2)))
  expect(responseContentSchema.safeParse(wide(MESSAGES_SIZE)).success).toBe(false)
  expect(responseContentSchema.safeParse(wide(MESSAGES_SIZE - 100)).success).toBe(true)
  expect(jsonBytes('é€')).toBe(7)
})

test('a response is summed up for lists: request and last words, steps, tools', () => {
  expect(summarize(NOTES)).toEqual({
    stepCount: 3,
    stepKey: 'find_note > find_contact',
    searchText: 'Find my note on the garden and mail it to Ada.\nHere it is: water the beans.',
    toolNames: ['find_note'],
    language: 'en',
    sketch: [],
    outcome: NOTES.outcome,
  })
  expect(sizeWords(NOTES)).toBe('3 steps, 3 calls')
})

test('search reads at most 2,000 characters, the last words as well as the request', () => {
  const long = responseSearchText(response(user('r'.repeat(5_000)), says('a'.repeat(5_000))))
  expect([long.length, long.lastIndexOf('r')]).toEqual([2_000, 999])
  expect(responseSearchText(response(user('r'.repeat(5_000)), says('Done.')))).toMatch(/^r{1994}\nDone\.$/)
})

test('names of tools called are as many as an index takes', () => {
  const many = Array.from({ length: 60 }, (_, index) => ({ id: '', name: `${'n'.repeat(190)}${index}` }))
  expect(calledTools(response(says('', ...many))).join(' > ').length).toBeLessThan(2_000)
})

test('a response is read as its stage has it, and says of itself what items say', () => {
  expect(readContent('RESPONSE', NOTES)).toEqual(NOTES)
  expect(isOfStage('RESPONSE', NOTES)).toBe(true)
  expect(isOfStage('INSTRUCTION', NOTES)).toBe(false)
  expect([stepsOf(NOTES), stepCountOf(NOTES)]).toEqual([['find_note', 'find_contact'], 3])
  expect(textOf(NOTES)).toBe('Here it is: water the beans.')
  expect(diffText(NOTES)).toContain('Calls find_contact\n{}')
  expect(contentOf({ stage: 'RESPONSE', content: NOTES, steps: [], findings: [] })).toBe(NOTES)
})

test('an edit of a response changes steps that somebody reads, never what was asked', () => {
  const [asked, ...rest] = NOTES.messages
  expect(sameContent(NOTES, { ...NOTES, messages: [asked!, ...rest] })).toBe(true)
  expect(contentGap(response(user('Find it.')))).toMatch(/no answer/)
  expect(contentGap(response(says('Here.')))).toMatch(/no request/)
  const rubric = { criteria: [], reasons: [] }
  const edit = (proposal: ResponseContent) =>
    validateJudgment(
      {
        decision: 'EDIT',
        criteria: {},
        reasons: [],
        note: '',
        stepMarks: [2],
        label: null,
        compliesFrom: null,
        proposal,
      },
      rubric,
      {
        content: NOTES,
      },
    )
  expect(edit({ ...NOTES, messages: [asked!, says('I cannot find it.')] }).ok).toBe(true)
  expect(edit(NOTES)).toMatchObject({
    ok: false,
    fieldErrors: { proposal: [expect.stringMatching(/Nothing was changed/)] },
  })
  expect(edit({ ...NOTES, messages: [user('Else.'), ...rest] })).toMatchObject({ ok: false })
  expect(edit({ ...NOTES, tools: [] })).toMatchObject({ ok: false })
})
