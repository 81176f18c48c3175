import { expect, test } from 'vitest'
import { readTools } from '@/lib/core/import/readers/tools'

const tool = (name: string, description = '') => ({ type: 'function', function: { name, description } })

test('a tool that stood in an earlier row is the same object, and a set of tools is asked for its size all the same', () => {
  const [first] = readTools([tool('find_place'), tool('send_note')])
  const again = readTools([tool('read_calendar'), tool('find_place')])
  expect(again[1]).toBe(first)
  expect(again).toEqual([tool('read_calendar'), tool('find_place')])
  expect(() => readTools(Array.from({ length: 51 }, () => tool('find_place')))).toThrow()
  const long = Array.from({ length: 30 }, (_, n) => tool(`tool_${n}`, 'a'.repeat(6_000)))
  expect(readTools(long)).toHaveLength(30)
  expect(() => readTools([...long, ...long.slice(0, 10)])).toThrow('200000 characters')
  expect(() => readTools([tool('find_place'), { function: { name: '' } }])).toThrow()
})
