import { once } from 'node:events'
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { FORMATS_OF, isFormatOf, TAKE_OUT_STAGES, type TakeOutStage } from '@/lib/core/export/formats'
import { type TakeOutCount, takeOut } from '@/lib/services/export/take-out'
import { type Command, fileAt, plural, textOf, UsageError } from '../command'
import { withDatabase } from '../database'
import { exportFolder } from '../export-folder'
import { findProject } from '../find-project'
import { sayBytes } from '../say-progress'

const NOUN: Record<TakeOutStage, string> = { CHAIN: 'chain', INSTRUCTION: 'instruction', RESPONSE: 'response' }

export const command: Command = {
  usage: 'export [--project S] [--stage chain|instruction|response] [--snapshot N] [--format F] [--out FILE] [--json]',
  help: `
Takes accepted chains, instructions or responses out: those whose text passed review. What is quarantined, archived or
written by the demo model stays, and so does what was made from a text that is no longer the accepted one, and what asks
the same as a prompt on a hash list of benchmarks; all of it is counted by reason. One snapshot of the database, streamed.

  --project S   the project's slug; may be left out where there is but one
  --stage S     chain (default), instruction or response
  --format F    plumbline-jsonl (default); of chains ${FORMATS_OF.CHAIN[0]}, of instructions ${FORMATS_OF.INSTRUCTION[0]}
  --snapshot N  frozen snapshot N instead, into the folder --out, or an archive where its name ends in .zip: a file a
                part, provenance and votes, report of what the format could not say, licences, what its trainer needs,
                data sheet, certificates, and last manifest.json with the hash of each; every format of its stage
  --out FILE    write to FILE, which appears only when it is whole; without it, to standard output
  --json        needs --out; prints how many rows were written and what was left out`,
  options: {
    ...{ project: { type: 'string' }, stage: { type: 'string' }, format: { type: 'string' }, out: { type: 'string' } },
    snapshot: { type: 'string' },
  },
  async run({ values, positionals, say }) {
    const snapshot = textOf(values, 'snapshot')
    if (snapshot !== undefined) {
      const asked = { snapshot, project: textOf(values, 'project'), out: textOf(values, 'out') }
      return exportFolder({ ...asked, say, format: textOf(values, 'format') ?? 'plumbline-jsonl' })
    }
    const stage = stageOf(textOf(values, 'stage') ?? 'chain')
    const format = textOf(values, 'format') ?? 'plumbline-jsonl'
    const out = textOf(values, 'out')
    if (!isFormatOf(stage, format))
      throw new UsageError(`--format is ${FORMATS_OF[stage].join(' or ')} for ${NOUN[stage]}s, not "${format}".`)
    if (positionals.length > 0) throw new UsageError('Name the file with --out.')
    if (values.json && out === undefined) throw new UsageError('--json needs --out: the rows go to a file then.')
    return withDatabase(async ({ ctx, db }) => {
      const project = await findProject(db, textOf(values, 'project'))
      const { text } = await takeOut(ctx, { projectId: project.id, stage, format })
      const count = out === undefined ? await toStandardOutput(text) : await toFile(text, fileAt(out), say)
      const data = { project: project.slug, stage: NOUN[stage], format, file: out ?? null, ...count }
      const left = count.leftOut.map(({ reason, count: n }) => `; ${n} left out: ${reason}`).join('')
      const said = `${plural(count.written, NOUN[stage])} written${left}`
      if (out === undefined) say(said)
      return { data, text: out === undefined ? '' : said }
    })
  },
}

function stageOf(text: string): TakeOutStage {
  const found = TAKE_OUT_STAGES.find((stage) => NOUN[stage] === text)
  if (!found) throw new UsageError(`--stage is chain, instruction or response, not "${text}".`)
  return found
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
async function toFile(
  text: AsyncGenerator<string, TakeOutCount>,
  file: string,
  say: (text: string) => void,
): Promise<TakeOutCount> {
  const half = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`)
  const handle = await open(half, 'wx', 0o600)
  try {
    const pouring = pour(text, async (piece) => void (await handle.write(piece)))
    const count = await sayBytes(() => half, say, pouring)
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
