import type { Count } from './count'

/** Numbers beside the places of a project; null where there is none for this reader, or counting would take long. */
export interface RailCounts {
  chains: Count | null
  instructions: Count | null
  responses: Count | null
  /** What is left for the reader to judge. */
  review: Count | null
  /** What waits for adjudication. */
  adjudication: Count | null
  flags: Count | null
  /** Runs that are going. */
  runs: Count | null
}
export type RailPlace = keyof RailCounts
