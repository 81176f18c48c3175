import { exportAudit } from '@/lib/services/audit-log/export-audit'
import { everybody, type Inside, type VerbRow } from '../../support/access'

export const rows: VerbRow[] = [
  {
    file: 'lib/services/audit-log/export-audit.ts',
    who: { ...everybody('not_found'), admin: 'ok' },
    async arrange({ project }, ctx) {
      return async () => {
        for await (const _ of await exportAudit(ctx, { projectId: project.id, filter: {}, file: 'jsonl' }));
      }
    },
  },
]

export const inside: Inside = {}
