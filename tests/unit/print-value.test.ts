import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkRequired } from '@/lib/core/compliance/check'
import { inferParameters } from '@/lib/core/instruction/infer-parameters'
import { readTool } from '@/lib/core/instruction/tools'
import { printValue } from '@/lib/core/json/print'
import { readTools } from '@/lib/llm/demo/read-tools'

const nested = (depth: number) => {
  let value: unknown = 'the end'
  for (let n = 0; n < depth; n++) value = n % 2 ? [value] : { in: value }
  return value
}
/** Values whose own keys stand where String() and JSON.stringify look for functions. */
const HOSTILE = [
  { toString: 1 },
  { valueOf: 1, toString: null },
  { toJSON: 'x', toString: 'y' },
  [{ toString: 1 }],
  nested(100_000),
  JSON.parse('{"__proto__": {"toString": 1}}') as unknown,
]

test('a value is printed on one line: texts plain, the rest as JSON', () => {
  expect(['a "b"', 3, true, null, [1, 'x', [2]], { a: { b: 'c' } }, {}, []].map((one) => printValue(one))).toEqual([
    ...['a "b"', '3', 'true', 'null', '[1,"x",[2]]', '{"a":{"b":"c"}}', '{}', '[]'],
  ])
  expect(printValue({ toString: 1 })).toBe('{"toString":1}')
})

test('what JSON can say is printed as JSON has it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      if (typeof value !== 'string') expect(printValue(value, 1_000_000)).toBe(JSON.stringify(value))
    }),
  )
})

test('long, wide and deep values are cut, and no value of any kind throws', () => {
  expect(printValue('x'.repeat(300))).toBe(`${'x'.repeat(200)}…`)
  expect(printValue(Array.from({ length: 1_000_000 }, () => 0)).length).toBe(201)
  expect(printValue(nested(100_000), 12)).toBe('[{"in":[{"in…')
  fc.assert(fc.property(fc.anything(), (value) => typeof printValue(value) === 'string'))
})

test.each(HOSTILE.map((value) => ({ value })))('a closed value that is hostile is printed, not called', ({ value }) => {
  const parameters = {
    type: 'object',
    required: ['a'],
    properties: { a: { enum: [value, 'left'] }, b: { type: 'array', items: { enum: [value] } } },
  }
  const schema = { function: { name: 'pick', description: 'Picks a side.', parameters } }
  const tool = readTool(schema)
  expect(tool.parameters[0]?.values).toEqual([printValue(value), 'left'])
  expect(inferParameters(tool, 'go left')).toMatchObject([{ found: 'left' }])
  expect(checkRequired(schema, { a: 'left' })).toEqual([])
  expect(checkRequired(schema, { a: value })).toEqual([])
  expect(checkRequired(schema, { a: { toString: 2 } })).toHaveLength(1)
})

test('the demo model reads a tool with hostile values', () => {
  const properties = { a: { enum: [{ toString: 1 }, 'left'] } }
  const tools = JSON.stringify([{ function: { name: 'pick', parameters: { required: ['a'], properties } } }])
  expect(readTools(tools)).toMatchObject([{ required: [{ options: ['{"toString":1}', 'left'] }] }])
})
