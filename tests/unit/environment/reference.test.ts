import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { listTools, schemaOf } from '@/lib/environment/tools'
import { agentAlignFolder, withoutAgentAlign } from '../../support/agentalign'

/** The reference is read where it lies; what is compared are names and rules, never its prose. */
const toolsFile = path.join(agentAlignFolder, 'synthetic_tools.json')
const hasTools = existsSync(toolsFile)
if (!hasTools) console.info(`Tools are not compared: ${withoutAgentAlign}`)

interface Reference {
  function: { name: string; description: string; parameters: unknown }
}

const readJson = <T>(name: string) => JSON.parse(readFileSync(path.join(agentAlignFolder, name), 'utf8')) as T

/** Words for people; and "optional", which is no keyword and says what `required` says. */
const WORDS = new Set(['description', 'title', 'examples', 'optional'])

/** A schema's rules without its words. `inProperties`: keys are names of parameters there, not keywords. */
function rulesOf(value: unknown, inProperties = false): unknown {
  if (Array.isArray(value)) return value.map((one) => rulesOf(one))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => inProperties || !WORDS.has(key))
      .map(([key, inner]) => [key, rulesOf(inner, key === 'properties' && !inProperties)]),
  )
}

/** Every description of a schema, its parameters' among them. */
function wordsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const own = 'description' in value && typeof value.description === 'string' ? [value.description] : []
  return [...own, ...Object.values(value).flatMap(wordsOf)]
}

test.runIf(hasTools)(
  'there are the tools of the reference, with its parameters, types, bounds, defaults and values',
  () => {
    const reference = new Map(
      readJson<Reference[]>('synthetic_tools.json').map((tool) => [
        tool.function.name,
        rulesOf(tool.function.parameters),
      ]),
    )
    expect(reference.size).toBe(86)
    const ours = new Map(listTools().map(({ name, parameters }) => [name, rulesOf(parameters)]))
    expect([...ours.keys()].sort()).toEqual([...reference.keys()].sort())
    for (const [name, rules] of ours) expect(rules, name).toEqual(reference.get(name))
  },
)

test.runIf(hasTools)('each tool stands for the capability that it has in the reference', () => {
  const byCapability = readJson<Record<string, string[]>>('capability_to_tools.json')
  const reference = Object.entries(byCapability).flatMap(([capability, names]) =>
    names.map((name) => [name, capability]),
  )
  expect(Object.keys(byCapability)).toHaveLength(43)
  expect(Object.fromEntries(listTools().map(({ name, capability }) => [name, capability]))).toEqual(
    Object.fromEntries(reference),
  )
})

test.runIf(hasTools)('descriptions are our own words', () => {
  const theirs = new Set(readJson<Reference[]>('synthetic_tools.json').flatMap((tool) => wordsOf(tool.function)))
  const copied = listTools().flatMap((tool) =>
    wordsOf(schemaOf(tool).function).filter((text) => theirs.has(text) && text.length > 24),
  )
  expect(copied).toEqual([])
})

test('every tool and every parameter is described', () => {
  const silent = listTools().flatMap((tool) => [
    ...(tool.description.length < 20 ? [tool.name] : []),
    ...Object.entries(tool.parameters.properties).flatMap(([name, { description }]) =>
      description ? [] : [`${tool.name}.${name}`],
    ),
  ])
  expect(silent).toEqual([])
  expect(new Set(listTools().map(({ name }) => name)).size).toBe(listTools().length)
})
