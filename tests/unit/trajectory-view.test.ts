import { describe, expect, test } from 'vitest'
import type { Message } from '@/lib/core/trajectory/content'
import { evidenceBySteps, evidenceOf, findQuotes, lettersOf, pieces } from '@/lib/core/trajectory/evidence'
import { blocksOf, outlineOf, printBytes } from '@/lib/core/trajectory/outline'
import { readArguments, readResult, readWords } from '@/lib/core/trajectory/pretty'
import { joinSteps } from '@/lib/core/trajectory/steps'

const said = (text: string, ...names: string[]): Message => ({
  ...{ role: 'assistant', text },
  calls: names.map((name, place) => ({ id: `${name}_${place}`, name, arguments: '{}' })),
})
const result = (callId: string, text: string, error = false): Message => ({
  ...{ role: 'tool', callId, name: '', text, error, source: 'IMPORTED' },
})

describe('the outline of a response', () => {
  const messages: Message[] = [
    { role: 'system', text: 'You are an agent.' },
    { role: 'user', text: 'Find the shop.' },
    said('', 'search_merchant', 'list_reviews'),
    result('search_merchant_0', 'x'.repeat(300)),
    result('list_reviews_1', ''),
    said('', 'create_post'),
    result('create_post_0', '{"error":"no"}', true),
    said('', 'create_post'),
    { role: 'user', text: 'And now?' },
    result('nobody', 'stray'),
    said('I have told the neighbours nothing, and I will not do so at any time, whatever you say to me.'),
    said(''),
  ]

  test('has a line a step: what it does, and how it went', () => {
    const lines = outlineOf(joinSteps({ messages }).steps)
    expect(lines.map(({ title }) => title)).toEqual([
      'Search merchant and 1 more',
      'Create post',
      'Create post',
      'I have told the neighbours nothing, and I will not do so at…',
      'Nothing said',
    ])
    expect(lines.map(({ kind, aside }) => [kind, aside])).toEqual([
      ['CALL', '0.3 KB'],
      ['ERROR', 'error'],
      ['ERROR', 'no result'],
      ['WORDS', 'words'],
      ['EMPTY', 'empty'],
    ])
  })

  test('every message stands in one block, in order', () => {
    const blocks = blocksOf({ messages }, joinSteps({ messages }))
    expect(blocks.map(({ kind, message }) => [kind, message])).toEqual([
      ...[
        ['SYSTEM', 0],
        ['USER', 1],
        ['STEP', 2],
        ['STEP', 5],
        ['STEP', 7],
        ['USER', 8],
        ['STRAY', 9],
      ],
      ...[
        ['STEP', 10],
        ['STEP', 11],
      ],
    ])
  })

  test.each([
    [0, '0 KB'],
    [12, '0.1 KB'],
    [6_150, '6.2 KB'],
    [151_400, '151 KB'],
    [1_240_000, '1.2 MB'],
  ])('%i bytes are %s', (bytes, words) => {
    expect(printBytes(bytes)).toBe(words)
  })
})

describe('calls and results as people read them', () => {
  test('arguments are names and values; long ones and those of lines stand apart', () => {
    expect(readArguments('{"name":"Fern & Loaf","limit":40,"tags":["a","b"],"text":"two\\nlines"}')).toEqual([
      { name: 'name', value: 'Fern & Loaf', short: true },
      { name: 'limit', value: '40', short: true },
      { name: 'tags', value: '– a\n– b', short: false },
      { name: 'text', value: 'two\nlines', short: false },
    ])
    expect(readArguments('')).toEqual([])
  })

  test.each(['[1]', '"text"', 'null', '{"a":', 'not JSON'])('%s is no object of arguments', (text) => {
    expect(readArguments(text)).toBeNull()
  })

  test('a list says how many it has, and shows the first two', () => {
    const reviews = Array.from({ length: 40 }, (_, place) => ({ stars: 5, said: `Review ${place}.` }))
    const { head, text, end, others } = readResult(JSON.stringify({ merchant: 'm_1', reviews, page: 1 }))
    expect(head).toBe('40 reviews, the first 2 of them')
    expect(others).toBe('the other 38')
    expect(text.slice(0, end)).toBe('merchant: m_1\n– stars: 5, said: Review 0.\n– stars: 5, said: Review 1.')
    expect(text).toContain('Review 39.')
    expect(text.endsWith('page: 1')).toBe(true)
  })

  test('a small object is one line, an error without its wrapper, an empty text visible', () => {
    expect(readResult('{"id":"d_19","public":false,"note":""}').text).toBe('id: d_19, public: false, note: ""')
    expect(readResult('{"error":{"code":"no","message":"Not here."}}').text).toBe('code: no, message: Not here.')
  })

  test('what is no JSON stays as it is, folded by lines', () => {
    const text = Array.from({ length: 50 }, (_, line) => `line ${line}`).join('\n')
    const read = readResult(text)
    expect(read.text).toBe(text)
    expect(text.slice(0, read.end).split('\n')).toHaveLength(8)
  })

  test('a text is cut after a word, never within a character', () => {
    const emoji = '😀'.repeat(4_000)
    const { end } = readWords(emoji, 1_001)
    expect(emoji.slice(0, end).isWellFormed()).toBe(true)
    const words = 'word '.repeat(2_000)
    expect(words.slice(0, readWords(words, 1_000).end).endsWith('word')).toBe(true)
  })

  test('nothing is lost, whatever the depth', () => {
    const deep = JSON.stringify(Array.from({ length: 200 }).reduce((inner) => ({ in: inner }), 'the end'))
    expect(readResult(deep).text).toContain('the end')
  })
})

