import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AgentAlignInstruction, AgentAlignInstructionWriter } from '@/lib/core/export/agentalign-instructions'
import { type PlumblineInstruction, writePlumblineInstruction } from '@/lib/core/export/plumbline-jsonl'
import { DETECT_CHARACTERS, detectFormat } from '@/lib/core/import/detect-format'
import { ImportFileReader } from '@/lib/core/import/read-file'

/** Text without halves of characters and U+0000, which JSONB cannot hold and no stored content has. */
const text = fc.string({ unit: 'binary', maxLength: 30 }).map((s) => s.toWellFormed().replaceAll('\u0000', ''))
const name = text.filter((s) => s.trim() !== '').map((s) => s.trim())
const content = fc.record({
  text: text.filter((s) => s.trim() !== ''),
  pattern: fc.array(name, { maxLength: 3 }),
  tools: fc.array(fc.record({ type: fc.constant('function'), function: fc.record({ name }) }), { maxLength: 2 }),
})
const anyInstruction: fc.Arbitrary<AgentAlignInstruction> = fc.record({
  id: fc.uuid(),
  category: fc.tuple(name, name),
  intent: fc.constantFrom('HARMFUL', 'BORDERLINE', 'BENIGN'),
  split: fc.constantFrom('HARMFUL', 'BENIGN'),
  content,
})
const records = (format: 'agentalign-instructions' | 'plumbline-instructions', file: string) => {
  const reader = new ImportFileReader('file', format)
  return [...reader.write(file), ...reader.end()].flatMap((event) =>
    event.type === 'record' && event.record.kind === 'instruction' ? [event.record] : [],
  )
}

test('AgentAlign’s list is one JSON text in its writer’s layout, and reads back in', () => {
  fc.assert(
    fc.property(fc.array(anyInstruction, { maxLength: 4 }), (instructions) => {
      const writer = new AgentAlignInstructionWriter()
      const parts = instructions.map((one) => writer.add(one))
      const file = parts.map((part) => (part.ok ? part.text : '')).join('') + writer.end()
      const list = JSON.parse(file)
      expect(file).toBe(`${JSON.stringify(list, null, 4)}\n`)
      expect(list).toHaveLength(instructions.length)
      expect(records('agentalign-instructions', file).map(({ content: { text: read } }) => read)).toEqual(
        instructions.map((one) => one.content.text),
      )
    }),
  )
})

test('what AgentAlign’s shape cannot say is a reason; what it loses is said', () => {
  const writer = new AgentAlignInstructionWriter()
  const one: AgentAlignInstruction = {
    ...{ id: '0', category: ['a', 'b'], intent: 'BORDERLINE', split: null },
    content: { text: 'Please read it.', pattern: [], tools: [] },
  }
  expect(writer.add(one)).toMatchObject({ ok: false, reason: expect.stringMatching(/not settled/) })
  expect(writer.add({ ...one, intent: 'HARMFUL', category: ['a'] })).toMatchObject({ ok: false })
  expect(writer.add({ ...one, intent: 'BENIGN', category: [] })).toMatchObject({ ok: true, lost: [] })
  expect(writer.add({ ...one, split: 'HARMFUL' })).toMatchObject({ ok: true, lost: ['borderline'] })
})

test('a Plumbline line of an instruction is told by its beginning and reads back in with what places it', () => {
  fc.assert(
    fc.property(anyInstruction, ({ content: given, category, intent }) => {
      const instruction: PlumblineInstruction = {
        ...{ format: 'plumbline-instruction/1', category: [...category], ...given, intent, item: 7, model: 'm-1' },
        chain: { item: 3, revision: 2, hash: 'a'.repeat(64), explanation: 'Why it is done.' },
      }
      const written = writePlumblineInstruction(instruction)
      if (!written.ok) throw new Error(written.reason)
      expect(written.line).not.toMatch(/[\r\n]/)
      expect(detectFormat(written.line.slice(0, DETECT_CHARACTERS))).toBe('plumbline-instructions')
      expect(records('plumbline-instructions', `${written.line}\n`)).toMatchObject([
        { category, intent, content: given, explanation: 'Why it is done.', model: 'm-1', item: 7 },
      ])
    }),
  )
})
