import { parseJson } from '@/lib/core/json/parse'
import { JSON_LIMITS, type JsonIssueCode } from '@/lib/core/json/tokens'
import { formatPath, type JsonValue } from '@/lib/core/json/values'
import { checkArguments } from './check-arguments'
import type { Outcome, Tool } from './define-tool'
import type { JsonObject } from './schema'
import { findTool } from './tools'
import { createWorld, nextTurn, type World } from './world'

/** Raised whenever an old call would be answered in other words: a trajectory names the version that it was made with. */
export const WORLD_VERSION = '1'

/** A call as a model wrote it. */
export interface Call {
  name: string
  /** JSON text, in so far as the model kept to that. */
  arguments: string
}

export interface Observed {
  /** JSON text. */
  observation: string
  error: boolean
}

/** Characters of one observation; what is longer is answered by an error, as a context window could not hold it. */
const OBSERVATION_SIZE = 200_000

/**
 * Makes one call: its observation and the world after it. Never throws. Unknown tools, bad arguments and refused actions
 * are observations with `error`; every call, those included, takes a turn. `offered`: names that may be called; all
 * when left out.
 */
export function callTool(world: World, call: Call, offered?: readonly string[]): Observed & { world: World } {
  const turn = nextTurn(world)
  const tool = findTool(call.name)
  if (offered && !offered.includes(call.name)) return refuse(turn.world, notOffered(call.name, offered))
  if (!tool)
    return refuse(turn.world, { code: 'unknown_tool', message: `There is no tool called ${quote(call.name)}.` })
  const args = readArguments(tool, call.arguments)
  if (!args.ok) return refuse(turn.world, args.error)
  return print(turn.world, runSafely(tool, args.value, turn))
}

/** Makes calls one after the other from a new world. The first n of them again give the first n observations again. */
export function replay(
  seed: number,
  calls: readonly Call[],
  offered?: readonly string[],
): { observations: Observed[]; world: World } {
  let world = createWorld(seed)
  const observations = calls.map((call) => {
    const { observation, error, world: after } = callTool(world, call, offered)
    world = after
    return { observation, error }
  })
  return { observations, world }
}

interface CallError {
  [key: string]: string | JsonObject[] | string[]
  code: string
  message: string
}

const refuse = (world: World, error: CallError) => ({ observation: JSON.stringify({ error }), error: true, world })

const quote = (name: string) => JSON.stringify(name.length <= 100 ? name : `${name.slice(0, 100)}…`)

const notOffered = (name: string, offered: readonly string[]): CallError => ({
  code: 'tool_not_offered',
  message: `${quote(name)} is none of the tools that were offered.`,
  offered: [...offered],
})

function readArguments(tool: Tool, text: string): { ok: true; value: JsonObject } | { ok: false; error: CallError } {
  const value = text.trim() === '' ? {} : parseArguments(text)
  if (value === undefined) return refused('arguments_not_json', whyNotJson(text))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const kind = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`
    return refused('arguments_not_object', `The arguments must be a JSON object, got ${kind}.`)
  }
  const problems = checkArguments(tool, value)
  if (problems.length === 0) return { ok: true, value }
  const sentences = problems.map(({ parameter, message }) => `${parameter || 'arguments'} ${message}.`)
  return refused('invalid_arguments', sentences.join(' '), { problems: problems.map((one) => ({ ...one })) })
}

/** As vendors' own parsers read it: of a key that stands twice the last one counts. undefined: it is no JSON. */
function parseArguments(text: string): JsonValue | undefined {
  try {
    return isTooDeep(text) ? undefined : (JSON.parse(text) as JsonValue)
  } catch {
    return undefined
  }
}

/** Deeper values could end in an overflowing stack where they are printed again. Brackets inside texts count too. */
const DEPTH = JSON_LIMITS.depth

function isTooDeep(text: string): boolean {
  if (text.length <= DEPTH * 2) return false
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 123 || code === 91) {
      if (++depth > DEPTH) return true
    } else if (code === 125 || code === 93) depth--
  }
  return false
}

/** In our own words, which no engine changes: replayed observations must not. */
function whyNotJson(text: string): string {
  const parsed = parseJson(text)
  const fault = parsed.ok ? undefined : parsed.problems.find(({ code }) => !STEPPED_OVER.has(code))
  if (!fault) return `The arguments are nested deeper than ${DEPTH} levels, or hold that many brackets.`
  const where = fault.path.length > 0 ? ` (${formatPath(fault.path)})` : ''
  return `Line ${fault.at.line}, column ${fault.at.column}${where}: ${fault.message}`
}

const STEPPED_OVER: ReadonlySet<string> = new Set<JsonIssueCode>([
  'duplicate_key',
  'unsafe_key',
  'lone_surrogate',
  'nul_character',
  'number_out_of_range',
])

const refused = (code: string, message: string, more?: { problems: JsonObject[] }) => ({
  ok: false as const,
  error: { code, message, ...more },
})

/** A fault of a tool's own must not end somebody's trajectory; tests see to it that there is none. */
function runSafely(tool: Tool, args: JsonObject, turn: ReturnType<typeof nextTurn>): Outcome {
  try {
    return tool.run(turn.world, args, turn.chance)
  } catch {
    const error = { code: 'tool_fault', message: `${tool.name} failed for a reason of its own; nothing was changed.` }
    return { world: turn.world, observation: { error }, error: true }
  }
}

function print(before: World, { observation, world, error }: Outcome) {
  const text = JSON.stringify(observation)
  if (text.length <= OBSERVATION_SIZE) return { observation: text, error: error === true, world }
  const message = `The result has ${text.length} characters; at most ${OBSERVATION_SIZE} can be returned. Nothing was changed.`
  return refuse(before, { code: 'result_too_long', message })
}