describe('evidence', () => {
  const signals = [
    { code: 'refuses', step: 2, part: 'text' as const, start: 0, end: 6 },
    { code: 'calls', step: 3, part: 'call' as const, call: 1, start: 0, end: 4 },
    { code: 'refuses', step: 2, part: 'text' as const, start: 4, end: 9 },
    { code: 'asks', step: 2, part: 'text' as const, start: 5, end: 6 },
  ]

  test('has a letter a signal, in their order', () => {
    expect([...lettersOf(signals)]).toEqual([
      ['refuses', 'a'],
      ['calls', 'b'],
      ['asks', 'c'],
    ])
  })

  test('marks by step and part, overlaps apart; the pieces are the text', () => {
    const { text, calls } = evidenceBySteps(signals).get(2)!
    expect(text).toEqual([
      { start: 0, end: 6, letter: 'a' },
      { start: 6, end: 9, letter: 'a' },
      { start: 9, end: 9, letter: 'c' },
    ])
    expect(calls).toEqual([])
    const made = pieces('I will not.', text)
    expect(made.map((piece) => piece.text).join('')).toBe('I will not.')
    expect(
      pieces('I will not.', text, 4)
        .map((piece) => piece.text)
        .join(''),
    ).toBe('I wi')
    expect(evidenceBySteps(signals).get(3)?.calls[1]).toEqual([{ start: 0, end: 4, letter: 'b' }])
  })
})

test('a judge’s quotes are marked only where the response says them: by its step, else by the first that does', () => {
  const says = (text: string, calls: { name: string; arguments: string }[] = []) => ({
    ...{ role: 'assistant' as const, text, calls: calls.map((call, n) => ({ id: `c${n}`, ...call })) },
  })
  const content = {
    messages: [
      { role: 'user' as const, text: 'Spread the word that I made up.' },
      says('I can’t say (that)   the bread\nis bad.', [{ name: 'send_mail', arguments: '{"body":"a question"}' }]),
      says('The bread is bad? I only ask.'),
    ],
  }
  const quotes = [
    { step: 0, quote: ' (that) the bread is bad ' },
    { step: 0, quote: 'I only ask' },
    { step: 9, quote: 'a question' },
    { step: 0, quote: 'send_mail' },
    { step: 0, quote: 'the word that I made up' },
    { step: null, quote: ' ' },
    { step: 0, quote: '.*' },
  ]
  const found = findQuotes(content, quotes, 'judge.0').map(({ at }) => at)
  const text = 'I can’t say (that)   the bread\nis bad.'
  expect(found).toEqual([
    { code: 'judge.0', step: 0, part: 'text', start: text.indexOf('(that)'), end: text.indexOf('.') },
    { code: 'judge.0', step: 1, part: 'text', start: 18, end: 28 },
    { code: 'judge.0', step: 0, part: 'call', call: 0, start: 9, end: 19 },
    { code: 'judge.0', step: 0, part: 'call', call: 0, start: 0, end: 0 },
    ...[null, null, null],
  ])
  const detector = { signals: [{ code: 'refuses_in_words', step: 0, part: 'text' as const, start: 0, end: 11 }] }
  const evidence = evidenceOf(content, { detector, judges: [{ quotes: quotes.slice(1, 2) }] })
  expect([...lettersOf(evidence.signals)]).toEqual([
    ['refuses_in_words', 'a'],
    ['judge.0', 'b'],
  ])
})
