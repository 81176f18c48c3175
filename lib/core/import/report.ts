import type { ImportFormat } from './formats'

/** What a preview says (ImportBatch.report): every count is over the files read, "new" and "existing" against the project. */
export interface ImportReport {
  files: FileReport[]
  chains: Compared & { /** The same row more than once in these files. */ repeated: number }
  categories: Compared
  subcategories: Compared
  capabilities: Compared & { /** Named in a capability list. */ listed: number }
  tools: Compared & { /** With a function schema. */ withSchema: number }
  sequences: { distinct: number /** Sequences that more than one chain has. */; repeated: number }
  /** Chains with a capability that no capability list names. */
  chainsWithUnlistedCapability: number
  unlistedCapabilities: { name: string; chains: number }[]
  /** Listed, but no chain of these files or of the project uses it. */
  unusedCapabilities: string[]
  thinSubcategories: { category: string; subcategory: string; chains: number }[]
  /** Top-level categories of these files, each with the severity that it has or will have. */
  severities: { slug: string; title: string; chains: number; severity: number | null; existing: boolean }[]
  /** Rows that could not be read; kept aside with the batch. */
  quarantined: number
  problems: Problem[]
  /** Every problem, also those beyond the ones listed. */
  problemCounts: { code: string; severity: ProblemSeverity; count: number }[]
  /** False when nothing was compared with a database. */
  compared: boolean
}

export interface Compared {
  total: number
  new: number
  existing: number
}

export interface FileReport {
  name: string
  size: number
  sha256: string
  format: ImportFormat | null
  records: number
  /** The file as a whole cannot be imported. */
  error: { code: string; line: number | null; message: string } | null
}

export type ProblemSeverity = 'INFO' | 'WARNING' | 'ERROR'

export interface Problem {
  code: string
  severity: ProblemSeverity
  file: string
  /** Counted from 1; null when the problem is of no single place. */
  line: number | null
  /** Keys down to the value, e.g. ["online_fraud", "phishing", "patterns", 3]. */
  path: readonly (string | number)[]
  message: string
}

/** How many problems a report lists; the counts have them all. */
export const PROBLEMS_LISTED = 200
