import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type InstructionContent, instructionContentSchema } from '@/lib/core/instruction/content'
import { inferParameters } from '@/lib/core/instruction/infer-parameters'
import { detectLanguage } from '@/lib/core/instruction/language'
import { lintInstruction, nearDuplicates } from '@/lib/core/instruction/lint'
import { sketch } from '@/lib/core/instruction/sketch'
import { readTool, toolsBySteps } from '@/lib/core/instruction/tools'
import { contentGap, diffText, sameContent } from '@/lib/core/item/content'
import { readContent, summarize } from '@/lib/core/item/stages'

const tool = (name: string, properties: Record<string, object>, required = Object.keys(properties)) => ({
  type: 'function',
  function: { name, description: `Does ${name}.`, parameters: { type: 'object', properties, required } },
})
const mail = tool('send_email', { to_email: { type: 'string' }, body: { type: 'string' } })
const instruction = (text: string, tools = [mail], pattern = ['Mail.send_email']): InstructionContent => ({
  text,
  pattern,
  tools,
})
const SOUND = 'Please send an email to ada@example.org and say that the meeting on Friday is moved to noon.'
const codes = (content: InstructionContent, language: string | null = 'en') =>
  lintInstruction(content, language).map(({ code }) => code)

test('a sound instruction has no findings', () => {
  expect(codes(instruction(SOUND))).toEqual([])
})

test('a tool is kept as it came, whatever else it carries; a tool without a name is none', () => {
  const odd = { ...mail, platform: 'x', category: ['a'] }
  expect(instructionContentSchema.parse(instruction(SOUND, [odd]))).toEqual(instruction(SOUND, [odd]))
  expect(instructionContentSchema.safeParse({ ...instruction(SOUND), tools: [{ function: {} }] }).success).toBe(false)
})

test('texts that are empty, short or long, and instructions without steps or tools are found', () => {
  expect(codes(instruction('  '))).toEqual(['empty_text'])
  expect(codes(instruction('Email ada@example.org now.'))).toEqual(['text_length'])
  expect(codes(instruction(`${SOUND} ${'and then the same again '.repeat(60)}`))).toEqual(['text_length'])
  expect(codes(instruction(SOUND, [], []))).toEqual(['empty_pattern', 'no_tools'])
})

test('a required parameter of a known kind that nothing in the text looks like is found, with the evidence of all', () => {
  const findings = lintInstruction(
    instruction('Please send an email to Ada and tell her that the meeting is moved.'),
    'en',
  )
  expect(findings).toMatchObject([
    {
      code: 'parameter_not_given',
      details: {
        tool: 'send_email',
        inferred: [
          { parameter: 'to_email', kind: 'e-mail address', found: null },
          { parameter: 'body', kind: 'text', found: 'Please' },
        ],
      },
    },
  ])
})

test.each([
  ['amount', { type: 'number' }, 'pay 20 euros', '20'],
  ['amount', { type: 'integer' }, 'book twelve seats', 'twelve'],
  ['period', { type: 'string', enum: ['long_term', 'short_term'] }, 'a Long-term plan', 'long_term'],
  ['period', { type: 'string', enum: ['long_term'] }, 'a belong-terminal plan', null],
  ['check_in', { type: 'string' }, 'from next Tuesday on', 'Tuesday'],
  ['due', { type: 'string', format: 'date' }, 'by 2026-01-31', '2026-01-31'],
  ['callbackUrl', { type: 'string' }, 'read example.org/news', 'example.org/news'],
  ['ip_address', { type: 'string' }, 'look at 192.0.2.7', '192.0.2.7'],
  ['ip_address', { type: 'string' }, 'look at version 1.2', null],
  ['file_path', { type: 'string' }, 'open ~/notes.txt', '~/notes.txt'],
  ['title', { type: 'string' }, 'call it "Spring plans" please', 'Spring plans'],
])('the value of %s (%o) is looked for in “%s”', (name, schema, text, found) => {
  expect(inferParameters(readTool(tool('t', { [name]: schema })), text)).toMatchObject([{ found }])
})

