import { type DecisionCounts, isMajoritySettled, stopsEarly, type VerdictRule } from './verdict'

/** Of the entries of a queue that may stop early, the share that always gets all slots. What needs all votes is computed from these. */
export const FULL_OVERLAP_SHARE = 0.1

/**
 * How many slots of an open entry are for judging, the filled ones included: all of them, unless its queue may stop early.
 * Then `startAt`, and from there on the fewest with which the majority could be settled: as many judgments more are needed
 * in any case, so that asking for them at once wastes none.
 * @returns between what is filled and `rule.slots`
 */
export function decideOpenSlots(counts: DecisionCounts, rule: VerdictRule): number {
  if (!stopsEarly(rule)) return rule.slots
  const filled = Object.values(counts).reduce((sum, count) => sum + count, 0)
  if (filled < rule.startAt) return rule.startAt
  if (filled >= rule.slots) return filled
  if (isMajoritySettled(counts, rule)) return filled
  for (let more = 1; filled + more < rule.slots; more++) {
    const alike = VOTES.map((vote) => ({ ...counts, [vote]: counts[vote] + more }))
    if (alike.some((then) => isMajoritySettled(then, rule))) return filled + more
  }
  return rule.slots
}

/** Nothing settles sooner than judgments that all say the same. */
const VOTES = ['accepts', 'rejects', 'ambiguous'] as const

/** Closed entries that were voted on alike. */
interface Given {
  slots: number
  accepts: number
  rejects: number
  abstains: number
  items: number
}

export interface Saving {
  /** Judgments that were not asked for, since they could not have changed a majority. */
  saved: number
  /** All slots of the closed entries. */
  planned: number
  entries: number
}

export function judgmentsSaved(closed: readonly Given[]): Saving {
  const saving = { saved: 0, planned: 0, entries: 0 }
  for (const { slots, accepts, rejects, abstains, items } of closed) {
    saving.saved += Math.max(0, slots - accepts - rejects - abstains) * items
    saving.planned += slots * items
    saving.entries += items
  }
  return saving
}

/** Closed entries with judgments beyond their slots, that were voted on alike. */
export interface ExtraPattern {
  accepts: number
  rejects: number
  /** Extra judgments on each, abstentions included. */
  said: number
  extraAccepts: number
  extraRejects: number
  items: number
}

export interface ExtraFigures {
  items: number
  judgments: number
  accepts: number
  rejects: number
  /** Items of which the majority would be another, or a tie, if the extra judgments were votes. */
  changed: number
}

/** What close votes were worth: extra judgments, apart from all other figures. */
export function extraFigures(patterns: readonly ExtraPattern[]): ExtraFigures {
  const figures = { items: 0, judgments: 0, accepts: 0, rejects: 0, changed: 0 }
  for (const { accepts, rejects, said, extraAccepts, extraRejects, items } of patterns) {
    const together = Math.sign(accepts + extraAccepts - rejects - extraRejects)
    figures.items += items
    figures.judgments += said * items
    figures.accepts += extraAccepts * items
    figures.rejects += extraRejects * items
    if (together !== Math.sign(accepts - rejects)) figures.changed += items
  }
  return figures
}
