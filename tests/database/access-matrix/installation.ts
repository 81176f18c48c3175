import { restoreBackup } from '@/lib/services/backup/restore-backup'
import { writeBackup } from '@/lib/services/backup/write-backup'
import { checkDatabase } from '@/lib/services/check/check-database'
import { everybody, type Inside, type VerbRow } from '../../support/access'

/** What only the operator's own command line does: nobody who signs in can, admins included. */
const operatorOnly = everybody('forbidden')

export const rows: VerbRow[] = [
  {
    file: 'lib/services/backup/write-backup.ts',
    who: operatorOnly,
    async arrange(_world, ctx) {
      return () => writeBackup(ctx, '/nowhere/backup')
    },
  },
  {
    file: 'lib/services/backup/restore-backup.ts',
    who: operatorOnly,
    async arrange(_world, ctx) {
      return () => restoreBackup(ctx, '/nowhere/backup')
    },
  },
  {
    file: 'lib/services/check/check-database.ts',
    who: operatorOnly,
    async arrange(_world, ctx) {
      return () => checkDatabase(ctx)
    },
  },
]

const PART = 'part of a verb'
export const inside: Inside = {
  'lib/services/backup/format.ts': PART,
  'lib/services/backup/take-up-again.ts': PART,
  'lib/services/backup/tar.ts': PART,
}
