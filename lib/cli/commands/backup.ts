import { stat } from 'node:fs/promises'
import { writeBackup } from '@/lib/services/backup/write-backup'
import { type Command, fileAt, plural, UsageError } from '../command'
import { withDatabase } from '../database'

export const command: Command = {
  usage: 'backup <file.tar.gz> [--json]',
  help: `
Writes every table, as of one moment, into one archive with a manifest of row counts and SHA-256 sums. Works while
Plumbline runs, and across versions of PostgreSQL. The archive holds everything but the keys in the data folder's
secrets.json: keep that file apart, and this one safe.`,
  options: {},
  async run({ positionals }) {
    const [file, ...more] = positionals
    if (file === undefined || more.length > 0) throw new UsageError('Name one file to write.')
    const target = fileAt(file)
    if (await stat(target).catch(() => null)) throw new UsageError(`${file} is there already. Name a new file.`)
    return withDatabase(async ({ ctx }) => {
      const { tables } = await writeBackup(ctx, target)
      const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0)
      const { size } = await stat(target)
      return {
        data: { file: target, bytes: size, rows, tables },
        text: `${plural(rows, 'row')} of ${plural(Object.keys(tables).length, 'table')} in ${file} (${(size / 1e6).toFixed(1)} MB).`,
      }
    })
  },
}
