import { z } from 'zod'
import { IMPORT_FORMATS } from './formats'
import { type ImportProblem, importProblemSchema, PROBLEM_CODES } from './problems'
import { rowCountsSchema } from './row-options'

/** Problems shown of one import; the rest is counted. */
export const SHOWN_PROBLEMS = 200

const whole = z.int().min(0)

/** Of one kind of record: read = fresh + known. One that stands twice in the files is known the second time. */
const tallySchema = z.object({ read: whole, fresh: whole, known: whole })
export type Tally = z.infer<typeof tallySchema>

const kindTalliesSchema = z.object({
  categories: tallySchema,
  subcategories: tallySchema,
  capabilities: tallySchema,
  tools: tallySchema,
  chains: tallySchema,
  // Imports from before instructions could be imported said nothing of them.
  instructions: tallySchema.default({ read: 0, fresh: 0, known: 0 }),
  responses: tallySchema.default({ read: 0, fresh: 0, known: 0 }),
})

export const importReportSchema = z.object({
  files: z.array(
    z.object({
      name: z.string(),
      size: whole,
      sha256: z.string(),
      /** Null: not one of ours. */
      format: z.enum(IMPORT_FORMATS).nullable(),
      formatBy: z.enum(['DETECTED', 'GIVEN']).nullable(),
      /** Records that were read and fit. */
      records: whole,
      /** Records that were left out. */
      leftOut: whole,
      /** The file could not be read to its end; nothing of it is imported. */
      failed: z.boolean(),
      /** Of rows of conversations: what became of them. */
      rows: rowCountsSchema.optional(),
    }),
  ),
  kinds: kindTalliesSchema,
  /** The whole project as it would be after the import; exact. */
  lint: z
    .object({
      chains: whole,
      categories: whole,
      subcategories: whole,
      distinctSequences: whole,
      repeatedSequences: whole,
      capabilitiesListed: whole,
      tools: whole,
      chainsMissingCapability: whole,
      missingCapabilities: z.array(z.object({ name: z.string(), chains: whole, known: z.boolean() })),
      unusedCapabilities: z.array(z.string()),
      chainsLengthOutOfRange: whole,
      chainsEmptyExplanation: whole,
      chainsRepeated: whole,
      thinSubcategories: z.array(z.object({ path: z.array(z.string()), chains: whole })),
      withoutSeverity: z.array(z.array(z.string())),
      unknownCategories: z.array(z.object({ path: z.array(z.string()), chains: whole })),
    })
    .nullable(),
  problems: z.object({
    shown: z.array(importProblemSchema).max(SHOWN_PROBLEMS),
    total: whole,
    byCode: z.partialRecord(z.enum(PROBLEM_CODES), whole),
  }),
})
export type ImportReport = z.infer<typeof importReportSchema>

/** Counts every problem and keeps the first SHOWN_PROBLEMS, those that end a file before all others. */
export class ProblemTally {
  #shown: ImportProblem[] = []
  #total = 0
  #byCode: ImportReport['problems']['byCode'] = {}

  add(problem: ImportProblem): void {
    this.#total++
    this.#byCode[problem.code] = (this.#byCode[problem.code] ?? 0) + 1
    if (this.#shown.length < SHOWN_PROBLEMS) this.#shown.push(problem)
    else if (problem.severity === 'FATAL') this.#shown[this.#lastMild()] = problem
  }

  #lastMild(): number {
    const index = this.#shown.findLastIndex(({ severity }) => severity !== 'FATAL')
    return index < 0 ? SHOWN_PROBLEMS - 1 : index
  }

  get result(): ImportReport['problems'] {
    return { shown: [...this.#shown], total: this.#total, byCode: { ...this.#byCode } }
  }
}