test('switches, objects and optional parameters are not looked for', () => {
  const quiet = tool('t', { loud: { type: 'boolean' }, more: { type: 'object' }, when: { type: 'number' } }, [
    'loud',
    'more',
  ])
  expect(inferParameters(readTool(quiet), 'nothing here')).toEqual([])
})

test('a tool that no word of the text is near is found', () => {
  const chart = tool('draw_chart', { kind: { type: 'string', enum: ['pie', 'bar'] } })
  expect(codes(instruction(SOUND, [mail, chart], ['Mail.send_email', 'Art.draw']))).toEqual([
    'parameter_not_given',
    'tool_not_asked_for',
  ])
})

test.each([
  [SOUND, 'en'],
  [
    'Bitte schick mir die Liste der Bücher, die ich im letzten Jahr gelesen habe, und sortiere sie nach dem Titel.',
    'de',
  ],
  ['Envoie un message à ma sœur pour lui dire que je suis dans le train et que je serai en retard.', 'fr'],
  ['请帮我查一下明天北京的天气', 'zh'],
  ['明日の東京の天気を調べてください', 'ja'],
  ['Отправь письмо', 'cyrillic'],
  ['xq zzv kkw', 'und'],
  ['123 – 456', null],
])('the language of “%s” is %s', (text, language) => {
  expect(detectLanguage(text)).toBe(language)
})

test('another language than the project’s is found; where any will do it is not looked at', () => {
  const german =
    'Bitte schick eine Nachricht an ada@example.org und sag ihr, dass die Sitzung auf den Freitag verlegt ist.'
  expect(codes(instruction(german))).toContain('other_language')
  expect(codes(instruction(german), null)).not.toContain('other_language')
})

test('near-duplicates are named with how near they are', () => {
  expect(nearDuplicates([])).toBeNull()
  expect(nearDuplicates([{ number: 7, similarity: 0.919 }])?.message).toBe('Nearly the text of instruction 7 (91 %)')
})

test('texts that differ by a word share a number of their sketch; a sketch is small, sorted and the same each time', () => {
  const other = SOUND.replace('Friday', 'Monday')
  const mine = new Set(sketch(SOUND))
  expect(sketch(other).some((number) => mine.has(number))).toBe(true)
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const numbers = sketch(text)
      expect(numbers).toEqual(sketch(text))
      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
      expect(numbers.length).toBeLessThanOrEqual(8)
      for (const number of numbers) expect(number).toBe(number | 0)
    }),
  )
})

test('tools stand beside the steps that have them; the rest is apart', () => {
  const steps = [{ tools: [{ name: 'a' }, { name: 'b' }] }, { tools: [] }, { tools: [{ name: 'a' }] }]
  const names = (...list: string[]) => list.map((name) => ({ name }))
  expect(toolsBySteps(steps, names('a', 'x', 'b'))).toEqual({ bySteps: names('a', 'x', 'b'), rest: [] })
  expect(toolsBySteps(steps, names('b', 'y'))).toEqual({ bySteps: [{ name: 'b' }, null, null], rest: names('y') })
})

test('an instruction’s summary is what lists read of it', () => {
  expect(summarize(instruction(SOUND))).toMatchObject({
    stepCount: 1,
    stepKey: 'Mail.send_email',
    searchText: SOUND,
    toolNames: ['send_email'],
    language: 'en',
  })
  expect(summarize({ steps: ['A.b'], explanation: 'Reads.' })).toMatchObject({
    toolNames: [],
    language: null,
    sketch: [],
  })
})

test('a content is read as its stage has it, and of no stage but its own', () => {
  expect(readContent('INSTRUCTION', instruction(SOUND))).toEqual(instruction(SOUND))
  expect(() => readContent('CHAIN', instruction(SOUND))).toThrow()
  expect(() => readContent('RESPONSE', instruction(SOUND))).toThrow()
})

test('an edit of an instruction changes its words; without words it could not stand', () => {
  expect(diffText(instruction(SOUND))).toBe(SOUND)
  expect(sameContent(instruction(SOUND), instruction(` ${SOUND}\n`, []))).toBe(true)
  expect(contentGap(instruction(' '))).toMatch(/no text/)
})
