import type { ResponseLabel } from '../compliance/labels'
import type { Said } from '../review/said'
import type { WorkBody } from '../review/wire'
import type { Signal } from '../trajectory/evidence'
import type { VerdictName } from './filter'
import type { Lineage } from './lineage'

/** One item as a person may know it, whole: what its page and the panel beside a list show. */

export interface ItemHead {
  id: string
  projectId: string
  number: number
  stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
  origin: 'IMPORTED' | 'GENERATED' | 'DEMO_MODEL' | 'WRITTEN'
  model: string | null
  /** The data set of others that it comes from, and its id there; null: the project's own. */
  source: string | null
  sourceId: string | null
  licence: string | null
  category: { path: string[]; severity: number | null }
  verdict: VerdictName
  masked: boolean
  quarantined: boolean
  quarantineCauses: string[]
  /** What a borderline instruction was settled as; null too where the reader may not know it yet. */
  split: 'BENIGN' | 'HARMFUL' | null
  language: string | null
  flagged: boolean
  stale: boolean
  archivedAt: Date | null
  purgedAt: Date | null
  createdAt: Date
}

export interface ItemRevision {
  id: string
  number: number
  attempt: number
  author: string
  at: Date
  current: boolean
  accepted: boolean
  basedOnId: string | null
  /** The text before it once more, unchanged, to see what a second look alone changes. */
  control: boolean
  /** An edit that somebody proposed, and what became of it; null for texts that were current. */
  proposal: 'PENDING' | 'KEPT' | 'APPLIED' | 'DECLINED' | null
  /** Null while the item is masked. */
  body: WorkBody | null
}

export interface ItemJudgment {
  id: string
  decision: Said
  /** Of a response. */
  label: ResponseLabel | null
  compliesFrom: number | null
  reasons: string[]
  criteria: Record<string, boolean>
  note: string
  stepMarks: number[]
  counted: boolean
  /** Asked for beyond the slots, since the vote was close. */
  extra: boolean
  at: Date
  reviewer: string
}

export interface ItemEntry {
  id: string
  queueId: string
  queue: string
  purpose: 'CURATION' | 'STUDY' | 'CALIBRATION' | 'AUDIT'
  open: boolean
  verdict: VerdictName
  revision: number
  slots: number
  labels: Record<string, string>
  judgments: ItemJudgment[]
  adjudication: { outcome: VerdictName; label: ResponseLabel | null; reason: string; by: string; at: Date } | null
}

export interface ItemOpinion {
  code: string
  verdict: 'HARMFUL' | 'BENIGN' | null
  /** What it takes a response for. */
  label: ResponseLabel | null
  /** Of a response: the step (from 0) at which it takes it to comply, and where that shows. */
  compliesFrom: number | null
  signals: Signal[]
  /** Null while the item is masked: it speaks of the text. */
  message: string | null
  model: string
  demo: boolean
  at: Date
}

export interface ItemDetail {
  kind: 'ITEM'
  item: ItemHead
  /** Somebody may still judge it, so nothing that was said, tried or settled is here. */
  blind: boolean
  /** Newest first; while blind only the current one, without its number. */
  revisions: ItemRevision[]
  entries: ItemEntry[]
  /** `discussed`: said in the discussion of an entry. */
  comments: { id: string; by: string; text: string; at: Date; discussed: boolean }[]
  history: { at: Date; action: string; by: string }[]
  lineage: Lineage
  /** What models said of the current text, newest first; none while blind. */
  opinions: ItemOpinion[]
  /** Every settlement of a borderline instruction, newest first; none while blind. */
  splits: { outcome: 'BENIGN' | 'HARMFUL'; reason: string; by: string; at: Date; revision: number }[]
}
export type FoundItem = ItemDetail | { kind: 'OPTED_OUT' } | null
