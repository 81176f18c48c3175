/** Arguments that fit a tool's schema, to begin a try with: what is required, in values that read like such a thing. */
export function exampleArguments(parameters: unknown): Record<string, unknown> {
  const properties = fieldOf(parameters, 'properties')
  const required = fieldOf(parameters, 'required')
  const names = Array.isArray(required) ? required.filter((name) => typeof name === 'string') : []
  return Object.fromEntries(names.map((name) => [name, exampleOf(name, fieldOf(properties, name), 0)]))
}

/** By what a parameter's name says, the first that fits. */
const TEXTS: readonly [RegExp, string][] = [
  [/currency/, 'USD'],
  [/email|sender|recipient|^to$|^from$|^cc$/, 'ada@example.org'],
  [/phone|mobile/, '+12025550111'],
  [/url|uri|link|image|video|audio|media|file_path/, 'https://example.com/a'],
  [/address|location|area|city/, '12 Example Street, Springfield'],
  [/keyword|query|search|term/, 'coffee'],
  [/^path$|directory|folder/, '/home/robin'],
  [/command/, 'ls'],
  [/host|domain|target/, 'example.com'],
  [/merchant_id/, 'merchant.com.example.shop'],
  [/user_?name|user/, 'robin'],
  [/time|date/, '2026-03-20 12:00'],
  [/subject|title|name/, 'Tea on Friday'],
  [/text|message|content|comment|caption|body|prompt|description/, 'Tea on Friday at four.'],
]
const DEEPEST = 4

function exampleOf(name: string, schema: unknown, depth: number): unknown {
  const values = fieldOf(schema, 'enum')
  const preset = fieldOf(schema, 'default')
  if (preset !== undefined && preset !== null) return preset
  if (Array.isArray(values) && values.length > 0) return values[0]
  const type = fieldOf(schema, 'type')
  const kind = Array.isArray(type) ? type[0] : type
  if (kind === 'integer' || kind === 'number') return fieldOf(schema, 'minimum') ?? 1
  if (kind === 'boolean') return false
  if (kind === 'array') return exampleList(name, schema, depth)
  if (kind === 'object') return depth < DEEPEST ? exampleObject(schema, depth + 1) : {}
  return TEXTS.find(([shape]) => shape.test(name.toLowerCase()))?.[1] ?? name.replaceAll('_', ' ')
}

function exampleList(name: string, schema: unknown, depth: number): unknown[] {
  if (depth >= DEEPEST) return []
  const least = fieldOf(schema, 'minItems')
  const length = typeof least === 'number' ? Math.max(1, Math.min(least, 10)) : 1
  return Array.from({ length }, () => exampleOf(name, fieldOf(schema, 'items'), depth + 1))
}

/** Of an object, all properties where none is required: an empty one would say nothing. */
function exampleObject(schema: unknown, depth: number): Record<string, unknown> {
  const properties = fieldOf(schema, 'properties')
  const required = fieldOf(schema, 'required')
  const names = Array.isArray(required) ? required.map(String) : Object.keys(isRecord(properties) ? properties : {})
  return Object.fromEntries(names.map((name) => [name, exampleOf(name, fieldOf(properties, name), depth)]))
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const fieldOf = (value: unknown, key: string): unknown => (isRecord(value) ? value[key] : undefined)
