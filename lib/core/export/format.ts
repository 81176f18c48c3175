import type { ArgumentCheck } from '../compliance/check'
import type { ItemStage } from '../item/lists'
import type { Conversation, JsonObject } from '../record/conversation'
import type { PreferencePair } from '../record/pair'
import type { LintProblem } from './lint/problem'
import type { PlumblineChain, PlumblineInstruction, PlumblineResponse } from './plumbline-jsonl'

/** What Plumbline writes and reads, by the one name that command line, API and pages have for it. */
export const WRITTEN_FORMATS = [
  ...(['agentalign', 'agentalign-chains', 'openai', 'mistral', 'llamafactory-sharegpt'] as const),
  ...(['llamafactory-openai', 'functionary', 'huggingface', 'trl', 'axolotl'] as const),
  ...(['preference-trl', 'preference-llamafactory', 'preference-openai', 'judgments'] as const),
] as const
export type WrittenFormat = (typeof WRITTEN_FORMATS)[number]

/** One row of a data set, by what it is. */
export type DatasetRecord =
  | { kind: 'CONVERSATION'; conversation: Conversation }
  | { kind: 'PAIR'; pair: PreferencePair }
  | { kind: 'JUDGED'; line: PlumblineChain | PlumblineInstruction | PlumblineResponse }
  | { kind: 'CHAIN'; line: PlumblineChain }
export type RecordKind = DatasetRecord['kind']

/** Texts of a row with what they say. */
export type KnownTexts = ReadonlyMap<string, unknown>

/** Schemas of tools are held against JSON Schema by whoever calls: the core has no validator of its own. */
export interface FormatChecks {
  checkArguments?: ArgumentCheck
  /** Why a tool's parameters are no JSON Schema (draft 7); null: they are one. */
  checkSchema?: (schema: JsonObject) => string | null
  /** Texts in the row that its writer printed from these very values. */
  known?: KnownTexts
}

/** `notes`: what is said in another way than in the record, or left out, each in words that can be counted. */
export type RowAnswer = { ok: true; text: string; notes: string[] } | { ok: false; reason: string }

/** Writes one file: `begin`, each row in order, `end`; their texts joined are the file. One for each file. */
export interface DatasetWriter {
  begin(): string
  /** A record that cannot be said is a reason, and nothing of it is in the file. */
  row(record: DatasetRecord): RowAnswer
  end(): string
}

export interface DatasetFormat {
  name: WrittenFormat
  label: string
  what: string
  extension: 'json' | 'jsonl'
  mediaType: string
  /** The kind of record that it takes; every other is refused. */
  takes: RecordKind
  stages: readonly ItemStage[]
  /** Whether a model is trained on it. */
  trains: boolean
  open(checks?: FormatChecks): DatasetWriter
  /** What its consumer makes of one row of such a file, and what no consumer checks. */
  lint(row: unknown, checks?: FormatChecks): LintProblem[]
}
