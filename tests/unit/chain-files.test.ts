import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AgentAlignChain, AgentAlignChainWriter } from '@/lib/core/export/agentalign-chains'
import { type PlumblineChain, readPlumblineChain, writePlumblineChain } from '@/lib/core/export/plumbline-jsonl'
import { ImportFileReader } from '@/lib/core/import/read-file'

const storable = (maxLength: number) =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength })
    .filter((text) => text.isWellFormed() && !text.includes('\u0000'))
const key = fc.stringMatching(/^[a-z][a-z_]{0,10}$/)
const content = {
  steps: fc.array(storable(12), { maxLength: 5 }),
  explanation: storable(40),
}
const anyLine: fc.Arbitrary<PlumblineChain> = fc.record(
  {
    format: fc.constant('plumbline-chain/1' as const),
    category: fc.array(storable(10), { maxLength: 2 }),
    title: storable(20),
    ...content,
    intent: fc.constantFrom('HARMFUL', 'BORDERLINE', 'BENIGN'),
    item: fc.integer({ min: 1, max: 1e6 }),
    origin: fc.constantFrom('IMPORTED', 'GENERATED', 'DEMO_MODEL', 'WRITTEN'),
    model: fc.option(storable(10)),
    verdict: fc.constantFrom('OPEN', 'PASSED', 'FAILED', 'CONTESTED'),
    rule: fc.option(
      fc.record({
        kind: fc.constantFrom('MAJORITY', 'UNANIMOUS', 'FIRST_TO'),
        slots: fc.integer({ min: 1, max: 9 }),
        firstTo: fc.option(fc.integer({ min: 1, max: 9 })),
        editCountsAs: fc.constantFrom('ACCEPT', 'REJECT'),
        ambiguousCountsAs: fc.option(fc.constantFrom('ACCEPT', 'REJECT'), { nil: undefined }),
        startAt: fc.option(fc.integer({ min: 2, max: 8 })),
      }),
    ),
    judgments: fc.array(
      fc.record({
        reviewer: fc.nat(9).map((n) => `r${n + 1}`),
        decision: fc.constantFrom('ACCEPT', 'REJECT', 'EDIT', 'ABSTAIN', 'AMBIGUOUS'),
        counted: fc.boolean(),
        criteria: fc.dictionary(key, fc.boolean(), { maxKeys: 2, noNullPrototype: true }),
        reasons: fc.array(key, { maxLength: 3 }),
      }),
      { maxLength: 4 },
    ),
  },
  { requiredKeys: ['format', 'category', 'steps', 'explanation'] },
)

test('a line goes out, in, and out again byte for byte', () => {
  fc.assert(
    fc.property(anyLine, (chain) => {
      const written = writePlumblineChain(chain)
      if (!written.ok) throw new Error(written.reason)
      expect(written.line).not.toMatch(/[\r\n]/)
      const read = readPlumblineChain(written.line)
      if (!read.ok) throw new Error(read.reason)
      expect(writePlumblineChain(read.chain)).toEqual(written)
    }),
  )
})

test('the importer takes every line that was written', () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 5 }), (chains) => {
      const reader = new ImportFileReader('take-out.jsonl', 'plumbline-chains')
      const lines = chains.map((chain) => {
        const written = writePlumblineChain(chain)
        return written.ok ? `${written.line}\n` : written.reason
      })
      const events = [...reader.write(lines.join('')), ...reader.end()].filter((event) => event.type === 'record')
      expect(events).toHaveLength(chains.length)
    }),
  )
})

test('what a line cannot say is a reason, not a bent line', () => {
  const chain: PlumblineChain = { format: 'plumbline-chain/1', category: [], steps: ['A.b'], explanation: 'Fine.' }
  expect(writePlumblineChain({ ...chain, explanation: 'half \ud800' })).toMatchObject({ ok: false })
  expect(writePlumblineChain({ ...chain, category: ['a', 'b', 'c'] })).toMatchObject({ ok: false })
  expect(writePlumblineChain({ ...chain, item: 0 })).toMatchObject({ ok: false })
})

function writeAll(chains: AgentAlignChain[]): string {
  const writer = new AgentAlignChainWriter()
  const parts = chains.map((chain) => {
    const part = writer.add(chain)
    if (!part.ok) throw new Error(part.reason)
    return part.text
  })
  return parts.join('') + writer.end()
}

test("AgentAlign's file is written as its own tools would write it", () => {
  const chains = [
    { category: ['home', 'shopping'], content: { steps: ['A.b', 'C.d'], explanation: 'One "quoted".' } },
    { category: ['home', 'shopping'], content: { steps: ['A.b'], explanation: 'Line\u2028separator.' } },
    { category: ['home', 'travel'], content: { steps: ['A.b'], explanation: 'Two.' } },
    { category: ['work', 'mail'], content: { steps: ['A.b'], explanation: 'Three.' } },
  ]
  const value = {
    home: {
      shopping: { patterns: [chains[0]!.content, chains[1]!.content] },
      travel: { patterns: [chains[2]!.content] },
    },
    work: { mail: { patterns: [chains[3]!.content] } },
  }
  expect(writeAll(chains)).toBe(`${JSON.stringify(value, null, 4)}\n`)
  expect(writeAll([])).toBe('{}\n')
})

test('titles are left out of the file, and said to be', () => {
  const titled = { category: ['a', 'b'], content: { title: 'T', steps: ['A.b'], explanation: 'E' } }
  expect(new AgentAlignChainWriter().add(titled)).toMatchObject({ ok: true, lost: ['title'] })
})

test('a chain that the file cannot hold is a reason and leaves no trace', () => {
  const writer = new AgentAlignChainWriter()
  expect(writer.add({ category: ['a'], content: { steps: ['A.b'], explanation: '' } })).toMatchObject({ ok: false })
  expect(writer.add({ category: ['a', 'b'], content: { steps: [], explanation: '' } })).toMatchObject({ ok: false })
  expect(writer.end()).toBe('{}\n')
})

test('groups that come twice are a mistake of the caller', () => {
  const at = (...category: string[]) => ({ category, content: { steps: ['A.b'], explanation: '' } })
  expect(() => writeAll([at('a', 'b'), at('a', 'c'), at('a', 'b')])).toThrow(RangeError)
  expect(() => writeAll([at('a', 'b'), at('c', 'd'), at('a', 'e')])).toThrow(RangeError)
})

test('a written file is read back to the same chains', () => {
  const name = storable(8).filter(
    (text) => text.trim() === text && !['__proto__', 'constructor', 'prototype'].includes(text),
  )
  const sub = fc.record({
    name,
    contents: fc.array(fc.record({ ...content, steps: fc.array(storable(9), { minLength: 1, maxLength: 5 }) }), {
      minLength: 1,
      maxLength: 3,
    }),
  })
  const anyTree = fc.uniqueArray(
    fc.record({ name, subs: fc.uniqueArray(sub, { selector: (one) => one.name, minLength: 1, maxLength: 3 }) }),
    { selector: (one) => one.name, maxLength: 3 },
  )
  fc.assert(
    fc.property(anyTree, (tree) => {
      const chains = tree.flatMap((top) =>
        top.subs.flatMap((leaf) => leaf.contents.map((one) => ({ category: [top.name, leaf.name], content: one }))),
      )
      const reader = new ImportFileReader('chains.json', 'agentalign-chains')
      const events = [...reader.write(writeAll(chains)), ...reader.end()]
      expect(events.map((event) => event.type === 'record' && event.record)).toMatchObject(chains)
    }),
  )
})
