import { countReach } from '@/lib/data/queries/purge-reach'
import { purgeItem } from '@/lib/services/items/purge-item'
import { type Command, numberOf, plural, textOf, UsageError } from '../command'
import { withDatabase } from '../database'
import { findProject } from '../find-project'

export const command: Command = {
  usage: 'purge [--project S] --item N --reason TEXT [--yes] [--json]',
  help: `
Takes the texts of an item, and of all that was made from it, out of the installation for good: their hashes stay, with
numbers, votes and notes. Snapshots that hold them are marked as broken. Files taken out before and backups keep theirs.
Without --yes it only says what it would reach.

  --project S    the project's slug; may be left out where there is but one
  --item N       the item's number
  --reason TEXT  why; stays in the audit
  --yes          does it`,
  options: {
    ...{ project: { type: 'string' }, item: { type: 'string' }, reason: { type: 'string' }, yes: { type: 'boolean' } },
  },
  async run({ values, positionals }) {
    const number = numberOf(values, 'item')
    const reason = textOf(values, 'reason') ?? ''
    if (number === undefined || positionals.length > 0) throw new UsageError('Name the item with --item.')
    if (values.yes && reason.trim() === '') throw new UsageError('Say why with --reason.')
    return withDatabase(async ({ ctx, db }) => {
      const project = await findProject(db, textOf(values, 'project'))
      const item = await db.item.findUnique({ where: { projectId_number: { projectId: project.id, number } } })
      if (!item) throw new Error(`The project ${project.slug} has no item ${number}.`)
      const reach = values.yes ? await purgeItem(ctx, { itemId: item.id, reason }) : await countReach(db, item.id)
      const what = `${plural(reach.texts, 'text')} of ${plural(reach.items, 'item')}; ${plural(reach.snapshots, 'snapshot')} broken`
      const done = values.yes === true
      return {
        data: { project: project.slug, item: number, purged: done, ...reach },
        text: done ? `Purged: ${what}.` : `Would purge: ${what}. Add --yes and --reason to do it.`,
      }
    })
  },
}
