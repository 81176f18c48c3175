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
  'openai-chats',
  'openai-chat-lines',
] as const
export type ImportFormat = (typeof IMPORT_FORMATS)[number]

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
  'openai-chats': 'OpenAI chats (one list, as AgentAlign’s published rows)',
  'openai-chat-lines': 'OpenAI chats (JSONL)',
}

/**
 * The order in which files of one import are applied: what others point at comes first.
 */
export const FORMAT_ORDER: readonly ImportFormat[] = IMPORT_FORMATS

/** Formats whose left-out records can be mended in the browser. */
export const MENDABLE_FORMATS: readonly ImportFormat[] = ['agentalign-instructions', 'agentalign-seed-question']

/** Formats with a record a line. */
export const LINE_FORMATS = [
  'plumbline-chains',
  'plumbline-instructions',
  'plumbline-responses',
  'openai-chat-lines',
] as const satisfies readonly ImportFormat[]
export type LineFormat = (typeof LINE_FORMATS)[number]
export const isLineFormat = (format: ImportFormat): format is LineFormat =>
  (LINE_FORMATS as readonly string[]).includes(format)
