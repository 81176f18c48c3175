import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type RowEvent, RowStream } from '@/lib/core/import/readers/read-rows'

const all = (chunks: readonly (Uint8Array | string)[], under: string | null = null): RowEvent[] => {
  const rows = new RowStream(under)
  return [...chunks.flatMap((chunk) => rows.write(chunk)), ...rows.end()]
}
const values = (events: RowEvent[]) => events.flatMap((event) => (event.type === 'row' ? [event.value] : []))

test('lines, a list, and a list under a key hold the same rows', () => {
  const rows = [{ a: 1 }, { a: '\u2028é😀' }]
  expect(values(all([rows.map((row) => JSON.stringify(row)).join('\r\n')]))).toEqual(rows)
  expect(values(all([`\uFEFF \n${JSON.stringify(rows, null, 4)}`]))).toEqual(rows)
  expect(values(all([JSON.stringify({ eval: { x: [1] }, samples: rows })], 'samples'))).toEqual(rows)
})

test('however a file is cut, it holds the same', () => {
  const file = new TextEncoder().encode('{"a": "é😀"}\n\n{"a": }\n{"b": [1, 2]}')
  const list = new TextEncoder().encode(JSON.stringify([{ a: 'é😀' }, 7, { b: [1] }], null, 1))
  fc.assert(
    fc.property(fc.constantFrom(file, list), fc.array(fc.nat(60), { maxLength: 6 }), (bytes, cuts) => {
      const at = [0, ...cuts.filter((cut) => cut <= bytes.length).sort((a, b) => a - b), bytes.length]
      const chunks = at.slice(1).map((end, index) => bytes.subarray(at[index], end))
      expect(all(chunks)).toEqual(all([bytes]))
    }),
  )
})

test('Python’s NaN and Infinity are null outside of texts, however the file is cut', () => {
  const text = '{"samples": [{"a": NaN, "b": "NaN \\" -Infinity", "c": [-Infinity, Infinity], "d": true}], "n": NaN}'
  const bytes = new TextEncoder().encode(text)
  const rows = [{ a: null, b: 'NaN " -Infinity', c: [null, null], d: true }]
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length), { maxLength: 8 }), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), bytes.length]
      expect(
        values(
          all(
            at.slice(1).map((end, index) => bytes.subarray(at[index], end)),
            'samples',
          ),
        ),
      ).toEqual(rows)
    }),
  )
})

test('a bad line is one problem with its number; a bad list ends the reading', () => {
  expect(all(['{"a":1}\n{oops}\n{"a":2}'])).toMatchObject([
    { type: 'row', line: 1 },
    { type: 'problem', line: 2, fatal: false },
    { type: 'row', line: 3 },
  ])
  expect(all(['[{"a":1},\n oops]'])).toMatchObject([
    { type: 'row', line: 1, path: '$[0]' },
    { type: 'problem', line: 2, fatal: true },
  ])
  expect(all(['[{"a":1, "a":2}]'])).toMatchObject([
    { type: 'problem', fatal: false, message: expect.stringMatching(/stands twice/) },
  ])
  expect(all([''])).toMatchObject([{ fatal: true, message: 'The file is empty.' }])
  expect(all([new Uint8Array([0x7b, 0x22, 0xff])])).toMatchObject([{ type: 'problem', fatal: true }])
})
