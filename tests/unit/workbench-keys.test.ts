import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPlainKey } from '@/components/layout/is-plain-key'
import { stripLines } from '@/lib/core/review/answer'
import { type BenchCommand, type KeyPress, type KeyView, keyCommand } from '@/lib/core/review/bench-keys'
import { questionLines } from '@/lib/core/review/questions'
import { CHAIN_RUBRIC } from '@/lib/core/review/rubric'
import { PRESETS } from '@/lib/core/study/presets'

const lines = stripLines(CHAIN_RUBRIC)

const press = (key: string, how: Partial<KeyPress> = {}): KeyPress => ({
  key,
  command: false,
  repeat: false,
  composing: false,
  plain: true,
  place: 'page',
  ...how,
})
const view = (what: Partial<KeyView> = {}): KeyView => ({
  panel: 'NONE',
  answered: false,
  study: false,
  lines,
  labels: [],
  ...what,
})

test.each<[string, BenchCommand]>([
  ['a', { do: 'decide', decision: 'ACCEPT' }],
  ['r', { do: 'open', panel: 'REASONS' }],
  ['e', { do: 'open', panel: 'EDIT' }],
  ['x', { do: 'decide', decision: 'ABSTAIN' }],
  ['s', { do: 'skip' }],
  ['f', { do: 'flag' }],
  ['j', { do: 'step', delta: 1 }],
  ['k', { do: 'step', delta: -1 }],
  ['u', { do: 'undo' }],
  ['ArrowLeft', { do: 'look', delta: -1 }],
  ['ArrowRight', { do: 'look', delta: 1 }],
  ['g', { do: 'sheet', sheet: 'GUIDELINES' }],
  ['b', { do: 'blank' }],
  ['v', { do: 'reveal' }],
  ['m', { do: 'mark' }],
  ['p', { do: 'raw' }],
  ['?', { do: 'sheet', sheet: 'KEYS' }],
])('%s means what its button says', (key, command) => {
  expect(keyCommand(press(key), view())).toEqual(command)
  expect(keyCommand(press(key.length === 1 ? key.toUpperCase() : key), view())).toEqual(command)
})

test('where only questions are answered: numbers, Y and N answer, Enter sends, and nothing weighs the text', () => {
  const asks = questionLines(PRESETS.WILDGUARD.rubric!.content)
  const asking = view({ lines: [], questions: true, asks, study: true })
  const sends = { do: 'decide', decision: 'ACCEPT' }
  expect(asks.map(({ press }) => press)).toEqual(['1', '2', '3'])
  expect(keyCommand(press('y'), asking)).toEqual({ do: 'next', yes: true })
  expect(keyCommand(press('N'), asking)).toEqual({ do: 'next', yes: false })
  expect(keyCommand(press('2'), asking)).toEqual({ do: 'turn', key: 'refusal' })
  expect(keyCommand(press('4'), asking)).toBeNull()
  expect(keyCommand(press('Enter'), asking)).toEqual(sends)
  expect(keyCommand(press('Enter', { place: 'control' }), asking)).toBeNull()
  // Also while what lacks is pointed out.
  expect(keyCommand(press('Enter'), { ...asking, panel: 'REASONS' })).toEqual(sends)
  expect(keyCommand(press('Enter', { command: true, plain: false, place: 'field' }), asking)).toEqual(sends)
  for (const key of 'arecml') expect(keyCommand(press(key), asking), key).toMatchObject({ do: 'say' })
  expect(keyCommand(press('x'), asking)).toEqual({ do: 'decide', decision: 'ABSTAIN' })
  expect(keyCommand(press('y'), { ...asking, answered: true })).toBeNull()
})

test('C opens the strip of an ambiguous answer where the queue offers it; a second C, Enter or ⌘ Enter sends it, reasons or none', () => {
  expect(keyCommand(press('c'), view())).toBeNull()
  const offered = view({ ambiguous: true })
  expect(keyCommand(press('c'), offered)).toEqual({ do: 'open', panel: 'CAUTION' })
  const open = view({ ambiguous: true, panel: 'CAUTION' })
  const sends = { do: 'decide', decision: 'AMBIGUOUS' }
  expect(keyCommand(press('C'), open)).toEqual(sends)
  expect(keyCommand(press('Enter'), open)).toEqual(sends)
  expect(keyCommand(press('Enter', { command: true, plain: false, place: 'field' }), open)).toEqual(sends)
  expect(keyCommand(press('1'), open)).toMatchObject({ do: 'toggle', line: { kind: 'criterion' } })
  expect(keyCommand(press('r'), open)).toEqual({ do: 'open', panel: 'REASONS' })
  expect(keyCommand(press('Escape'), open)).toEqual({ do: 'close' })
})

