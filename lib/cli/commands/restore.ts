import { stat } from 'node:fs/promises'
import { restoreBackup } from '@/lib/services/backup/restore-backup'
import { type Command, fileAt, plural, UsageError } from '../command'
import { withDatabase } from '../database'

export const command: Command = {
  usage: 'restore <file.tar.gz> [--json]',
  help: `
Puts a backup into an empty database: set PLUMBLINE_DATA to a new folder, or DATABASE_URL to a new database. All of it
is restored, and agrees with its manifest, or nothing is.`,
  options: {},
  async run({ positionals }) {
    const [file, ...more] = positionals
    if (file === undefined || more.length > 0) throw new UsageError('Name one backup.')
    if (!(await stat(fileAt(file)).catch(() => null))?.isFile()) throw new UsageError(`There is no file ${file}.`)
    return withDatabase(async ({ ctx }) => {
      const { tables } = await restoreBackup(ctx, fileAt(file))
      const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0)
      return {
        data: { file, rows, tables },
        text: `${plural(rows, 'row')} of ${plural(Object.keys(tables).length, 'table')} restored, as the manifest says.`,
      }
    })
  },
}
