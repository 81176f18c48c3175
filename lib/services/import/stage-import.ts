import { stat } from 'node:fs/promises'
import type pg from 'pg'
import { type KnownCapabilities, lintChain } from '@/lib/core/chain/lint'
import type { ImportOptions } from '@/lib/core/import/batch'
import { shapeOf } from '@/lib/core/import/conversations'
import { FORMAT_ORDER } from '@/lib/core/import/formats'
import { intentOfFile } from '@/lib/core/import/instructions'
import { type Origin, OWN, tidyOrigin } from '@/lib/core/import/origin'
import type { ImportProblem } from '@/lib/core/import/problems'
import { type ImportEvent, KEPT_TO_MEND, storable } from '@/lib/core/import/read-file'
import { TAKEN_SOURCE } from '@/lib/core/import/readers/registry'
import type { ImportRecord } from '@/lib/core/import/records'
import { ProblemTally } from '@/lib/core/import/report'
import { noRows, ROW_DEFAULTS, type RowCounts, type RowOptions, whyFiltered } from '@/lib/core/import/row-options'
import { Smallest } from '@/lib/core/import/smallest'
import { lintInstruction } from '@/lib/core/instruction/lint'
import { projectSettingsSchema } from '@/lib/core/policy/settings'
import { sha256 } from '@/lib/data/hash'
import { type Catalogue, loadCatalogue } from './catalogue'
import { InstructionsById, type Joined, joinResponse } from './join-instructions'
import { canonicalResponse, responseImportKey, sampleKeyOf } from './keys'
import { type ImportSource, readSource, type SourceFacts, tellFormat } from './read-source'
import { dropUndrawn, type StagedResponse } from './stage-responses'
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
/** Of all of them together; those beyond keep their beginnings, and are mended in their file. */
const QUARANTINE_CHARACTERS = 20_000_000
const KEPT_BEYOND = 2_000

export interface StagedImport {
  /** In the order given. */
  files: SourceFacts[]
  catalogue: Catalogue
  problems: ProblemTally
  quarantine: QuarantineRow[]
  /** By file of which a sample was drawn: the largest key in it. */
  limits: ReadonlyMap<number, number>
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
  const stage = new ItemStage(client, language)
  try {
    const staged = await readSources({ ...input, language }, catalogue, stage)
    await stage.end()
    await dropUndrawn(client, staged.limits)
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
  const staged: StagedImport = { files: [], catalogue, problems: new ProblemTally(), quarantine: [], limits: new Map() }
  const names = sources.map(({ name }) => name)
  const reading = new Reading(staged, { ...options, rows: options.rows ?? ROW_DEFAULTS, language, names }, sink)
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
    const rows = reading.rows.get(index)
    const records = rows ? rows.taken : facts.records - refused
    staged.files[index] = { ...facts, records, leftOut: facts.leftOut + refused, ...(rows && { rows }) }
  }
  return { ...staged, limits: reading.limits }
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

type ResponseRecord = Extract<ImportRecord, { kind: 'response' }>
/** The sample has no place for the row. */
const UNDRAWN = -1

class Reading {
  private known: KnownCapabilities | null = null
  private readonly instructions = new InstructionsById()
  private ids = { file: -1, seen: new Set<number>() }
  /** Records that were read and could not be joined, by file. */
  readonly refused = new Map<number, number>()
  private keptCharacters = 0
  /** What became of rows of conversations, by file. */
  readonly rows = new Map<number, RowCounts>()
  private readonly samples = new Map<number, Smallest>()

  constructor(
    private readonly staged: StagedImport,
    private readonly options: ImportOptions & { rows: RowOptions; language: string | null; names: string[] },
    private readonly sink: ItemSink,
  ) {}

  take(event: ImportEvent, file: number): Promise<void> | undefined {
    if (event.type === 'record') {
      for (const note of event.notes ?? []) {
        const { notes } = this.rowsOf(file)
        notes[note] = (notes[note] ?? 0) + 1
      }
      return this.takeRecord(event.record, file)
    }
    this.report(event.problem, event.raw)
    return undefined
  }

