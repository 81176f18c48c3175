import { readPlumblineResponse } from '../../export/plumbline-jsonl'
import { fromResponse } from '../../record/response'
import { readChat } from './chat'
import { readGlaive } from './glaive'
import { readInspectSample } from './inspect'
import type { ReadRow, ReadValue } from './row'
import { readShareGpt } from './sharegpt'
import { readToolAce } from './toolace'

/** What rows of conversations can be read from, by the one name that command line, API and pages have for it. */
export const READ_FORMATS = [
  ...(['plumbline-jsonl', 'agentalign', 'openai', 'mistral', 'llamafactory-sharegpt', 'llamafactory-openai'] as const),
  ...(['functionary', 'huggingface', 'trl', 'axolotl', 'sharegpt', 'toolace', 'glaive', 'inspect'] as const),
] as const
export type ReadFormat = (typeof READ_FORMATS)[number]

/** The reader of one row; the stream of rows (read-rows.ts) takes lists and lines alike. */
export const READERS: Record<ReadFormat, ReadValue> = {
  'plumbline-jsonl': (value) => readPlumbline(JSON.stringify(value)),
  agentalign: (value) => asAgentAlign(readChat(value)),
  ...{ openai: readChat, mistral: readChat, functionary: readChat, huggingface: readChat, trl: readChat },
  ...{ axolotl: readChat, 'llamafactory-openai': readChat },
  ...{ sharegpt: readShareGpt, 'llamafactory-sharegpt': readShareGpt, toolace: readToolAce, glaive: readGlaive },
  inspect: readInspectSample,
}

function readPlumbline(line: string): ReadRow {
  const read = readPlumblineResponse(line)
  if (!read.ok) return { ok: false, message: read.reason, path: [] }
  return { ok: true, conversation: fromResponse(read.response), notes: [] }
}

/** Benign rows whose ids begin in another way are those that AgentAlign took from ToolACE and Glaive. */
function asAgentAlign(read: ReadRow): ReadRow {
  if (!read.ok) return read
  const { conversation } = read
  const own = conversation.intent !== 'BENIGN' || /^(benign|borderline)-/.test(conversation.id)
  const source = own ? 'AgentAlign' : 'ToolACE or Glaive, by way of AgentAlign'
  return { ...read, conversation: { ...conversation, source: conversation.source ?? source, licence: 'Apache-2.0' } }
}
