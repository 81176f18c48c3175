import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { JsonValue } from '@/lib/core/json/values'
import type { Tool } from './define-tool'
import type { JsonObject, Schema } from './schema'

/** What was wrong with one parameter: "args.port" or "to[2]"; empty for the arguments as a whole. */
export interface ArgumentProblem {
  parameter: string
  message: string
}

const ajv = new Ajv({ allErrors: true, useDefaults: true, strict: false, verbose: true, logger: false })
ajv.addFormat('uri', (text: string) => /^[a-z][a-z0-9+.-]*:\S+$/i.test(text))

interface Check {
  validate: ValidateFunction
  /** Parameters whose default is null: null means that they were left out. */
  nullable: string[]
}

const checks = new WeakMap<Tool, Check>()

function checkOf(tool: Tool): Check {
  const known = checks.get(tool)
  if (known) return known
  const nullable = Object.entries(tool.parameters.properties).flatMap(([name, schema]) =>
    schema.default === null ? [name] : [],
  )
  const check = { validate: ajv.compile(withoutNullDefaults(tool.parameters)), nullable }
  checks.set(tool, check)
  return check
}

function withoutNullDefaults(schema: Schema): Schema {
  const { default: value, properties, items, ...rest } = schema
  return {
    ...rest,
    ...(value !== undefined && value !== null && { default: value }),
    ...(items && { items: withoutNullDefaults(items) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, inner]) => [name, withoutNullDefaults(inner)]),
      ),
    }),
  }
}

/** Checks arguments against the tool's schema and fills its defaults into them, in place. Empty: they fit. */
export function checkArguments(tool: Tool, args: JsonObject): ArgumentProblem[] {
  const { validate, nullable } = checkOf(tool)
  for (const name of nullable) if (args[name] === null) delete args[name]
  return validate(args) ? [] : (validate.errors ?? []).map(readError)
}

export function readError(error: ErrorObject): ArgumentProblem {
  const path = parameterAt(error.instancePath)
  if (error.keyword === 'required') {
    const name = String(error.params.missingProperty)
    return { parameter: path ? `${path}.${name}` : name, message: 'is required but missing' }
  }
  return { parameter: path, message: `${RULES[error.keyword]?.(error) ?? error.message}, got ${shown(error.data)}` }
}

const RULES: Record<string, (error: ErrorObject) => string> = {
  type: ({ params }) => `must be of type ${[params.type].flat().join(' or ')}`,
  enum: ({ params }) => `must be one of ${JSON.stringify(params.allowedValues)}`,
  minimum: ({ params }) => `must be at least ${params.limit}`,
  maximum: ({ params }) => `must be at most ${params.limit}`,
  maxLength: ({ params }) => `must have at most ${params.limit} characters`,
  minItems: ({ params }) => `must have at least ${params.limit} items`,
  maxItems: ({ params }) => `must have at most ${params.limit} items`,
  pattern: ({ params }) => `must match ${params.pattern}`,
  format: ({ params }) => `must be a ${params.format}`,
}

/** "/args/ports/0" → "args.ports[0]" */
const parameterAt = (pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : path ? `${path}.${part}` : part), '')

const SHOWN = 60

function shown(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'an object'
  const text = JSON.stringify(value as JsonValue)
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`
}
