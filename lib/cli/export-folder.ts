import { existsSync } from 'node:fs'
import { deliveriesOf, findDelivery } from '@/lib/core/snapshot/delivery'
import { fileAt, type Outcome, plural, UsageError } from './command'
import { withDatabase } from './database'
import { findProject } from './find-project'
import { requireSnapshot } from './require-snapshot'
import { writeBundle } from './write-bundle'

interface FolderInput {
  project: string | undefined
  snapshot: string
  format: string
  out: string | undefined
  say(text: string): void
}

/** A frozen snapshot into a folder or an archive that is not there yet. */
export function exportFolder({ project: slug, snapshot: number, format, out, say }: FolderInput): Promise<Outcome> {
  if (out === undefined)
    throw new UsageError('Name a folder, or a file that ends in .zip, with --out: a snapshot is several files.')
  const target = fileAt(out)
  if (existsSync(target)) throw new UsageError(`${out} is there already. Name one that is not.`)
  return withDatabase(async ({ ctx, db }) => {
    const project = await findProject(db, slug)
    const snapshot = await requireSnapshot(ctx, project.id, number)
    if (!findDelivery(snapshot.stage, format)) {
      const names = deliveriesOf(snapshot.stage).map(({ name }) => name)
      throw new UsageError(`--format is ${names.join(', ')} for this snapshot, not "${format}".`)
    }
    const { files, reports } = await writeBundle(ctx, { project, number: snapshot.number, format, out: target, say })
    const written = Object.values(reports).reduce((sum, report) => sum + report.written, 0)
    const left = Object.values(reports).flatMap((report) => report.leftOut)
    const words = left.map(({ reason, count }) => `; ${count} left out: ${reason}`).join('')
    return {
      data: {
        project: project.slug,
        snapshot: snapshot.number,
        hash: snapshot.hash,
        format,
        folder: out,
        written,
        files,
        reports,
      },
      text: `${plural(written, 'row')} written into ${plural(files.length + 1, 'file')} in ${out}${words}`,
    }
  })
}
