import { stat } from 'node:fs/promises'
import path from 'node:path'
import { displayName, type ImportOptions, importOptionsSchema } from '@/lib/core/import/batch'
import { FORMAT_LABELS, IMPORT_FORMATS, type ImportFormat } from '@/lib/core/import/formats'
import type { ImportReport } from '@/lib/core/import/report'
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

export const command: Command = {
  usage: 'import <file…> [--project S] [--format F] [--intent I] [--severity CATEGORY=N …] [--dry-run] [--json]',
  help: `
Imports AgentAlign's taxonomy, capability, tool, chain and instruction files, and Plumbline JSONL: all of the files, or nothing.
The same file again changes nothing.

  --project S             the project's slug; may be left out where there is but one. A new one is made
  --format F              read every file as F instead of as detected:
                          ${IMPORT_FORMATS.join(', ')}
  --intent I              what chains are that do not say it: HARMFUL (default), BORDERLINE, BENIGN
  --severity CATEGORY=N   severity (0 mild to 4 gravest) of a top-level category that has none; may be repeated
  --dry-run               write nothing; compare with the database where one runs, else check the files alone`,
  options: {
    project: { type: 'string' },
    format: { type: 'string' },
    intent: { type: 'string' },
    severity: { type: 'string', multiple: true },
    'dry-run': { type: 'boolean' },
  },
  async run(invocation) {
    const sources = await findSources(invocation)
    const options = readOptions(invocation.values)
    return invocation.values['dry-run'] ? dryRun(invocation, sources, options) : apply(invocation, sources, options)
  },
}

async function findSources({ positionals, values }: Invocation): Promise<ImportSource[]> {
  if (positionals.length === 0) throw new UsageError('Name at least one file.')
  const format = textOf(values, 'format')
  if (format !== undefined && !IMPORT_FORMATS.some((one) => one === format))
    throw new UsageError(`There is no format "${format}". There are: ${IMPORT_FORMATS.join(', ')}.`)
  return Promise.all(
    positionals.map(async (file) => {
      const found = await stat(fileAt(file)).catch(() => null)
      if (!found?.isFile()) throw new UsageError(`${file} ${found ? 'is no file' : 'is not there'}. Nothing was read.`)
      return {
        name: displayName(path.basename(file)),
        path: fileAt(file),
        format: (format as ImportFormat | undefined) ?? null,
      }
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
  const parsed = importOptionsSchema.safeParse({ intent: textOf(values, 'intent')?.toUpperCase(), severities })
  if (!parsed.success) throw new UsageError('--intent is HARMFUL, BORDERLINE or BENIGN.')
  return parsed.data
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
    const text = `${describe(report)}\n\nImported into ${project.slug}: ${plural(merged.chains, 'new chain')}, ${plural(merged.instructions, 'new instruction')}, ${merged.categories} categories, ${merged.capabilities} capabilities and ${merged.tools} tools added or changed.`
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

/** The preview in words: each file, what is in it, what is wrong with it. */
export function describe({ files, kinds, lint, problems }: ImportReport): string {
  const lines = files.map(
    (file) =>
      `${file.name}: ${file.format ? FORMAT_LABELS[file.format] : 'unknown format'}, ${plural(file.records, 'record')}${file.leftOut ? `, ${file.leftOut} left out` : ''}${file.failed ? ' — cannot be read to its end' : ''}`,
  )
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
