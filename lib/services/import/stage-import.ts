import { stat } from 'node:fs/promises'
import type pg from 'pg'
import { type KnownCapabilities, lintChain } from '@/lib/core/chain/lint'
import type { ImportOptions } from '@/lib/core/import/batch'
import { FORMAT_ORDER } from '@/lib/core/import/formats'
import { intentOfFile } from '@/lib/core/import/instructions'
import { OWN } from '@/lib/core/import/origin'
import type { ImportProblem } from '@/lib/core/import/problems'
import { type ImportEvent, storable } from '@/lib/core/import/read-file'
import type { ImportRecord } from '@/lib/core/import/records'
import { ProblemTally } from '@/lib/core/import/report'
import { lintInstruction } from '@/lib/core/instruction/lint'
import { projectSettingsSchema } from '@/lib/core/policy/settings'
import { type Catalogue, loadCatalogue } from './catalogue'
import { InstructionsById, joinResponse } from './join-instructions'
import { type ImportSource, readSource, type SourceFacts, tellFormat } from './read-source'
import type { StagedResponse } from './stage-responses'
import { createStaging, ItemStage, type StagedChain, type StagedInstruction } from './staging'

export interface QuarantineRow {
  file: string
  line: number | null
  path: string | null
  code: string
  message: string
  raw: string
}
/** Rows left out are kept up to this many; all are counted. */
const QUARANTINE_KEPT = 1_000

export interface StagedImport {
  /** In the order given. */
  files: SourceFacts[]
  catalogue: Catalogue
  problems: ProblemTally
  quarantine: QuarantineRow[]
}

export interface StageInput {
  projectId: string
  sources: readonly ImportSource[]
  options: ImportOptions
  onProgress(done: number, total: number): void
  signal?: AbortSignal
}

/** Files that were read to their end, by index. */
export const readableFiles = ({ files }: Pick<StagedImport, 'files'>): ReadonlySet<number> =>
  new Set(files.flatMap(({ failed }, index) => (failed ? [] : [index])))

/** Where items go: the staging table, or a lint that keeps counts alone. */
export interface ItemSink {
  add(chain: StagedChain): Promise<void> | undefined
  addInstruction(instruction: StagedInstruction): Promise<void> | undefined
  addResponse(response: StagedResponse): Promise<void> | undefined
}

/** Reads every file once: items into the staging tables, everything else into the catalogue. */
export async function stageImport(client: pg.Client, input: StageInput): Promise<StagedImport> {
  await createStaging(client)
  const catalogue = await loadCatalogue(client, input.projectId)
  const language = await loadLanguage(client, input.projectId)
  const stage = new ItemStage(client)
  try {
    const staged = await readSources({ ...input, language }, catalogue, stage)
    await stage.end()
    return staged
  } catch (error) {
    await stage.abort()
    throw error
  }
}

export async function readSources(
  {
    sources,
    options,
    onProgress,
    signal,
    language = null,
  }: Omit<StageInput, 'projectId'> & { language?: string | null },
  catalogue: Catalogue,
  sink: ItemSink,
): Promise<StagedImport> {
  const staged: StagedImport = { files: [], catalogue, problems: new ProblemTally(), quarantine: [] }
  const names = sources.map(({ name }) => name)
  const reading = new Reading(staged, { ...options, language, names }, sink)
  const sizes = await Promise.all(sources.map(async ({ path }) => (await stat(path)).size))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  let done = 0
  for (const index of await inReadingOrder(sources)) {
    const facts = await readSource(sources[index]!, {
      onEvent: (event) => reading.take(event, index),
      onBytes(bytes) {
        done += bytes
        onProgress(done, total)
      },
      signal,
    })
    const refused = reading.refused.get(index) ?? 0
    staged.files[index] = { ...facts, records: facts.records - refused, leftOut: facts.leftOut + refused }
  }
  return staged
}

/** What others point at comes first: lists before the chains that are checked against them. */
async function inReadingOrder(sources: readonly ImportSource[]): Promise<number[]> {
  const formats = await Promise.all(sources.map(tellFormat))
  const rank = (index: number) => {
    const format = formats[index]
    return format ? FORMAT_ORDER.indexOf(format) : -1
  }
  return sources.map((_, index) => index).sort((a, b) => rank(a) - rank(b) || a - b)
}

class Reading {
  private known: KnownCapabilities | null = null
  private readonly instructions = new InstructionsById()
  private ids = { file: -1, seen: new Set<string>() }
  /** Records that were read and could not be joined, by file. */
  readonly refused = new Map<number, number>()

  constructor(
    private readonly staged: StagedImport,
    private readonly options: ImportOptions & { language: string | null; names: string[] },
    private readonly sink: ItemSink,
  ) {}

  take(event: ImportEvent, file: number): Promise<void> | undefined {
    if (event.type === 'record') return this.takeRecord(event.record, file)
    this.report(event.problem, event.raw)
    return undefined
  }

  private report(problem: ImportProblem, raw: string | null): void {
    this.staged.problems.add(problem)
    if (raw !== null && this.staged.quarantine.length < QUARANTINE_KEPT) {
      const { code, message, line, path } = problem
      this.staged.quarantine.push({ file: problem.file, line, path, code, message, raw })
    }
  }

