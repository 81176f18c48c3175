import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ACTS, actWords } from '@/lib/core/audit/act-words'
import { areaOf } from '@/lib/core/audit/areas'

const root = path.resolve(import.meta.dirname, '../..')

/** Every code that the verbs write, as their sources have it. */
const written = readdirSync(path.join(root, 'lib'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.ts$/.test(file) && !file.startsWith('data/generated'))
  .flatMap((file) => [...readFileSync(path.join(root, 'lib', file), 'utf8').matchAll(/action: ([^\n]+)/g)])
  .flatMap(([, rest]) => [...rest!.matchAll(/'([a-z-]+\.[a-z-]+)'/g)].map(([, code]) => code!))

test('every act that is written to the log has words and an area, and no words are for what nobody writes', () => {
  expect(written.length).toBeGreaterThan(80)
  expect([...new Set(written)].filter((code) => !(code in ACTS)).sort()).toEqual([])
  expect(Object.keys(ACTS).filter((code) => areaOf(code) === null)).toEqual([])
  expect(Object.keys(ACTS).filter((code) => !written.includes(code))).toEqual([])
})

test('taking lists out is told by their name; an unknown act keeps its code', () => {
  expect(actWords('chains.take_out')).toBe('took chains out')
  expect(areaOf('instructions.take_out')).toBe('items')
  expect(actWords('new.thing')).toBe('new.thing')
  expect(areaOf('new.thing')).toBeNull()
})
