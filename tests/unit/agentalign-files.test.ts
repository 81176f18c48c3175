import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { lintChainSet } from '@/lib/core/chain/lint-set'
import { AgentAlignChainWriter } from '@/lib/core/export/agentalign-chains'
import { DETECT_CHARACTERS, detectFormat } from '@/lib/core/import/detect-format'
import { ImportFileReader } from '@/lib/core/import/read-file'
import type { ImportRecord } from '@/lib/core/import/records'
import { agentAlignFolder, hasAgentAlign, withoutAgentAlign } from '../support/agentalign'

const FILES = {
  'harmful_categories.json': 'agentalign-taxonomy',
  'tool_capabilities.json': 'agentalign-capabilities',
  'capability_to_tools.json': 'agentalign-capability-tools',
  'fine-grained_api_categories.json': 'agentalign-tool-capability',
  'synthetic_tools.json': 'agentalign-tools',
  'seed_tool_chains.json': 'agentalign-chains',
  'merged_tool_chains_cleaned.json': 'agentalign-chains',
} as const
type FileName = keyof typeof FILES

function records<K extends ImportRecord['kind']>(name: FileName, kind: K): Extract<ImportRecord, { kind: K }>[] {
  const reader = new ImportFileReader(name, FILES[name])
  const bytes = readAgentAlign(name)
  const events = []
  for (let from = 0; from < bytes.length; from += 4_096)
    events.push(...reader.write(bytes.subarray(from, from + 4_096)))
  events.push(...reader.end())
  expect(events.filter(({ type }) => type === 'problem')).toEqual([])
  const found = events.flatMap((event) => (event.type === 'record' ? [event.record] : []))
  expect(new Set(found.map((record) => record.kind))).toEqual(new Set([kind]))
  return found as Extract<ImportRecord, { kind: K }>[]
}

const readAgentAlign = (name: string) => readFileSync(path.join(agentAlignFolder, name))
const onFiles = test.skipIf(!hasAgentAlign)
if (!hasAgentAlign) process.stderr.write(`Skipped: ${withoutAgentAlign}\n`)

onFiles.each(Object.entries(FILES))('%s is detected as %s', (name, format) => {
  expect(detectFormat(readAgentAlign(name).toString('utf8').slice(0, DETECT_CHARACTERS))).toBe(format)
})

onFiles('the set has exactly the figures that its authors and its files give', () => {
  const listed = new Set(records('tool_capabilities.json', 'capability').map(({ name }) => name))
  const map = records('capability_to_tools.json', 'capability-tools')
  const names = new Set([...listed, ...map.map(({ capability }) => capability)])
  const lint = lintChainSet({
    chains: records('merged_tool_chains_cleaned.json', 'chain'),
    capabilities: [...names].map((name) => ({
      name,
      listed: listed.has(name),
      tools: map.find(({ capability }) => capability === name)?.tools,
    })),
    taxonomy: records('harmful_categories.json', 'category').map(({ category, subcategories }) => ({
      slug: category,
      severity: null,
      children: subcategories.map((slug) => ({ slug, severity: null })),
    })),
  })
  expect(lint.counts).toMatchObject({
    chains: 240,
    categories: 8,
    subcategories: 64,
    capabilitiesListed: 42,
    tools: 86,
    distinctSequences: 161,
    repeatedSequences: 39,
    chainsMissingCapability: 11,
    chainsLengthOutOfRange: 0,
    chainsEmptyExplanation: 0,
  })
  expect(lint.missingCapabilities).toEqual([{ name: 'Cryptography.create_bitcoin_payment', chains: 11, known: true }])
  expect(lint.unusedCapabilities).toEqual(['System_Tools.get_info'])
  expect(lint.thinSubcategories).toHaveLength(9)
  expect(lint.withoutSeverity).toHaveLength(64)
  expect(lint.unknownCategories).toEqual([])
})

onFiles('86 tool schemas, the two maps and 17 seed chains are read', () => {
  expect(records('synthetic_tools.json', 'tool')).toHaveLength(86)
  const map = records('capability_to_tools.json', 'capability-tools')
  expect(map).toHaveLength(43)
  const pairs = map.flatMap(({ capability, tools }) => tools.map((tool) => `${tool} ${capability}`))
  const inverse = records('fine-grained_api_categories.json', 'tool-capability')
  expect(inverse.map(({ tool, capability }) => `${tool} ${capability}`).sort()).toEqual(pairs.sort())
  expect(records('seed_tool_chains.json', 'chain')).toHaveLength(17)
})

onFiles('the chain file taken out holds what the one brought in held', () => {
  const writer = new AgentAlignChainWriter()
  const parts = records('merged_tool_chains_cleaned.json', 'chain').map((chain) => writer.add(chain))
  const text = parts.map((part) => (part.ok ? part.text : part.reason)).join('') + writer.end()
  const original: unknown = JSON.parse(readAgentAlign('merged_tool_chains_cleaned.json').toString('utf8'))
  expect(text).toBe(`${JSON.stringify(original, null, 4)}\n`)
})
