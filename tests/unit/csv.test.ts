import { expect, test } from 'vitest'
import { toCsv } from '@/lib/core/export/csv'

test('a table as CSV: quotes where they are needed, an empty cell for nothing', () => {
  expect(
    toCsv(
      ['name', 'n, of all'],
      [
        ['a "b"', 1.5],
        ['two\nlines', null],
      ],
    ),
  ).toBe('name,"n, of all"\r\n"a ""b""",1.5\r\n"two\nlines",\r\n')
})

test('text that a spreadsheet would run is text, a negative number a number', () => {
  expect(toCsv(['x'], [['=1+1'], ['@name'], [-0.5]])).toBe("x\r\n'=1+1\r\n'@name\r\n-0.5\r\n")
})