test('D opens earlier texts after judging, never before, and never in a study', () => {
  expect(keyCommand(press('d'), view({ answered: true }))).toEqual({ do: 'sheet', sheet: 'EARLIER' })
  expect(keyCommand(press('d'), view())).toMatchObject({ do: 'say' })
  expect(keyCommand(press('d'), view({ answered: true, study: true }))).toMatchObject({ do: 'say' })
})

test('number keys act in an open strip only: failed criteria first, then reasons', () => {
  expect(keyCommand(press('1'), view())).toBeNull()
  expect(keyCommand(press('1'), view({ panel: 'REASONS' }))).toMatchObject({
    do: 'toggle',
    line: { kind: 'criterion', key: 'logical' },
  })
  expect(keyCommand(press('3'), view({ panel: 'REASONS' }))).toMatchObject({
    do: 'toggle',
    line: { kind: 'reason', key: 'wrong_order' },
  })
  expect(keyCommand(press('3'), view({ panel: 'EDIT' }))).toMatchObject({ do: 'toggle' })
})

test('Enter, a second R, or ⌘/Ctrl+Enter submit the open reasons', () => {
  const open = view({ panel: 'REASONS' })
  const reject = { do: 'decide', decision: 'REJECT' }
  expect(keyCommand(press('Enter'), open)).toEqual(reject)
  expect(keyCommand(press('r'), open)).toEqual(reject)
  expect(keyCommand(press('Enter', { command: true, plain: false, place: 'field' }), open)).toEqual(reject)
  expect(keyCommand(press('Enter', { place: 'control' }), open)).toBeNull()
  expect(keyCommand(press('Enter'), view())).toBeNull()
})

test('⌘/Ctrl+Enter works while typing, submits once however long it is held, and decides nothing by itself', () => {
  const held = press('Enter', { command: true, plain: false, place: 'field' })
  expect(keyCommand(held, view({ panel: 'EDIT' }))).toEqual({ do: 'decide', decision: 'EDIT' })
  expect(keyCommand({ ...held, repeat: true }, view({ panel: 'EDIT' }))).toBeNull()
  expect(keyCommand(held, view())).toMatchObject({ do: 'say' })
})

test('Esc leaves a field first, then closes what is open', () => {
  expect(keyCommand(press('Escape', { place: 'field', plain: false }), view({ panel: 'EDIT' }))).toEqual({
    do: 'leaveField',
  })
  expect(keyCommand(press('Escape'), view({ panel: 'EDIT' }))).toEqual({ do: 'close' })
  expect(keyCommand(press('Escape'), view())).toBeNull()
})

const anyView = fc.record({
  panel: fc.constantFrom('NONE' as const, 'REASONS' as const, 'EDIT' as const),
  answered: fc.boolean(),
  study: fc.boolean(),
  lines: fc.constant(lines),
  labels: fc.constant([]),
})

test('nothing happens in a dialog, or while an input method composes', () => {
  const place = fc.constantFrom('page' as const, 'field' as const, 'control' as const)
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.boolean(), place, anyView, (key, command, place, view) => {
      expect(keyCommand(press(key, { command, place: 'dialog' }), view)).toBeNull()
      expect(keyCommand(press(key, { command, place, composing: true }), view)).toBeNull()
    }),
  )
})

test('a key that a field wants, or that repeats, or comes with a modifier, does nothing of its own', () => {
  const bare = fc.string({ minLength: 1 }).filter((key) => key !== 'Escape' && key !== 'Enter')
  fc.assert(
    fc.property(bare, anyView, (key, view) => {
      expect(keyCommand(press(key, { plain: false, place: 'field' }), view)).toBeNull()
      expect(keyCommand(press(key, { repeat: true }), view)).toBeNull()
      expect(keyCommand(press(key, { plain: false, command: true }), view)).toBeNull()
    }),
  )
})

test('a key with an inherited property’s name means nothing', () => {
  for (const key of ['constructor', '__proto__', 'toString']) expect(keyCommand(press(key), view())).toBeNull()
})

const event = (how: object) =>
  ({
    key: 'a',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    isComposing: false,
    keyCode: 65,
    defaultPrevented: false,
    target: null,
    ...how,
  }) as unknown as KeyboardEvent

test('a bare key is plain; with a modifier, while composing, or already handled, it is not', () => {
  expect(isPlainKey(event({}))).toBe(true)
  for (const how of [
    { ctrlKey: true },
    { metaKey: true },
    { altKey: true },
    { isComposing: true },
    { keyCode: 229 },
    { defaultPrevented: true },
  ]) {
    expect(isPlainKey(event(how))).toBe(false)
  }
})
