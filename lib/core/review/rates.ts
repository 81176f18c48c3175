import { allPass, countItems, type ItemVotes, majorityPass, type PassRate } from '../agreement/pass-rates'
import { type Defined, undefinedBecause } from '../defined'

/** Closed items below which a rate is not shown to people who judge: few items say who voted how. */
export const BLIND_BELOW = 20

export type RevisionAuthor = 'IMPORT' | 'PERSON' | 'MODEL'
export type ItemOrigin = 'IMPORTED' | 'GENERATED' | 'DEMO_MODEL' | 'WRITTEN'
export type QueuePurpose = 'CURATION' | 'STUDY' | 'CALIBRATION' | 'AUDIT'

/** Which of the figures a judged revision belongs to; each is a whole of its own and they are never added up. */
export type RateGroup = 'AS_GENERATED' | 'LATER_ATTEMPT' | 'CONTROL' | 'EDITED' | 'DEMO_MODEL' | 'WRITTEN'

/**
 * The figure that a closed entry counts in, or null for none. The headline, AS_GENERATED, is attempt 1 of generated or
 * imported text as it came. Calibration, audits and studies never enter; they have figures of their own.
 */
export function rateGroup(entry: {
  purpose: QueuePurpose
  origin: ItemOrigin
  author: RevisionAuthor
  attempt: number
  /** Put before reviewers again unchanged. */
  control?: boolean
  /** The demo model wrote the text, whatever the item came from. */
  demo?: boolean
}): RateGroup | null {
  if (entry.purpose !== 'CURATION') return null
  if (entry.origin === 'DEMO_MODEL' || entry.demo) return 'DEMO_MODEL'
  if (entry.origin === 'WRITTEN') return 'WRITTEN'
  if (entry.author === 'PERSON') return 'EDITED'
  if (entry.control) return 'CONTROL'
  return entry.attempt === 1 ? 'AS_GENERATED' : 'LATER_ATTEMPT'
}

const ORIGINS: ItemOrigin[] = ['IMPORTED', 'GENERATED', 'DEMO_MODEL', 'WRITTEN']
const AUTHORS: RevisionAuthor[] = ['IMPORT', 'PERSON', 'MODEL']
const BOTH = [false, true]

/** The kinds of judged curation text that make a group, each "origin.author.attempt.control.demo", attempt 2 standing for later ones. */
export function kindsOf(group: RateGroup): string[] {
  const kinds = ORIGINS.flatMap((origin) =>
    AUTHORS.flatMap((author) =>
      [1, 2].flatMap((attempt) =>
        BOTH.flatMap((control) => BOTH.map((demo) => ({ origin, author, attempt, control, demo }))),
      ),
    ),
  )
  return kinds
    .filter((kind) => rateGroup({ purpose: 'CURATION', ...kind }) === group)
    .map(({ origin, author, attempt, control, demo }) => [origin, author, attempt, control, demo].join('.'))
}

export const GROUP_TEXT: Record<RateGroup, string> = {
  AS_GENERATED: 'first attempts, as generated or imported',
  LATER_ATTEMPT: 'later attempts, written again after a rejection',
  CONTROL: 'rejected texts, put before reviewers again unchanged',
  EDITED: "people's edits",
  DEMO_MODEL: 'texts of the demo model',
  WRITTEN: 'texts written by people',
}

export interface RateScope {
  /** "chains", "instructions" … */
  noun: string
  group: RateGroup
  /** Filters in words, such as "in Misinformation"; empty for all. */
  within?: string
}

/** What a rate estimates, in words: printed beside every one. */
export function estimandText(kind: 'MAJORITY' | 'ALL', scope: RateScope, n: number, open: number): string {
  const votes = kind === 'MAJORITY' ? 'more reviewers accept than reject' : 'every vote accepts'
  const within = scope.within ? ` ${scope.within}` : ''
  return `Share of ${scope.noun}${within} (${GROUP_TEXT[scope.group]}) that ${votes}: ${n} closed, ${open} still open and not counted.`
}

export interface RateFigure extends PassRate {
  estimand: string
  open: number
}

export interface RateFigures {
  majority: Defined<RateFigure>
  all: Defined<RateFigure>
}

/**
 * Both pass rates over the closed items of one group, each with its estimand. For somebody who judges in the project
 * a rate over fewer than BLIND_BELOW closed items is withheld, with that reason.
 */
export function rateFigures(
  closed: readonly ItemVotes[],
  open: number,
  scope: RateScope,
  viewer: { reviews: boolean },
): RateFigures {
  const n = countItems(closed)
  if (viewer.reviews && n < BLIND_BELOW) {
    const withheld = undefinedBecause(`too few (${n}): shown from ${BLIND_BELOW} closed ${scope.noun} on`)
    return { majority: withheld, all: withheld }
  }
  const figure = (kind: 'MAJORITY' | 'ALL', rate: PassRate) => ({
    value: { ...rate, open, estimand: estimandText(kind, scope, rate.n, open) },
  })
  return { majority: figure('MAJORITY', majorityPass(closed)), all: figure('ALL', allPass(closed)) }
}
