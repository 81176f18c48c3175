import { READ_FORMATS, type ReadFormat } from './readers/names'

/** Rows of conversations: one format, one reader, whether they are converted or imported. */
export const ROW_FORMATS = READ_FORMATS.filter((format) => format !== 'plumbline-jsonl')
export type RowFormat = Exclude<ReadFormat, 'plumbline-jsonl'>

/** In the order in which files of one import are read: what others point at comes first. */
export const IMPORT_FORMATS = [
  'agentalign-taxonomy',
  'agentalign-capabilities',
  'agentalign-capability-tools',
  'agentalign-tool-capability',
  'agentalign-tools',
  'agentalign-chains',
  'plumbline-chains',
  'agentalign-instructions',
  'agentalign-seed-question',
  'plumbline-instructions',
  'agentalign-responses',
  'agentalign-trajectories',
  'plumbline-responses',
  ...ROW_FORMATS,
] as const
export type ImportFormat = (typeof IMPORT_FORMATS)[number]

/** Read record by record, each in its place in the file. */
export type FileFormat = Exclude<ImportFormat, RowFormat>

export const FORMAT_LABELS: Record<ImportFormat, string> = {
  'agentalign-taxonomy': 'AgentAlign taxonomy',
  'agentalign-capabilities': 'AgentAlign capability list',
  'agentalign-capability-tools': 'AgentAlign map, capability to tools',
  'agentalign-tool-capability': 'AgentAlign map, tool to capability',
  'agentalign-tools': 'AgentAlign tool schemas',
  'agentalign-chains': 'AgentAlign behavior chains',
  'plumbline-chains': 'Plumbline chains (JSONL)',
  'agentalign-instructions': 'AgentAlign instructions',
  'agentalign-seed-question': 'AgentAlign seed question',
  'plumbline-instructions': 'Plumbline instructions (JSONL)',
  'agentalign-responses': 'AgentAlign responses',
  'agentalign-trajectories': 'AgentAlign trajectories',
  'plumbline-responses': 'Plumbline responses (JSONL)',
  agentalign: 'AgentAlign’s published rows',
  openai: 'OpenAI chats',
  mistral: 'mistral-finetune',
  'llamafactory-sharegpt': 'LLaMA-Factory, ShareGPT',
  'llamafactory-openai': 'LLaMA-Factory, OpenAI',
  functionary: 'functionary',
  huggingface: 'Hugging Face rows (JSONL)',
  trl: 'TRL',
  axolotl: 'Axolotl',
  sharegpt: 'ShareGPT',
  toolace: 'ToolACE',
  glaive: 'Glaive function calling v2',
  inspect: 'Inspect log (.json, .eval)',
  csv: 'CSV',
  parquet: 'Parquet',
  langfuse: 'Langfuse traces',
  otel: 'OpenTelemetry traces',
}

/** The order in which files of one import are applied: what others point at comes first. */
export const FORMAT_ORDER: readonly ImportFormat[] = IMPORT_FORMATS

export const isRowFormat = (format: ImportFormat | null): format is RowFormat =>
  (ROW_FORMATS as readonly (string | null)[]).includes(format)

/** Formats of Plumbline's own, with a record a line. */
export const LINE_FORMATS = [
  'plumbline-chains',
  'plumbline-instructions',
  'plumbline-responses',
] as const satisfies readonly ImportFormat[]
export type LineFormat = (typeof LINE_FORMATS)[number]
export const isLineFormat = (format: ImportFormat): format is LineFormat =>
  (LINE_FORMATS as readonly string[]).includes(format)
