import type { DrawnStratum, NotDrawable, StudyDesign } from './spec'

/** One text of a sample. */
export interface StudyText {
  /** The item's number as everybody reads it, "0012"; of a published study a place in its table. */
  item: string
  revision: number
  /** SHA-256 of the text's canonical JSON; null where the text was never published. */
  content: string | null
  stratum: string
  /** All of its raters have answered. */
  finished: boolean
}

/** One answer; null: an abstention. Raters are "r1", "r2" …, by order of appearance in the sample. */
export interface StudyVote {
  item: string
  reviewer: string
  label: string | null
}

/** A study as its report needs it: no text, and nobody's name. */
export interface StudyData {
  /** Null for one that was published by others. */
  number: number | null
  name: string
  project: string
  /** Where the numbers come from, when they are not the team's own. */
  published: { by: string; source: string; remark: string } | null
  protocol: string
  estimand: string
  design: StudyDesign
  rubric: { name: string; key: string; version: number } | null
  drawn: DrawnStratum[]
  notDrawable: NotDrawable
  sampleHash: string | null
  createdAt: string | null
  closedAt: string | null
  sample: StudyText[]
  /** By task. */
  votes: Record<string, StudyVote[]>
}

/** One line of a judgments file, as `plumbline agreement` reads it. */
export interface JudgmentRow {
  item: string
  reviewer: string
  label: string | null
  stratum: string
}

/** The judgments that a task's numbers are made of: those on finished texts, in order of the sample. */
export function judgmentRows(data: StudyData, task: string): JudgmentRow[] {
  const finished = new Map(data.sample.filter(({ finished }) => finished).map(({ item, stratum }) => [item, stratum]))
  const order = new Map(data.sample.map(({ item }, index) => [item, index]))
  return (data.votes[task] ?? [])
    .filter(({ item }) => finished.has(item))
    .toSorted((a, b) => order.get(a.item)! - order.get(b.item)! || (a.reviewer < b.reviewer ? -1 : 1))
    .map(({ item, reviewer, label }) => ({ item, reviewer, label, stratum: finished.get(item)! }))
}
