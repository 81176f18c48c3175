/** What acts of the log are about, by the first half of their codes (entity.verb). Every entity stands in one area. */
export const AUDIT_AREAS = {
  items: { label: 'Items', entities: ['item', 'items', 'chains', 'instructions', 'responses', 'revision', 'view'] },
  judging: {
    label: 'Judging',
    entities: [
      'judgment',
      'entry',
      'votes',
      'queue',
      'rubric',
      'gold',
      'calibration',
      'audit',
      'agreement',
      'reliability',
    ],
  },
  studies: { label: 'Studies', entities: ['study'] },
  imports: { label: 'Imports', entities: ['import'] },
  runs: { label: 'Generation runs', entities: ['run', 'generation', 'prompt'] },
  evaluations: { label: 'Evaluations', entities: ['evaluation'] },
  snapshots: { label: 'Snapshots', entities: ['snapshot', 'certificate', 'hash-list'] },
  people: { label: 'People', entities: ['member', 'invitation', 'preference', 'user', 'session'] },
  settings: { label: 'Settings', entities: ['project', 'category', 'capability', 'tool', 'provider'] },
  programs: { label: 'Programs', entities: ['token', 'webhook'] },
  installation: { label: 'Installation', entities: ['installation', 'database', 'audit-log'] },
} as const
export type AuditArea = keyof typeof AUDIT_AREAS
export const AUDIT_AREA_KEYS = Object.keys(AUDIT_AREAS) as [AuditArea, ...AuditArea[]]

export const isAuditArea = (text: string): text is AuditArea => Object.hasOwn(AUDIT_AREAS, text)

/** The area of an act; null for a code of no known entity. */
export function areaOf(action: string): AuditArea | null {
  const entity = action.slice(0, action.indexOf('.'))
  return AUDIT_AREA_KEYS.find((area) => (AUDIT_AREAS[area].entities as readonly string[]).includes(entity)) ?? null
}
