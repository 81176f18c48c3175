/** What a schema for `strict` output may say. Anything else is sent without `strict`: still a guide, no guarantee. */
const KNOWN = new Set([
  '$schema',
  'type',
  'description',
  'title',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'enum',
  'const',
  'anyOf',
  'minItems',
  'maxItems',
  'minimum',
  'maximum',
  'pattern',
])

type Schema = Record<string, unknown>
const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether every object of the schema is closed and asks for all of its properties, by keywords that strict output knows. */
export function allowsStrict(schema: unknown): boolean {
  if (!isSchema(schema) || Object.keys(schema).some((key) => !KNOWN.has(key))) return false
  if (schema.type === 'object' || schema.properties !== undefined) {
    const properties = isSchema(schema.properties) ? schema.properties : {}
    const required = Array.isArray(schema.required) ? schema.required : []
    if (schema.additionalProperties !== false || Object.keys(properties).some((key) => !required.includes(key)))
      return false
    if (!Object.values(properties).every(allowsStrict)) return false
  }
  if (schema.items !== undefined && !allowsStrict(schema.items)) return false
  return !Array.isArray(schema.anyOf) || schema.anyOf.every(allowsStrict)
}
