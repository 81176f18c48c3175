/** The file formats that the import reads. Shapes: AgentAlign's own intermediate files, and Plumbline's JSONL. */
export const IMPORT_FORMATS = [
  'agentalign-taxonomy',
  'agentalign-capabilities',
  'agentalign-capability-tools',
  'agentalign-tool-capabilities',
  'agentalign-tools',
  'agentalign-chains',
  'plumbline-jsonl',
] as const
export type ImportFormat = (typeof IMPORT_FORMATS)[number]

export const FORMAT_LABELS: Record<ImportFormat, string> = {
  'agentalign-taxonomy': 'AgentAlign taxonomy',
  'agentalign-capabilities': 'AgentAlign capability list',
  'agentalign-capability-tools': 'AgentAlign capability → tools',
  'agentalign-tool-capabilities': 'AgentAlign tool → capability',
  'agentalign-tools': 'Tool schemas',
  'agentalign-chains': 'AgentAlign behavior chains',
  'plumbline-jsonl': 'Plumbline JSONL',
}

export const isImportFormat = (text: string): text is ImportFormat =>
  (IMPORT_FORMATS as readonly string[]).includes(text)
