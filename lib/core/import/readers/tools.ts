import { instructionContentSchema, type ToolSchema } from '../../instruction/content'
import { parseJson } from '../../json/parse'
import type { JsonValue } from '../../json/values'
import { isObject } from '../../record/arguments'
import { RowProblem } from './row'

/** A list, or the JSON text of one, of functions with or without their wrapping. */
export function readTools(given: JsonValue | undefined, key = 'tools'): ToolSchema[] {
  if (given === undefined || given === null) return []
  const value = typeof given === 'string' ? readText(given, key) : given
  if (!Array.isArray(value)) throw new RowProblem('Its tools are no list', [key])
  const checked = instructionContentSchema.shape.tools.safeParse(value.map(wrapped))
  if (checked.success) return checked.data
  const { message, path } = checked.error.issues[0]!
  throw new RowProblem(message, [key, ...path.filter((part) => typeof part !== 'symbol')])
}

function readText(text: string, key: string): JsonValue {
  if (text.trim() === '') return []
  const parsed = parseJson(text, 'EXACT')
  if (!parsed.ok) throw new RowProblem('Its tools are a text that is no JSON', [key])
  return parsed.value
}

export const wrapped = (tool: JsonValue): JsonValue =>
  isObject(tool) && !('function' in tool) && 'name' in tool ? { type: 'function', function: tool } : tool
