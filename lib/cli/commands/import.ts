import { stat } from 'node:fs/promises'
import path from 'node:path'
import { displayName, type ImportOptions, importOptionsSchema } from '@/lib/core/import/batch'
import { FORMAT_LABELS, IMPORT_FORMATS, type ImportFormat } from '@/lib/core/import/formats'
import type { ImportReport } from '@/lib/core/import/report'
import { type RowCounts, rowOptionsSchema } from '@/lib/core/import/row-options'
import type { Ctx } from '@/lib/services/context'
import { importFiles, previewImportFiles } from '@/lib/services/import/import-files'
import { lintFiles } from '@/lib/services/import/lint-files'
import type { ImportSource } from '@/lib/services/import/read-source'
import { createProject, createProjectInput } from '@/lib/services/projects/create-project'
import {
  type Command,
  fileAt,
  type Invocation,
  type Outcome,
  plural,
  textOf,
  textsOf,
  UsageError,
  type Values,
} from '../command'
import { withDatabase, withRunningDatabase } from '../database'
import { type FoundProject, findProject, NoSuchProject } from '../find-project'

const FORMATS = [...IMPORT_FORMATS, 'plumbline-jsonl'] as const

export const command: Command = {
  usage:
    'import <file…> [--project S] [--format F] [--min-steps N] [--max-turns N] [--sample N] [--seed N] [--source S] [--licence L] [--intent I] [--severity CATEGORY=N …] [--dry-run] [--json]',
  help: `
Imports AgentAlign's files, Plumbline JSONL, and rows of conversations of others: all of the files, or nothing. The same
file again changes nothing. Rows of conversations become instructions and responses, with whose they are beside them.

  --project S             the project's slug; may be left out where there is but one. A new one is made
  --format F              read every file as F instead of as detected:
${listed(FORMATS)}
  --intent I              what does not say it is: HARMFUL, BORDERLINE, BENIGN; chains are HARMFUL unless said, rows of
                          conversations BENIGN
  --severity CATEGORY=N   severity (0 mild to 4 gravest) of a top-level category that has none; may be repeated
  --dry-run               write nothing; compare with the database where one runs, else check the files alone

of rows of conversations:

  --min-steps N           only those with at least N messages that call a tool
  --max-turns N           only those in which a user speaks at most N times
  --sample N, --seed N    N of those that are left, of each file; the same seed (default 1) draws the same ones
  --source S              the data set that they come from, in the place of what the format says
  --licence L             its licence, as an SPDX id`,
  options: {
    project: { type: 'string' },
    format: { type: 'string' },
    intent: { type: 'string' },
    severity: { type: 'string', multiple: true },
    ...{ 'min-steps': { type: 'string' }, 'max-turns': { type: 'string' } },
    ...{
      sample: { type: 'string' },
      seed: { type: 'string' },
      source: { type: 'string' },
      licence: { type: 'string' },
    },
    'dry-run': { type: 'boolean' },
  },
  async run(invocation) {
    const sources = await findSources(invocation)
    const options = readOptions(invocation.values)
    return invocation.values['dry-run'] ? dryRun(invocation, sources, options) : apply(invocation, sources, options)
  },
}

/** Names some to a line, set in under their option. */
function listed(names: readonly string[]): string {
  const lines: string[] = []
  for (const name of names) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + name.length < WIDTH) lines[lines.length - 1] = `${last}, ${name}`
    else lines.push(name)
  }
  return lines.map((line, place) => `${' '.repeat(26)}${line}${place < lines.length - 1 ? ',' : ''}`).join('\n')
}
const WIDTH = 90

