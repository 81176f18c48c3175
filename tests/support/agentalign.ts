import { existsSync } from 'node:fs'
import path from 'node:path'
import type { ImportSource } from '@/lib/services/import/read-source'

// Not from ./server, which brings the whole database along into unit tests.
const root = path.resolve(import.meta.dirname, '../..')

/** AgentAlign's published files: read where they lie, never part of this repository. */
export const agentAlignFolder = process.env.PLUMBLINE_AGENTALIGN ?? path.resolve(root, '../shared/data/agentalign')
export const hasAgentAlign = existsSync(path.join(agentAlignFolder, 'merged_tool_chains_cleaned.json'))
export const withoutAgentAlign = `AgentAlign's files are not at ${agentAlignFolder}; set PLUMBLINE_AGENTALIGN`

const FILES = [
  'harmful_categories.json',
  'tool_capabilities.json',
  'capability_to_tools.json',
  'fine-grained_api_categories.json',
  'synthetic_tools.json',
  'merged_tool_chains_cleaned.json',
]

export const agentAlignSources = (names: string[] = FILES): ImportSource[] =>
  names.map((name) => ({ name, path: path.join(agentAlignFolder, name), format: null }))
