import { Ajv, type ValidateFunction } from 'ajv'
import { type ArgumentCheck, checkRequired } from '@/lib/core/compliance/check'
import { readError } from './check-arguments'

/**
 * Holds arguments against schemas of any source, which may be broken or hostile: it takes no longer than the sizes below
 * allow and never throws. What cannot be checked within them is held only against what is required.
 */
export const checkForeignArguments: ArgumentCheck = (tool, value) => {
  try {
    const missing = checkRequired(tool, value)
    if (missing.length > 0) return missing
    if (JSON.stringify(value).length > LARGEST_VALUE) return []
    const validate = validatorOf(tool.function.parameters)
    // Null for what may be left out says that it was left out.
    const given = Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null))
    if (!validate || validate(given)) return []
    const problem = readError(validate.errors!.at(-1)!)
    return [`${problem.parameter || 'what is given'} ${problem.message}`.slice(0, LONGEST_MESSAGE)]
  } catch {
    return []
  }
}

const LARGEST_VALUE = 50_000
const LARGEST_SCHEMA = 20_000
const MOST_PARTS = 300
const DEEPEST = 20
const LONGEST_MESSAGE = 300
/** Schemas kept compiled; the responses of one source have the same few. */
const KEPT = 500

/** Stops at the first problem: a list of all could be as long as value and schema multiplied. */
const ajv = new Ajv({ strict: false, validateSchema: false, verbose: true, ownProperties: true, logger: false })
const kept = new Map<string, ValidateFunction | null>()

function validatorOf(schema: unknown): ValidateFunction | null {
  const key = JSON.stringify(schema ?? null)
  if (key.length > LARGEST_SCHEMA) return null
  const known = kept.get(key)
  if (known !== undefined) return known
  if (kept.size >= KEPT) kept.clear()
  const validate = compile(schema)
  kept.set(key, validate)
  return validate
}

function compile(schema: unknown): ValidateFunction | null {
  const budget = { parts: MOST_PARTS }
  try {
    const plain = plainSchema(schema, budget, 0)
    const validate = ajv.compile(plain)
    ajv.removeSchema(plain)
    return validate
  } catch {
    return null
  }
}

/** Keywords that are taken as they stand, where their values are of the kind that they ask for. */
const TAKEN: Record<string, (value: unknown) => boolean> = {
  type: (value) => [value].flat().length > 0 && [value].flat().every((one) => TYPES.has(one)),
  required: (value) => isTextList(value),
  enum: (value) => Array.isArray(value) && value.length > 0,
  const: (value) => value !== undefined,
  ...Object.fromEntries(
    ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'].map((one) => [one, Number.isFinite]),
  ),
  ...Object.fromEntries(
    ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'].map((one) => [one, isCount]),
  ),
}
const TYPES: ReadonlySet<unknown> = new Set(['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'])
const isTextList = (value: unknown) => Array.isArray(value) && value.every((one) => typeof one === 'string')
function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

/**
 * The schema with the keywords only that are known to end soon. `pattern` and `patternProperties` are left out, since
 * a regular expression may run for as long as its writer wants, `uniqueItems`, which compares each with each, and `$ref`,
 * which may go round. `oneOf` is read as `anyOf`, and `not` and `if` are left out: of parts that were made laxer they
 * would say what the schema does not.
 */
function plainSchema(schema: unknown, budget: { parts: number }, depth: number): Record<string, unknown> | boolean {
  budget.parts -= 1
  if (budget.parts < 0 || depth > DEEPEST) throw new RangeError('too large a schema')
  if (typeof schema === 'boolean') return schema
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return {}
  const given = schema as Record<string, unknown>
  const inner = (one: unknown) => plainSchema(one, budget, depth + 1)
  const lists = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => (isFilled(given[key]) ? [[key, given[key]] as const] : []))
  const unions = lists.map(([key, list]) => ({ [key === 'allOf' ? key : 'anyOf']: list.map(inner) }))
  return {
    ...Object.fromEntries(
      Object.entries(TAKEN).flatMap(([key, fits]) => (fits(given[key]) ? [[key, given[key]]] : [])),
    ),
    ...(isRecord(given.properties) && {
      properties: Object.fromEntries(Object.entries(given.properties).map(([name, one]) => [name, inner(one)])),
    }),
    ...(isSchema(given.items) && { items: inner(given.items) }),
    ...(isSchema(given.additionalProperties) &&
      given.patternProperties === undefined && { additionalProperties: inner(given.additionalProperties) }),
    ...(given.nullable === true && given.type !== undefined && { nullable: true }),
    ...(unions.length > 0 && { allOf: unions }),
  }
}

const isFilled = (value: unknown): value is unknown[] => Array.isArray(value) && value.length > 0
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isSchema = (value: unknown) => typeof value === 'boolean' || isRecord(value)
