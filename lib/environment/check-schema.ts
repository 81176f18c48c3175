import { Ajv } from 'ajv'
import type { JsonObject } from '@/lib/core/record/conversation'

const ajv = new Ajv({ strict: false, logger: false, addUsedSchema: false })
const LARGEST = 20_000
const KEPT = 2_000
const known = new Map<string, string | null>()

/** Why a tool's parameters are no JSON Schema (draft 7), in words; null: they are one. Compiles nothing. */
export function checkSchema(schema: JsonObject): string | null {
  const key = JSON.stringify(schema)
  if (key.length > LARGEST) return null
  const found = known.get(key)
  if (found !== undefined) return found
  if (known.size >= KEPT) known.clear()
  const answer = judge(schema)
  known.set(key, answer)
  return answer
}

function judge(schema: JsonObject): string | null {
  try {
    if (ajv.validateSchema(schema) === true) return null
    const [first] = ajv.errors ?? []
    return first ? `${first.instancePath || 'it'} ${first.message}` : 'it is not valid'
  } catch (error) {
    return error instanceof Error ? error.message : 'it is not valid'
  }
}
