import { SequenceCounts } from '@/lib/core/chain/lint'
import type { ImportOptions } from '@/lib/core/import/batch'
import type { ImportReport } from '@/lib/core/import/report'
import { Catalogue } from './catalogue'
import { chainImportKey, hashContent, instructionImportKey } from './keys'
import type { ImportSource } from './read-source'
import { countTools, lintCategories, listedCapabilities, tallyCatalogue } from './report-catalogue'
import { type ItemSink, readSources } from './stage-import'
import type { StagedResponse } from './stage-responses'
import type { StagedChain, StagedInstruction } from './staging'

/**
 * The preview of files alone, where no database runs: everything counts as new. Keeps keys and counts of all chains in
 * memory (some 200 bytes a chain), not their text.
 */
export async function lintFiles(
  sources: readonly ImportSource[],
  options: ImportOptions,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<ImportReport> {
  const counts = new ChainCounts()
  const staged = await readSources({ sources, options, onProgress }, new Catalogue(), counts)
  const { capabilities } = staged.catalogue
  const listed = listedCapabilities(staged)
  const missing = listed.length === 0 ? [] : [...counts.uses].filter(([name]) => !capabilities.get(name)?.listed)
  return {
    files: staged.files,
    kinds: {
      ...tallyCatalogue(staged),
      chains: { read: counts.read, fresh: counts.keys.size, known: counts.read - counts.keys.size },
      instructions: counts.instructions,
      responses: counts.responses(staged.limits),
    },
    lint: {
      chains: counts.keys.size,
      distinctSequences: counts.sequences.distinct,
      repeatedSequences: counts.sequences.repeated,
      chainsRepeated: counts.sequences.chainsRepeated,
      ...counts.found,
      capabilitiesListed: listed.length,
      tools: countTools(staged),
      missingCapabilities: missing.map(([name, chains]) => ({ name, chains, known: capabilities.has(name) })),
      unusedCapabilities: listed.filter((name) => !counts.uses.has(name)),
      ...lintCategories(staged, options, counts.byCategory),
    },
    problems: staged.problems.result,
  }
}

class ChainCounts implements ItemSink {
  read = 0
  private instructionsRead = 0
  private readonly instructionKeys = new Set<string>()
  /** By file and id, so that the last of each id counts; the value is what it says. */
  private readonly responseKeys = new Map<string, { key: string; file: number; sampleKey: number | null }>()
  readonly keys = new Set<string>()
  readonly sequences = new SequenceCounts()
  readonly uses = new Map<string, number>()
  readonly byCategory = new Map<string, number>()
  readonly found = { chainsMissingCapability: 0, chainsLengthOutOfRange: 0, chainsEmptyExplanation: 0 }

  addInstruction({ content, categoryPath }: StagedInstruction): undefined {
    this.instructionKeys.add(instructionImportKey(categoryPath, hashContent(content).text))
    this.instructionsRead += 1
  }

  addResponse({ importKey: key, file, sourceId, sampleKey, asks, request, content }: StagedResponse): undefined {
    const place = sourceId === null ? `${file}\0\0${this.responseKeys.size}` : `${file}\0${sourceId}`
    this.responseKeys.set(place, { key, file, sampleKey })
    if (!asks) return
    this.instructionKeys.add(
      instructionImportKey(
        asks.categoryPath,
        hashContent({ text: request, pattern: asks.pattern, tools: content.tools }).text,
      ),
    )
    this.instructionsRead += 1
  }

  /** `limits`: of files of which a sample was drawn the largest key in it. */
  responses(limits: ReadonlyMap<number, number>) {
    const drawn = [...this.responseKeys.values()].filter(
      ({ file, sampleKey }) => sampleKey === null || sampleKey <= (limits.get(file) ?? Number.POSITIVE_INFINITY),
    )
    const read = drawn.length
    const fresh = new Set(drawn.map(({ key }) => key)).size
    return { read, fresh, known: read - fresh }
  }

  get instructions() {
    const fresh = this.instructionKeys.size
    return { read: this.instructionsRead, fresh, known: this.instructionsRead - fresh }
  }

  add({ content, categoryPath, categoryId, findings }: StagedChain): undefined {
    this.read += 1
    const key = chainImportKey(categoryPath, hashContent(content).text)
    if (this.keys.has(key)) return
    this.keys.add(key)
    this.sequences.add(categoryPath, content.steps)
    for (const name of new Set(content.steps)) this.uses.set(name, (this.uses.get(name) ?? 0) + 1)
    if (categoryId) this.byCategory.set(categoryId, (this.byCategory.get(categoryId) ?? 0) + 1)
    const codes = new Set(findings.map(({ code }) => code))
    if (codes.has('unknown_capability') || codes.has('unlisted_capability')) this.found.chainsMissingCapability += 1
    if (codes.has('length_out_of_range')) this.found.chainsLengthOutOfRange += 1
    if (codes.has('empty_explanation')) this.found.chainsEmptyExplanation += 1
  }
}
