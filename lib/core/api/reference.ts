import { ENDPOINTS } from './endpoints'
import { openApiDocument } from './openapi'

export interface ReferenceField {
  name: string
  place: 'path' | 'query' | 'header'
  required: boolean
  /** In words: type, choices, limits. */
  type: string
  description: string | null
}
export interface ReferenceOperation {
  id: string
  method: string
  path: string
  scope: string
  summary: string
  description: string | null
  fields: ReferenceField[]
  /** JSON Schema of the body; a file says so; null: none. */
  body: object | 'file' | null
  status: number
  answer: object | 'file'
}
export interface ReferenceSubject {
  name: string
  operations: ReferenceOperation[]
}

type Json = Record<string, unknown>

/** The OpenAPI document of /api/v1 as people read it: by subject, in its own order. */
export function apiReference(server: string): ReferenceSubject[] {
  const document = openApiDocument(server) as { tags: { name: string }[]; paths: Record<string, Record<string, Json>> }
  return document.tags.map(({ name }) => ({
    name,
    operations: ENDPOINTS.filter(({ subject }) => subject === name).map((endpoint) => {
      const { id, method, path, scope, summary, description, status, file, gives } = endpoint
      const operation = document.paths[path]![method.toLowerCase()]!
      const fields = (operation.parameters as Json[]).map(toField)
      return {
        ...{ id, method, path, scope, summary, description: description ?? null, fields, status },
        body: file ? 'file' : schemaIn(operation.requestBody),
        answer: gives ? 'file' : (schemaIn((operation.responses as Json)[status]) ?? {}),
      }
    }),
  }))
}

const schemaIn = (part: unknown): object | null =>
  (part as { content?: Record<string, { schema: object }> } | undefined)?.content?.['application/json']?.schema ?? null

const toField = (parameter: Json): ReferenceField => ({
  name: String(parameter.name),
  place: parameter.in as ReferenceField['place'],
  required: parameter.required === true,
  type: typeWords(parameter.schema as Json),
  description: typeof parameter.description === 'string' ? parameter.description : null,
})

function typeWords(schema: Json): string {
  const { type, format, enum: choices, const: only, default: usual, minimum, maximum, pattern } = schema
  const kind = Array.isArray(choices)
    ? choices.join(', ')
    : only !== undefined
      ? String(only)
      : [type, format && `(${format})`].filter(Boolean).join(' ') || 'text'
  const from = typeof minimum === 'number' && typeof maximum === 'number' && maximum < 2_147_483_647
  const range = from ? ` from ${minimum} to ${maximum}` : ''
  const list = typeof pattern === 'string' && /^\^\(([\w|]+)\)\(,/.exec(pattern)?.[1]
  const words = list ? `some of ${list.replaceAll('|', ', ')}, divided by commas` : `${kind}${range}`
  return usual === undefined ? words : `${words}; ${String(usual)} unless given`
}

/** Every operation as a line of a Markdown table: what the documentation has of it, and is held against. */
export function referenceTable(): string {
  const rows = ENDPOINTS.map(({ method, path, scope, summary }) => [`\`${method} ${path}\``, `\`${scope}\``, summary])
  const head = ['Operation', 'Scope', 'Does']
  const widths = head.map((word, index) => Math.max(word.length, ...rows.map((row) => row[index]!.length)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index]!)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
