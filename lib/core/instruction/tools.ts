import { printValue } from '../json/print'
import type { ToolSchema } from './content'

/** A tool's schema as people read it. Tolerant: what a source got wrong is shown as it is, never guessed. */

export interface ToolParameter {
  name: string
  /** "string", "array of number", "one of: low, high" …; empty when the schema does not say. */
  type: string
  required: boolean
  description: string
  /** The closed values, where the schema has them, as printValue prints them. */
  values: string[]
  /** JSON Schema's `format`, e.g. "date". */
  format: string
}
export interface ToolView {
  name: string
  description: string
  parameters: ToolParameter[]
}

export function readTool({ function: { name, description, parameters } }: ToolSchema): ToolView {
  const required = listAt(parameters, 'required')
  const properties = fieldOf(parameters, 'properties')
  return {
    name,
    description: typeof description === 'string' ? description : '',
    parameters: isRecord(properties)
      ? Object.entries(properties).map(([key, schema]) => readParameter(key, schema, required.includes(key)))
      : [],
  }
}

function readParameter(name: string, schema: unknown, required: boolean): ToolParameter {
  const values = [...listAt(schema, 'enum'), ...listAt(fieldOf(schema, 'items'), 'enum')].map((one) => printValue(one))
  return {
    name,
    required,
    type: typeOf(schema),
    description: textAt(schema, 'description'),
    values,
    format: textAt(schema, 'format') || textAt(fieldOf(schema, 'items'), 'format'),
  }
}

function typeOf(schema: unknown): string {
  const type = fieldOf(schema, 'type')
  const words = Array.isArray(type)
    ? type.filter((one) => typeof one === 'string').join(' or ')
    : textAt(schema, 'type')
  const items = textAt(fieldOf(schema, 'items'), 'type')
  return words === 'array' && items ? `array of ${items}` : words
}

/**
 * The tools beside the steps that they stand for: by the capability's own tools, else by place where there are as many
 * tools as steps. `rest` are tools that no step is known to use.
 */
export function toolsBySteps<T extends { name: string }>(
  steps: readonly { tools: readonly { name: string }[] }[],
  tools: readonly T[],
): { bySteps: (T | null)[]; rest: T[] } {
  const left = [...tools]
  const take = (at: number) => (at < 0 ? null : (left.splice(at, 1)[0] ?? null))
  const known = steps.map((step) => take(left.findIndex((tool) => step.tools.some(({ name }) => name === tool.name))))
  if (tools.length !== steps.length) return { bySteps: known, rest: left }
  const bySteps = known.map((tool, place) => tool ?? take(left.findIndex(({ name }) => name === tools[place]!.name)))
  return { bySteps, rest: left }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const fieldOf = (value: unknown, key: string): unknown => (isRecord(value) ? value[key] : undefined)
const textAt = (value: unknown, key: string): string => {
  const text = fieldOf(value, key)
  return typeof text === 'string' ? text : ''
}
const listAt = (value: unknown, key: string): unknown[] => {
  const list = fieldOf(value, key)
  return Array.isArray(list) ? list : []
}
