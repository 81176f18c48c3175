import { readFile } from 'node:fs/promises'
import { findInstallationStatus, listProjectStatus } from '@/lib/data/queries/installation'
import { type Command, plural, UsageError } from '../command'
import { withRunningDatabase } from '../database'

export const command: Command = {
  usage: 'status [--json]',
  help: `
What this Plumbline holds: version, database, people, and each project's items by verdict. Starts nothing: where no
database runs it says so.`,
  options: {},
  async run({ positionals }) {
    if (positionals.length > 0) throw new UsageError('status takes no arguments.')
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string }
    const found = await withRunningDatabase(async ({ ctx, dataDir }) => ({
      dataDir,
      installation: await findInstallationStatus(ctx),
      projects: await listProjectStatus(ctx),
    }))
    if (!found)
      return {
        data: { version, running: false },
        text: `Plumbline ${version}. No database runs: start it with npm start.`,
      }
    const { installation, projects } = found
    const lines = [
      `Plumbline ${version}, PostgreSQL ${installation?.postgres}, ${((installation?.databaseBytes ?? 0) / 1e6).toFixed(0)} MB, ${plural(installation?.people ?? 0, 'person', 'people')}`,
      ...projects.map(
        (project) =>
          `${project.slug}${project.demo ? ' (demo)' : ''}: ${plural(project.items, 'item')}, ${project.passed} passed, ${project.failed} failed, ${project.contested} contested, ${project.open} open; ${plural(project.queues, 'queue')}`,
      ),
    ]
    return { data: { version, running: true, ...installation, projects }, text: lines.join('\n') }
  },
}
