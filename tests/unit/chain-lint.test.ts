import { expect, test } from 'vitest'
import { lintChain, repeatedSequence } from '@/lib/core/chain/lint'
import { lintChainSet } from '@/lib/core/chain/lint-set'

const known = { listed: new Set(['A.read', 'A.write']), known: new Set(['A.read', 'A.write', 'A.mapped']) }
const chain = (steps: string[], explanation = 'Reads, then writes.') => ({ steps, explanation })
const codes = (...args: Parameters<typeof lintChain>) => lintChain(...args).map(({ code }) => code)

test('a sound chain has no findings', () => {
  expect(lintChain(chain(['A.read', 'A.write']), known)).toEqual([])
})

test('a capability outside the list is unlisted when a tool has it, unknown when none has; its steps are named', () => {
  expect(lintChain(chain(['A.mapped', 'A.read', 'A.other', 'A.mapped']), known)).toMatchObject([
    { code: 'unlisted_capability', severity: 'WARNING', steps: [0, 3] },
    { code: 'unknown_capability', severity: 'ERROR', steps: [2] },
  ])
})

test('without a list nothing is missing from it', () => {
  expect(codes(chain(['X.y']), { listed: new Set(), known: new Set() })).toEqual([])
})

test('a chain has one to five steps and an explanation', () => {
  expect(codes(chain([]), known)).toEqual(['length_out_of_range'])
  expect(codes(chain(Array(5).fill('A.read')), known)).toEqual([])
  expect(codes(chain(Array(6).fill('A.read')), known)).toEqual(['length_out_of_range'])
  expect(codes(chain(['A.read'], ' \n'), known)).toEqual(['empty_explanation'])
})

test('a repeated sequence says where the others are', () => {
  expect(repeatedSequence({ within: 0, across: 0 })).toBeNull()
  expect(repeatedSequence({ within: 1, across: 0 })?.message).toBe('Same steps as 1 other chain of this subcategory')
  expect(repeatedSequence({ within: 2, across: 3 })?.message).toBe(
    'Same steps as 2 other chains of this subcategory and 3 chains of other subcategories',
  )
})

test('a set is linted as a whole, each count with its members', () => {
  const lint = lintChainSet({
    chains: [
      { category: ['home', 'shopping'], content: chain(['A.read', 'A.write']) },
      { category: ['home', 'shopping'], content: chain(['A.read', 'A.write'], '') },
      { category: ['home', 'travel'], content: chain(['A.read', 'A.write']) },
      { category: ['work', 'mail'], content: chain(['A.gone']) },
    ],
    capabilities: [
      { name: 'A.read', listed: true, tools: ['t1', 't2'] },
      { name: 'A.write', listed: true, tools: ['t2'] },
      { name: 'A.idle', listed: true },
    ],
    taxonomy: [
      {
        slug: 'home',
        severity: null,
        children: [
          { slug: 'shopping', severity: 1 },
          { slug: 'travel', severity: null },
          { slug: 'garden', severity: null },
        ],
      },
    ],
  })
  expect(lint.counts).toMatchObject({
    chains: 4,
    categories: 1,
    subcategories: 3,
    capabilitiesListed: 3,
    tools: 2,
    distinctSequences: 2,
    repeatedSequences: 1,
    chainsRepeated: 3,
    chainsMissingCapability: 1,
    chainsEmptyExplanation: 1,
  })
  expect(lint.missingCapabilities).toEqual([{ name: 'A.gone', chains: 1, known: false }])
  expect(lint.unusedCapabilities).toEqual(['A.idle'])
  expect(lint.thinSubcategories).toEqual([
    { path: ['home', 'travel'], chains: 1 },
    { path: ['home', 'garden'], chains: 0 },
  ])
  expect(lint.withoutSeverity).toEqual([
    ['home', 'travel'],
    ['home', 'garden'],
  ])
  expect(lint.unknownCategories).toEqual([{ path: ['work', 'mail'], chains: 1 }])
  expect(lint.findings.map((list) => list.map(({ code }) => code))).toEqual([
    ['repeated_sequence'],
    ['empty_explanation', 'repeated_sequence'],
    ['repeated_sequence'],
    ['unknown_capability'],
  ])
})
