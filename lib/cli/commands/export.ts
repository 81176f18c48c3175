import { once } from 'node:events'
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { isTakeOutFormat, TAKE_OUT_FORMATS } from '@/lib/core/export/formats'
import { type TakeOutCount, takeOut } from '@/lib/services/export/take-out'
import { type Command, fileAt, plural, textOf, UsageError } from '../command'
import { withDatabase } from '../database'
import { findProject } from '../find-project'

export const command: Command = {
  usage: 'export [--project S] [--format F] [--out FILE] [--json]',
  help: `
Takes the accepted chains out: those whose text passed review. Quarantined chains, those of the demo model and those
put away stay. One snapshot of the database, streamed.

  --project S   the project's slug; may be left out where there is but one
  --format F    ${TAKE_OUT_FORMATS.join(' or ')} (default)
  --out FILE    write to FILE, which appears only when it is whole; without it, to standard output
  --json        needs --out; prints how many rows were written and what was left out`,
  options: { project: { type: 'string' }, format: { type: 'string' }, out: { type: 'string' } },
  async run({ values, positionals, say }) {
    const format = textOf(values, 'format') ?? 'plumbline-jsonl'
    const out = textOf(values, 'out')
    if (!isTakeOutFormat(format)) throw new UsageError(`--format is ${TAKE_OUT_FORMATS.join(' or ')}, not "${format}".`)
    if (positionals.length > 0) throw new UsageError('Name the file with --out.')
    if (values.json && out === undefined) throw new UsageError('--json needs --out: the rows go to a file then.')
    return withDatabase(async ({ ctx, db }) => {
      const project = await findProject(db, textOf(values, 'project'))
      const { text } = await takeOut(ctx, { projectId: project.id, format })
      const count = out === undefined ? await toStandardOutput(text) : await toFile(text, fileAt(out))
      const data = { project: project.slug, format, file: out ?? null, ...count }
      const said = `${plural(count.written, 'chain')} written${count.leftOut.map(({ reason, count: n }) => `; ${n} left out: ${reason}`).join('')}`
      if (out === undefined) say(said)
      return { data, text: out === undefined ? '' : said }
    })
  },
}

async function pour(text: AsyncGenerator<string, TakeOutCount>, write: (piece: string) => Promise<void>) {
  for (;;) {
    const { done, value } = await text.next()
    if (done) return value
    await write(value)
  }
}

const toStandardOutput = (text: AsyncGenerator<string, TakeOutCount>) =>
  pour(text, async (piece) => {
    if (!process.stdout.write(piece)) await once(process.stdout, 'drain')
  })

/** Under a name of its own until it is whole and on disk. */
async function toFile(text: AsyncGenerator<string, TakeOutCount>, file: string): Promise<TakeOutCount> {
  const half = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`)
  const handle = await open(half, 'wx', 0o600)
  try {
    const count = await pour(text, async (piece) => void (await handle.write(piece)))
    await handle.sync()
    await handle.close()
    await rename(half, file)
    return count
  } catch (error) {
    await handle.close().catch(() => {})
    await rm(half, { force: true })
    throw error
  }
}
