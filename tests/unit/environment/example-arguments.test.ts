import { expect, test } from 'vitest'
import { exampleArguments } from '@/lib/core/instruction/example-arguments'
import { checkArguments } from '@/lib/environment/check-arguments'
import { listTools } from '@/lib/environment/tools'

test.each(listTools().map((tool) => [tool.name, tool] as const))('the example of %s fits its schema', (_, tool) => {
  expect(checkArguments(tool, JSON.parse(JSON.stringify(exampleArguments(tool.parameters))))).toEqual([])
})

test('an example holds what is required, by type, bounds and closed values', () => {
  const parameters = {
    type: 'object',
    properties: {
      query: { type: 'string' },
      size: { type: 'integer', minimum: 3 },
      mode: { type: 'string', enum: ['fast', 'slow'] },
      speed: { type: 'string', enum: ['low', 'high'], default: 'high' },
      range: { type: 'array', items: { type: 'number' }, minItems: 2 },
      item: { type: 'object', properties: { id: { type: 'string' }, note: { type: 'string' } }, required: ['id'] },
      left_out: { type: 'string' },
    },
    required: ['query', 'size', 'mode', 'speed', 'range', 'item', 'unheard_of'],
  }
  expect(exampleArguments(parameters)).toEqual({
    query: 'coffee',
    size: 3,
    mode: 'fast',
    speed: 'high',
    range: [1, 1],
    item: { id: 'id' },
    unheard_of: 'unheard of',
  })
  expect(exampleArguments('not a schema')).toEqual({})
})
