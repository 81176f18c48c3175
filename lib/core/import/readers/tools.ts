import { instructionContentSchema, MOST_TOOLS, TOOLS_SIZE, type ToolSchema } from '../../instruction/content'
import { parseJson } from '../../json/parse'
import type { JsonValue } from '../../json/values'
import { isObject } from '../../record/arguments'
import { RowProblem } from './row'

const toolsSchema = instructionContentSchema.shape.tools

/** A list, or the JSON text of one, of functions with or without their wrapping. */
export function readTools(given: JsonValue | undefined, key = 'tools'): ToolSchema[] {
  if (given === undefined || given === null) return []
  const value = typeof given === 'string' ? readText(given, key) : given
  if (!Array.isArray(value)) throw new RowProblem('Its tools are no list', [key])
  const checked = toolsOnce(value.map(wrapped))
  if (checked.success) return checked.data
  const { message, path } = checked.error.issues[0]!
  throw new RowProblem(message, [key, ...path.filter((part) => typeof part !== 'symbol')])
}

/** Tools kept, and the longest of them: rows of one source as a rule offer the same few. */
const MOST_KEPT = 1_000
const LONGEST_KEPT = 10_000
const kept = new Map<string, ToolSchema>()

/**
 * The tools of a row, the same ones as objects of their own wherever they stood before, so that what is made of a tool
 * can be kept by it. Only tools that were checked are kept; how many there may be, and how long, is asked of each row.
 */
function toolsOnce(given: JsonValue[]): ReturnType<typeof toolsSchema.safeParse> {
  const keys = given.map((tool) => JSON.stringify(tool))
  const known = keys.map((key) => kept.get(key))
  // As long as JSON has them: with two brackets, and a comma between each two.
  const size = keys.reduce((sum, key) => sum + key.length + 1, 1)
  if (given.length <= MOST_TOOLS && size <= TOOLS_SIZE && known.every((tool) => tool !== undefined)) {
    return { success: true, data: known }
  }
  const checked = toolsSchema.safeParse(given)
  if (!checked.success) return checked
  const data = checked.data.map((tool, place) => known[place] ?? tool)
  keys.forEach((key, place) => {
    if (key.length > LONGEST_KEPT || known[place]) return
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(key, data[place]!)
  })
  return { success: true, data }
}

function readText(text: string, key: string): JsonValue {
  if (text.trim() === '') return []
  const parsed = parseJson(text, 'EXACT')
  if (!parsed.ok) throw new RowProblem('Its tools are a text that is no JSON', [key])
  return parsed.value
}

export const wrapped = (tool: JsonValue): JsonValue =>
  isObject(tool) && !('function' in tool) && 'name' in tool ? { type: 'function', function: tool } : tool