async function findSources({ positionals, values }: Invocation): Promise<ImportSource[]> {
  if (positionals.length === 0) throw new UsageError('Name at least one file.')
  const given = textOf(values, 'format')
  const named = FORMATS.find((one) => one === given)
  if (given !== undefined && !named)
    throw new UsageError(`There is no format "${given}". There are: ${FORMATS.join(', ')}.`)
  // Each Plumbline line says what it is.
  const format: ImportFormat | null = named === undefined || named === 'plumbline-jsonl' ? null : named
  return Promise.all(
    positionals.map(async (file) => {
      const found = await stat(fileAt(file)).catch(() => null)
      if (!found?.isFile()) throw new UsageError(`${file} ${found ? 'is no file' : 'is not there'}. Nothing was read.`)
      return { name: displayName(path.basename(file)), path: fileAt(file), format }
    }),
  )
}

function readOptions(values: Values): ImportOptions {
  const severities = Object.fromEntries(
    textsOf(values, 'severity').map((pair) => {
      const at = pair.lastIndexOf('=')
      if (!/=[0-4]$/.test(pair)) throw new UsageError(`--severity takes CATEGORY=N with N from 0 to 4, not "${pair}".`)
      return [pair.slice(0, at), Number(pair.slice(at + 1))]
    }),
  )
  const intent = textOf(values, 'intent')?.toUpperCase()
  const parsed = importOptionsSchema.safeParse({ intent, severities })
  if (!parsed.success) throw new UsageError('--intent is HARMFUL, BORDERLINE or BENIGN.')
  return { ...parsed.data, rows: readRowOptions(values, intent) }
}

function readRowOptions(values: Values, intent: string | undefined) {
  const number = (name: string) => {
    const given = textOf(values, name)
    return given === undefined ? undefined : /^\d{1,10}$/.test(given) ? Number(given) : Number.NaN
  }
  const given = {
    ...{ minSteps: number('min-steps'), maxTurns: number('max-turns'), sample: number('sample'), seed: number('seed') },
    ...{ source: textOf(values, 'source'), licence: textOf(values, 'licence'), intent },
  }
  const parsed = rowOptionsSchema.safeParse(given)
  if (parsed.success) return parsed.data
  const name = String(parsed.error.issues[0]!.path[0]).replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)
  throw new UsageError(`--${name} does not take "${textOf(values, name) ?? ''}".`)
}

const BAR_MS = 1_000

function tellProgress(say: Invocation['say']) {
  let last = Date.now()
  return (done: number, total: number) => {
    if (Date.now() - last < BAR_MS) return
    last = Date.now()
    say(`read ${(done / 1e6).toFixed(0)} of ${(total / 1e6).toFixed(0)} MB`)
  }
}

async function apply({ values, say }: Invocation, sources: ImportSource[], options: ImportOptions): Promise<Outcome> {
  return withDatabase(async ({ ctx }) => {
    const project = await findOrMakeProject(ctx, textOf(values, 'project'), say)
    const onProgress = tellProgress(say)
    const { report, merged, batchId } = await importFiles(ctx, { projectId: project.id, sources, options, onProgress })
    const text = `${describe(report)}\n\nImported into ${project.slug}: ${plural(merged.chains, 'new chain')}, ${plural(merged.instructions, 'new instruction')}, ${plural(merged.responses, 'new response')}, ${merged.categories} categories, ${merged.capabilities} capabilities and ${merged.tools} tools added or changed.`
    return { data: { dryRun: false, project: project.slug, batchId, imported: merged, ...report }, text }
  })
}

/** A name is enough to begin: the first import makes the project that it names. */
async function findOrMakeProject(ctx: Ctx, slug: string | undefined, say: Invocation['say']): Promise<FoundProject> {
  try {
    return await findProject(ctx.db, slug)
  } catch (error) {
    if (!(error instanceof NoSuchProject) || slug === undefined) throw error
    const named = createProjectInput.safeParse({ slug, name: slug })
    if (!named.success)
      throw new UsageError(`A project's slug has ${named.error.issues[0]?.message}; "${slug}" has not.`)
    const project = await createProject(ctx, named.data)
    say(`Made project "${slug}".`)
    return project
  }
}

