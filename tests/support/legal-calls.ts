import type { JsonValue } from '@/lib/core/json/values'
import type { Tool } from '@/lib/environment/define-tool'
import type { Call } from '@/lib/environment/environment'
import type { Chance } from '@/lib/environment/random'
import type { Schema } from '@/lib/environment/schema'

/** Words that tools know what to do with, so that random calls get further than to "not found". */
const WORDS = [
  'Documents/notes.txt',
  '~/projects/shop',
  '/tmp/a.txt',
  'ls -la ~ | head -n 3',
  'echo hello > /tmp/a.txt && cat /tmp/a.txt',
  'sleep 20 & ps',
  'find . -name "*.txt"',
  'grep -rn o Documents',
  'https://www.example.com/articles/tides',
  'https://api.example.com/items',
  'http://localhost:8080/',
  'robin.vale@example.com',
  'robin@gmail.com',
  'robin@outlook.com',
  'robin@yahoo.com',
  'robin@163.com',
  '+12025550111',
  '@neighbours',
  'nginx',
  'requests',
  'tides',
  'How do tides work?',
  'A small harbour in the morning',
  'usb cable',
  '0x00000000000000000000000000000000000000aa',
  'constructor',
  '__proto',
  '',
  ' ',
  'all',
  'robin',
  '港口的早晨',
  `x${'𠀀'.repeat(120)}`,
  '2026-03-09T10:00:00Z',
  'USD',
  'ETH',
  '1.5',
  '12',
]

const ALPHABET = 'abcXYZ019 .,-_/@:#*?!"\'\\<>&|;$(){}[]\n\té漢😀'

/** A call that its tool's schema allows. `seen`: texts of earlier observations, taken up now and then. */
export function legalCall(tool: Tool, chance: Chance, seen: readonly string[] = []): Call {
  return { name: tool.name, arguments: JSON.stringify(legalValue(tool.parameters, chance, seen)) }
}

function legalValue(schema: Schema, chance: Chance, seen: readonly string[]): JsonValue {
  if (schema.enum) return chance.pick(schema.enum)
  const type = typeof schema.type === 'object' ? chance.pick(schema.type) : (schema.type ?? 'string')
  if (type === 'boolean') return chance.happens(0.5)
  if (type === 'integer' || type === 'number') return legalNumber(schema, type, chance)
  if (type === 'string') return legalText(schema, chance, seen)
  if (type === 'array') {
    const length = chance.int(schema.minItems ?? 0, Math.min(schema.maxItems ?? 3, (schema.minItems ?? 0) + 2))
    return Array.from({ length }, () => legalValue(schema.items ?? { type: 'string' }, chance, seen))
  }
  const required = schema.required ?? []
  const given = Object.entries(schema.properties ?? {}).filter(
    ([name]) => required.includes(name) || chance.happens(0.4),
  )
  const described = given.map(([name, inner]) => [name, legalValue(inner, chance, seen)] as const)
  // The reference requires a parameter or two that it does not describe: anything is legal there.
  const others = required.filter((name) => !Object.hasOwn(schema.properties ?? {}, name))
  return Object.fromEntries([...described, ...others.map((name) => [name, anyValue(chance, seen)] as const)])
}

const anyValue = (chance: Chance, seen: readonly string[]): JsonValue =>
  chance.pick([
    () => legalText({}, chance, seen),
    () => chance.int(0, 9),
    () => null,
    () => [{ item_id: legalText({}, chance, seen), quantity: chance.int(0, 3) }],
  ])()

function legalNumber({ minimum, maximum }: Schema, type: 'integer' | 'number', chance: Chance): number {
  const low = minimum ?? (chance.happens(0.1) ? -1_000_000 : 0)
  const high = maximum ?? Math.max(low, chance.pick([3, 30, 8_080, 1_000_000_000]))
  if (type === 'integer') return chance.int(Math.ceil(low), Math.floor(high))
  const value = low + (high - low) * chance.next()
  return chance.happens(0.5) ? Math.min(high, Math.max(low, Math.round(value))) : value
}

function legalText({ format, pattern, maxLength }: Schema, chance: Chance, seen: readonly string[]): string {
  if (pattern) return chance.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ', 3)
  if (format === 'uri')
    return chance.pick(['https://media.example.com/uploads/harbour.png', 'https://www.example.org/a.png', 'x:y'])
  const luck = chance.next()
  const text = luck < 0.35 && seen.length > 0 ? chance.pick(seen) : luck < 0.9 ? chance.pick(WORDS) : randomText(chance)
  return text.slice(0, maxLength ?? 300).toWellFormed()
}

const randomText = (chance: Chance) =>
  Array.from({ length: chance.int(0, 24) }, () => chance.pick([...ALPHABET])).join('')

/** Ids, addresses and names of an observation: short texts that a next call can take up. */
export function textsOf(value: JsonValue, into: string[] = []): string[] {
  if (into.length > 30) return into
  if (typeof value === 'string' && value.length > 0 && value.length <= 80) into.push(value)
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) textsOf(inner, into)
  return into
}
