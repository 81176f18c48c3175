import { printValue } from '@/lib/core/json/print'

/** What the demo model reads of a tool: its name, the first words about it, and what it requires. */
export interface DemoTool {
  name: string
  about: string
  required: { name: string; about: string; type: string; options: string[] }[]
}

type Json = Record<string, unknown>
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const text = (value: unknown) => (typeof value === 'string' ? value : '')

function readTool(value: unknown): DemoTool | null {
  if (typeof value === 'string') return { name: value, about: '', required: [] }
  if (!isJson(value)) return null
  const tool = isJson(value.function) ? value.function : value
  const parameters = isJson(tool.parameters) ? tool.parameters : {}
  const properties = isJson(parameters.properties) ? parameters.properties : {}
  const required = Array.isArray(parameters.required) ? parameters.required.map(text) : []
  return {
    name: text(tool.name),
    about: text(tool.description).split(/(?<=[.!?])\s/)[0] ?? '',
    required: required.flatMap((name) => {
      const schema = isJson(properties[name]) ? properties[name] : {}
      const options = Array.isArray(schema.enum) ? schema.enum.map((one) => printValue(one)) : []
      return [{ name, about: text(schema.description), type: text(schema.type) || 'string', options }]
    }),
  }
}

/** The block of tools: a JSON list of function schemas, or of names. What cannot be read is left out. */
export function readTools(block: string): DemoTool[] {
  try {
    const list: unknown = JSON.parse(block)
    return (Array.isArray(list) ? list : [list])
      .map(readTool)
      .filter((tool) => tool !== null && tool.name !== '') as DemoTool[]
  } catch {
    return []
  }
}