async function dryRun({ values, say }: Invocation, sources: ImportSource[], options: ImportOptions): Promise<Outcome> {
  const onProgress = tellProgress(say)
  const compared = await withRunningDatabase(async ({ ctx, db }) => {
    const project = await findProject(db, textOf(values, 'project')).catch((error) => {
      if (error instanceof NoSuchProject) return null
      throw error
    })
    if (!project) return null
    const report = await previewImportFiles(ctx, { projectId: project.id, sources, options, onProgress })
    return { report, project: project.slug }
  })
  if (!compared)
    say('No database runs, or it has no such project: the files are checked alone, and everything counts as new.')
  const { report, project } = compared ?? { report: await lintFiles(sources, options, onProgress), project: null }
  return {
    ok: !report.files.some(({ failed }) => failed),
    data: { dryRun: true, compared: compared !== null, project, ...report },
    text: `${describe(report)}\n\nNothing was written.`,
  }
}

/** What became of a file's rows, where not all of them are taken as they stood. */
function rowWords({ read, fewSteps, manyTurns, repeated, unsampled, taken, notes }: RowCounts): string[] {
  const out = [
    fewSteps > 0 && `${fewSteps} with too few steps`,
    manyTurns > 0 && `${manyTurns} with too many turns`,
    repeated > 0 && `${repeated} that stood there before`,
    unsampled > 0 && `${unsampled} not drawn`,
  ].filter(Boolean)
  const noted = Object.entries(notes).map(([note, rows]) => `  ${plural(rows, 'row')} noted: ${note}`)
  return out.length === 0 ? noted : [`  ${taken} of ${plural(read, 'row')} taken; ${out.join(', ')}`, ...noted]
}

/** The preview in words: each file, what is in it, what is wrong with it. */
export function describe({ files, kinds, lint, problems }: ImportReport): string {
  const lines = files.flatMap((file) => [
    `${file.name}: ${file.format ? FORMAT_LABELS[file.format] : 'unknown format'}, ${plural(file.records, 'record')}${file.leftOut ? `, ${file.leftOut} left out` : ''}${file.failed ? ' — cannot be read to its end' : ''}`,
    ...(file.rows ? rowWords(file.rows) : []),
  ])
  lines.push('')
  for (const [kind, { read, fresh, known }] of Object.entries(kinds))
    if (read > 0)
      lines.push(`${kind.padEnd(14)} ${String(read).padStart(7)} read, ${fresh} new, ${known} already there`)
  if (lint)
    lines.push(
      '',
      'The project after the import:',
      `  ${plural(lint.chains, 'chain')} in ${plural(lint.subcategories, 'subcategory', 'subcategories')}, ${plural(lint.distinctSequences, 'distinct step sequence')}`,
      `  ${plural(lint.tools, 'tool')}, ${plural(lint.capabilitiesListed, 'listed capability', 'listed capabilities')}`,
      `  ${plural(lint.chainsMissingCapability, 'chain')} with a capability missing from the list${lint.missingCapabilities.length > 0 ? ` (${lint.missingCapabilities.map(({ name, chains }) => `${name}: ${chains}`).join(', ')})` : ''}`,
      `  ${plural(lint.unusedCapabilities.length, 'listed capability', 'listed capabilities')} that no chain uses${lint.unusedCapabilities.length > 0 ? ` (${lint.unusedCapabilities.slice(0, 5).join(', ')})` : ''}`,
      `  ${plural(lint.thinSubcategories.length, 'thin subcategory', 'thin subcategories')}, ${plural(lint.withoutSeverity.length, 'subcategory', 'subcategories')} without severity`,
    )
  for (const { file, line, path: place, severity, message } of problems.shown)
    lines.push(
      `${severity} ${file}${line === null ? '' : `:${line}`}${place && place !== '$' ? ` ${place}` : ''}: ${message}`,
    )
  if (problems.total > problems.shown.length)
    lines.push(`… and ${problems.total - problems.shown.length} problems more`)
  return lines.join('\n')
}
