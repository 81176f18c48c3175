import type { ResponseLabel } from '../compliance/labels'
import type { SettledBy } from '../review/entry-outcome'
import type { Outcome } from '../trajectory/content'
import type { VerdictName } from './filter'
import type { ItemStage } from './lists'

/** Where a row stands in a list. `rank`: of its verdict, category or severity where the list is sorted by one, else 0. */
export interface ItemKey {
  rank: number
  at: Date
  steps: number
  number: number
}
export interface ItemRow {
  id: string
  number: number
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
  origin: 'IMPORTED' | 'GENERATED' | 'DEMO_MODEL' | 'WRITTEN'
  model: string | null
  /** The data set of others that it comes from; null: the project's own. */
  source: string | null
  licence: string | null
  category: { path: string[]; severity: number | null }
  verdict: VerdictName
  /** Null where it has no verdict, or where the actor may not know it yet. */
  settledBy: SettledBy | null
  /** Null while the item is masked, as are the steps. */
  text: string | null
  steps: { name: string; listed: boolean }[] | null
  stepCount: number
  /** Null where the actor may not know it yet. */
  attempt: number | null
  judged: Judged | null
  /** Of a response: what people took it for; null where they have not, on a tie, and where the actor may not know it. */
  label: ResponseLabel | null
  /** Of a response: how it ended. */
  outcome: Outcome | null
  masked: boolean
  flagged: boolean
  stale: boolean
  quarantined: boolean
  /** Null where nothing is settled, or where the actor may not know it yet. */
  split: 'BENIGN' | 'HARMFUL' | null
  language: string | null
  /** Null while the item is masked. */
  tools: string[] | null
  parent: { id: string; number: number; stage: ItemStage } | null
  createdAt: Date
  updatedAt: Date
  verdictAt: Date | null
  archivedAt: Date | null
}

export interface Judged {
  /** In the order of their coming; an edit by what it counts as. */
  votes: ('ACCEPT' | 'REJECT' | 'ABSTAIN' | 'AMBIGUOUS')[]
  slots: number
  closed: boolean
}