  private takeRecord(record: ImportRecord, file: number): Promise<void> | undefined {
    if (record.kind === 'chain') return this.takeChain(record, file)
    if (record.kind === 'instruction') return this.takeInstruction(record, file)
    if (record.kind === 'response') return this.takeResponse(record, file)
    this.known = null
    this.takeCatalogue(record, file)
    return undefined
  }

  private takeChain(record: Extract<ImportRecord, { kind: 'chain' }>, file: number): Promise<void> | undefined {
    const { catalogue } = this.staged
    const category = record.category.length > 0 ? catalogue.category(record.category, file) : null
    this.known ??= {
      listed: new Set([...catalogue.capabilities.values()].filter(({ listed }) => listed).map(({ name }) => name)),
      known: new Set(catalogue.capabilities.keys()),
    }
    const findings = lintChain(record.content, this.known).map(({ code, severity, message, steps }) => ({
      code,
      severity,
      evidence: { message, steps },
    }))
    return this.sink.add({
      file,
      line: record.line,
      categoryId: category?.id ?? null,
      categoryPath: record.category,
      intent: record.provenance?.intent ?? this.options.intent,
      content: record.content,
      writtenAs: record.provenance?.item ?? null,
      raw: record.raw,
      findings,
    })
  }

  private takeInstruction(record: Extract<ImportRecord, { kind: 'instruction' }>, file: number) {
    const { language, names, intent } = this.options
    const category = record.category.length > 0 ? this.staged.catalogue.category(record.category, file) : null
    const meant = record.intent ?? intentOfFile(names[file] ?? '') ?? intent
    this.instructions.add(record, meant)
    return this.sink.addInstruction({
      file,
      line: record.line,
      categoryId: category?.id ?? null,
      categoryPath: record.category,
      intent: meant,
      content: record.content,
      explanation: record.explanation,
      model: record.model,
      writtenAs: record.item ?? null,
      origin: record.origin ?? OWN,
      raw: record.raw,
      findings: lintInstruction(record.content, language).map(({ code, severity, ...evidence }) => ({
        ...{ code, severity, evidence },
      })),
    })
  }

  private takeResponse(record: Extract<ImportRecord, { kind: 'response' }>, file: number) {
    const name = this.options.names[file] ?? ''
    const instruction = this.instructions.find(record.sourceId)
    const joined = joinResponse(record, instruction)
    const place = { file: name, line: record.line, column: null, path: record.path }
    if (!joined.ok) {
      this.refused.set(file, (this.refused.get(file) ?? 0) + 1)
      this.report({ ...place, code: joined.code, severity: 'ERROR', message: joined.message }, storable(record.raw))
      return undefined
    }
    if (this.stoodBefore(record.sourceId, file)) {
      const message = `The id ${record.sourceId} stands here once more; the last row that has it is taken.`
      this.report({ ...place, code: 'repeated_id', severity: 'WARNING', message }, null)
    }
    const path = record.category.length > 0 ? record.category : (instruction?.category ?? [])
    const category = path.length > 0 ? this.staged.catalogue.category(path, file) : null
    return this.sink.addResponse({
      ...{ file, line: record.line, categoryId: category?.id ?? null, raw: record.raw, model: record.model },
      ...{ content: joined.content, request: joined.request, sourceId: record.sourceId },
      intent: record.intent ?? instruction?.intent ?? intentOfFile(name) ?? record.presumed ?? this.options.intent,
      instructionKey: instruction?.importKey ?? null,
      withoutTools: record.tools === null && instruction === null,
      origin: record.origin ?? OWN,
      writtenAs: record.item ?? null,
    })
  }

  private stoodBefore(id: string | null, file: number): boolean {
    if (this.ids.file !== file) this.ids = { file, seen: new Set() }
    if (id === null) return false
    const stood = this.ids.seen.has(id)
    this.ids.seen.add(id)
    return stood
  }

  private takeCatalogue(
    record: Exclude<ImportRecord, { kind: 'chain' | 'instruction' | 'response' }>,
    file: number,
  ): void {
    const { catalogue } = this.staged
    switch (record.kind) {
      case 'category':
        catalogue.category([record.category], file).declared = true
        for (const slug of record.subcategories) catalogue.category([record.category, slug], file).declared = true
        return
      case 'capability':
        catalogue.capability(record.name, file).listed = true
        return
      case 'capability-tools':
        catalogue.capability(record.capability, file)
        for (const name of record.tools) catalogue.tool(name, file).capability = record.capability
        return
      case 'tool-capability':
        catalogue.capability(record.capability, file)
        catalogue.tool(record.tool, file).capability = record.capability
        return
      case 'tool':
        catalogue.giveSchema(catalogue.tool(record.name, file), record.schema, record.raw.length)
    }
  }
}

async function loadLanguage(client: pg.Client, projectId: string): Promise<string | null> {
  const { rows } = await client.query<{ settings: unknown }>('select settings from projects where id = $1', [projectId])
  return projectSettingsSchema.parse(rows[0]?.settings ?? {}).language
}
