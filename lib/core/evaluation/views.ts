import type { Outcome, ResponseContent } from '../trajectory/content'
import type { EvaluationLabelName } from './labels'
import type { EvaluationProblems } from './problems'

export type EvaluationKind = 'INSPECT' | 'REFUSALS'

/** What a file brought. */
export interface ImportedEvaluation {
  number: number
  /** The file had come in before; nothing was changed. */
  known: boolean
  samples: number
  leftOut: number
  partial: boolean
  /** Prompts that no list of this project knew; they keep out of snapshots from now on. */
  listed: number
}

/** How far a file is read: bytes, and samples found. */
export interface EvaluationProgress {
  done: number
  total: number
  samples: number
}

/** A file on its way in. */
export interface EvaluationImportView {
  id: string
  file: string
  status: 'WAITING' | 'READ' | 'FAILED'
  progress: EvaluationProgress
  error: string | null
  result: ImportedEvaluation | null
}

/** One run in the list. */
export interface EvaluationRow {
  number: number
  kind: EvaluationKind
  task: string
  model: string
  label: string
  intent: 'HARMFUL' | 'BENIGN'
  file: string
  status: string
  partial: boolean
  samples: number
  leftOut: number
  ranAt: Date | null
  createdAt: Date
}

/** One sample in the list of its run, without its text. */
export interface SampleRow {
  id: string
  position: number
  sampleId: string
  epoch: number
  category: string
  score: number | null
  refused: boolean | null
  error: string | null
  limit: string | null
  outcome: Outcome
  steps: number
  /** Whether there is a transcript. */
  readable: boolean
  /** The reader's own. */
  mine: EvaluationLabelName | null
}

export interface EvaluationDetail extends EvaluationRow {
  sha256: string
  problems: EvaluationProblems
  reported: Record<string, number>
  /** Those that the reader may know of, in the log's order. */
  rows: SampleRow[]
  /** Left out of `rows`, as of categories that the reader opted out of. */
  withheld: number
  /** All of its samples, without texts, for the figures. */
  scored: { prompt: string; category: string; score: number | null; refused: boolean | null }[]
  /** Samples by what people say they are; null: the reader may still label some himself. */
  labels: { label: EvaluationLabelName; samples: number }[] | null
}

export interface SampleLabel {
  by: string
  label: EvaluationLabelName
  note: string
}

export interface SampleDetail {
  run: Pick<EvaluationRow, 'number' | 'task' | 'model' | 'label' | 'intent'>
  sample: SampleRow
  problem: string | null
  severity: number | null
  masked: boolean
  /** Null: masked, or it could not be read. */
  content: ResponseContent | null
  mine: { label: EvaluationLabelName; note: string } | null
  /** What others say; null until the reader has said it first. */
  others: SampleLabel[] | null
  /** Positions beside it in the run, by id. */
  before: string | null
  after: string | null
}
