import { readPlumblineResponse } from '../../export/plumbline-jsonl'
import { fromResponse } from '../../record/response'
import { readChat } from './chat'
import { CsvRows } from './csv-rows'
import { readGlaive } from './glaive'
import { readInspectSample } from './inspect'
import { InspectRows } from './inspect-rows'
import { readLangfuse } from './langfuse'
import type { ReadFormat } from './names'
import { readOtelTrace } from './otel'
import { OtelRows } from './otel-rows'
import { type RowSource, RowStream } from './read-rows'
import type { ReadRow, ReadValue } from './row'
import { readShareGpt } from './sharegpt'
import { readTableRow } from './table'
import { readToolAce } from './toolace'

/** What the published rows are called in lines that other projects read. */
export const AGENTALIGN_SOURCE = 'AgentAlign'
/** Its rows that are ToolACE's or Glaive's, of which they do not say which. */
export const TAKEN_SOURCE = 'toolace-or-glaive'

/** The reader of one row; the stream of rows (read-rows.ts) takes lists and lines alike. */
export const READERS: Record<ReadFormat, ReadValue> = {
  'plumbline-jsonl': (value) => readPlumbline(JSON.stringify(value)),
  agentalign: (value) => asAgentAlign(readChat(value)),
  ...{ openai: readChat, mistral: readChat, functionary: readChat, huggingface: readChat, trl: readChat },
  ...{ axolotl: readChat, 'llamafactory-openai': readChat },
  ...{ sharegpt: readShareGpt, 'llamafactory-sharegpt': readShareGpt, toolace: readToolAce, glaive: readGlaive },
  inspect: readInspectSample,
  ...{ csv: readTableRow, parquet: readTableRow, langfuse: readLangfuse, otel: readOtelTrace },
}

/** How the text of a file of the format is cut into rows; null: its bytes are no text (Parquet). */
export function rowSourceOf(format: ReadFormat): RowSource | null {
  if (format === 'parquet') return null
  if (format === 'csv') return new CsvRows()
  if (format === 'otel') return new OtelRows()
  return format === 'inspect' ? new InspectRows() : new RowStream()
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
  const source = own ? AGENTALIGN_SOURCE : TAKEN_SOURCE
  return { ...read, conversation: { ...conversation, source: conversation.source ?? source, licence: 'Apache-2.0' } }
}
