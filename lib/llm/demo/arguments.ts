import type { Chance } from './random'

/** Arguments that fit a tool's schema, made of what the request says and of reserved names where it says nothing. */

export type Schema = Readonly<Record<string, unknown>>
const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const first = (text: string, pattern: RegExp) => pattern.exec(text)?.[0]
const quoted = (text: string) => /[“"]([^”"]{2,200})[”"]/.exec(text)?.[1]
const opening = (text: string) => text.replace(/\s+/g, ' ').trim().split(' ').slice(0, 6).join(' ') || 'a short note'

/** By what a parameter is called; the first that fits. */
const STRINGS: readonly [RegExp, (asked: string) => string][] = [
  [/mail|recipient|^(to|from|cc|bcc)$/, (asked) => first(asked, /[\w.+-]+@[\w-]+(\.[\w-]+)+/) ?? 'dana@example.com'],
  [
    /url|uri|link|endpoint|host|domain/,
    (asked) => first(asked, /https?:\/\/[^\s”"),]+/) ?? 'https://example.org/notes',
  ],
  [/path|file|folder|directory/, (asked) => first(asked, /\/[\w./-]{3,}/) ?? '/home/sam/notes.txt'],
  [/phone|number_to|mobile/, (asked) => first(asked, /\+\d[\d ]{6,}\d/)?.replaceAll(' ', '') ?? '+12025550114'],
  [/date|day/, (asked) => first(asked, /\d{4}-\d{2}-\d{2}/) ?? '2026-03-10'],
  [/time/, (asked) => first(asked, /\d{1,2}:\d{2}/) ?? '09:00'],
  [/amount|price|total|value/, (asked) => first(asked, /\d+(\.\d+)?/) ?? '24.50'],
  [/currency/, () => 'EUR'],
  [/command|script/, () => 'ls -l'],
  [/address|location|area|city/, (asked) => first(asked, /\d+ [A-Z]\w+ [A-Z]\w+/) ?? '12 Quay Lane, Lindenfeld'],
  [/lang/, () => 'en'],
  [
    /(^|_)(id|uuid|token|key|hash|identifier)$/,
    (asked) => first(asked, /\b[A-Z]{1,3}-\d{2,}\b|\b\d{4,}\b/) ?? 'A-1042',
  ],
  [/user|name|account|handle/, (asked) => first(asked, /\b[a-z]+_[a-z0-9_]+\b/) ?? 'harbour_friends'],
]

function stringFor(name: string, schema: Schema, asked: string): string {
  const found = STRINGS.find(([pattern]) => pattern.test(name.toLowerCase()))
  const text = found ? found[1](asked) : (quoted(asked) ?? opening(asked))
  const most = typeof schema.maxLength === 'number' ? schema.maxLength : 500
  return text.slice(0, most)
}

function numberFor(schema: Schema, asked: string, whole: boolean): number {
  const said = Number(first(asked, /\b\d{1,4}(\.\d+)?\b/) ?? '3')
  const least = typeof schema.minimum === 'number' ? schema.minimum : 1
  const most = typeof schema.maximum === 'number' ? schema.maximum : Math.max(least, 1_000)
  const value = Math.min(Math.max(said, least), most)
  return whole ? Math.trunc(value) : value
}

function valueFor(name: string, schema: Schema, asked: string, chance: Chance): unknown {
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return chance.pick(schema.enum)
  if (schema.const !== undefined) return schema.const
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  switch (type) {
    case 'integer':
    case 'number':
      return numberFor(schema, asked, type === 'integer')
    case 'boolean':
      return chance.oneIn(2)
    case 'array':
      return [
        valueFor(name.replace(/s$/, ''), isSchema(schema.items) ? schema.items : { type: 'string' }, asked, chance),
      ]
    case 'object':
      return buildArguments(schema, asked, chance)
    default:
      return stringFor(name, schema, asked)
  }
}

/** What is required, and now and then one thing that is not. */
export function buildArguments(parameters: Schema, asked: string, chance: Chance): Record<string, unknown> {
  const properties = isSchema(parameters.properties) ? parameters.properties : {}
  const required = Array.isArray(parameters.required) ? parameters.required.map(String) : []
  const rest = Object.keys(properties).filter((name) => !required.includes(name))
  const more = rest.length > 0 && chance.oneIn(4) ? [chance.pick(rest)] : []
  return Object.fromEntries(
    [...required, ...more].map((name) => {
      const schema = properties[name]
      return [name, valueFor(name, isSchema(schema) ? schema : {}, asked, chance)]
    }),
  )
}

/** The same with one thing wrong: a required parameter left out, or a number where there should be none. */
export function spoilArguments(good: Record<string, unknown>, chance: Chance): Record<string, unknown> {
  const names = Object.keys(good)
  if (names.length === 0) return { surprise: 1 }
  const one = chance.pick(names)
  return Object.fromEntries(Object.entries(good).filter(([name]) => name !== one))
}