  private report(problem: ImportProblem, raw: string | null): void {
    this.staged.problems.add(problem)
    if (raw !== null && this.staged.quarantine.length < QUARANTINE_KEPT) {
      const { code, message, line, path } = problem
      const kept = this.keptCharacters > QUARANTINE_CHARACTERS ? raw.slice(0, KEPT_BEYOND) : raw
      this.keptCharacters += kept.length
      this.staged.quarantine.push({ file: problem.file, line, path, code, message, raw: kept })
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

  private takeResponse(record: ResponseRecord, file: number) {
    if (record.asks && !this.isKept(record, file)) return undefined
    const instruction = this.instructions.find(record.sourceId)
    const joined = joinResponse(record, instruction)
    if (!joined.ok) return this.refuse(record, file, joined)
    if (this.stoodBefore(record.sourceId, file)) {
      const message = `The id ${record.sourceId} stands here once more; the last row that has it is taken.`
      this.report({ ...this.placeOf(record, file), code: 'repeated_id', severity: 'WARNING', message }, null)
    }
    const written = canonicalResponse(joined.content)
    const importKey = responseImportKey(joined.content, written)
    const sampleKey = record.asks ? this.draw(importKey, file) : null
    if (sampleKey === UNDRAWN) return undefined
    const path = record.category.length > 0 ? record.category : (instruction?.category ?? [])
    const category = path.length > 0 ? this.staged.catalogue.category(path, file) : null
    const { rows, intent, names } = this.options
    const unsaid = record.asks ? rows.intent : intent
    return this.sink.addResponse({
      ...{ file, line: record.line, categoryId: category?.id ?? null, raw: record.raw, model: record.model },
      ...{ content: joined.content, request: joined.request, sourceId: record.sourceId, importKey, sampleKey, written },
      intent: record.intent ?? instruction?.intent ?? intentOfFile(names[file] ?? '') ?? record.presumed ?? unsaid,
      instructionKey: instruction?.importKey ?? null,
      asks: record.asks && !instruction ? { ...record.asks, categoryPath: path } : null,
      withoutTools: record.tools === null && instruction === null,
      origin: this.originOf(record),
      score: record.score ?? null,
      writtenAs: record.item ?? null,
    })
  }

  /** Rows of conversations are all counted, whatever becomes of them. */
  private isKept(record: ResponseRecord, file: number): boolean {
    const counts = this.rowsOf(file)
    counts.read += 1
    const why = whyFiltered(shapeOf(record), this.options.rows)
    if (why !== null) counts[why] += 1
    return why === null
  }

  private refuse(record: ResponseRecord, file: number, { code, message }: Extract<Joined, { ok: false }>): undefined {
    this.refused.set(file, (this.refused.get(file) ?? 0) + 1)
    if (record.asks) this.rowsOf(file).read -= 1
    this.report({ ...this.placeOf(record, file), code, severity: 'ERROR', message }, storable(record.raw, KEPT_TO_MEND))
    return undefined
  }

  private placeOf({ line, path }: ResponseRecord, file: number) {
    return { file: this.options.names[file] ?? '', line, column: null, path }
  }

  /** Null: no sample is drawn, and the row is in. */
  private draw(importKey: string, file: number): number | null {
    const counts = this.rowsOf(file)
    const { sample, seed } = this.options.rows
    if (sample === null) {
      counts.taken += 1
      return null
    }
    const smallest = this.samples.get(file) ?? new Smallest(sample)
    this.samples.set(file, smallest)
    const key = sampleKeyOf(seed, importKey)
    const drawn = smallest.offer(key)
    if (drawn === 'AGAIN') counts.repeated += 1
    counts.taken = smallest.size
    counts.unsampled = counts.read - counts.fewSteps - counts.manyTurns - counts.repeated - counts.taken
    return drawn === 'IN' ? key : UNDRAWN
  }

  /** By file, the largest key that its sample holds: what was staged before a smaller one came is no part of it. */
  get limits(): Map<number, number> {
    return new Map([...this.samples].map(([file, smallest]) => [file, smallest.limit]))
  }

  private originOf({ asks, origin = OWN, sourceId }: ResponseRecord): Origin {
    const { source, licence } = this.options.rows
    if (!asks || (source === null && licence === null)) return origin
    const named = origin.source === TAKEN_SOURCE ? TAKEN_SOURCE : (source ?? origin.source)
    return tidyOrigin({ source: named, id: sourceId, licence: licence ?? origin.licence })
  }

  private rowsOf(file: number): RowCounts {
    const counts = this.rows.get(file) ?? noRows()
    this.rows.set(file, counts)
    return counts
  }

  private stoodBefore(id: string | null, file: number): boolean {
    if (this.ids.file !== file) this.ids = { file, seen: new Set() }
    if (id === null) return false
    // A text cut out of a chunk would keep the whole chunk: numbers, of which a hundred million would hardly meet.
    const key = Number.parseInt(sha256(id).slice(0, 13), 16)
    const stood = this.ids.seen.has(key)
    this.ids.seen.add(key)
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
