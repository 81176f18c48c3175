import { allPassBasis, BASIS_TEXT, type Basis, type OverlapVotes } from '../agreement/basis'
import { allPass, countItems, majorityPass, type PassRate, readAmbiguous } from '../agreement/pass-rates'
import { type Defined, undefinedBecause } from '../defined'
import type { Reading } from './verdict'

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

/**
 * The headline's texts as conditions on columns that a database has statistics of: with them it reads a million rows as
 * many, not as the few that it expects of a hash of columns. A first attempt is by the demo model only where its item is.
 */
export const HEADLINE = {
  origins: ['IMPORTED', 'GENERATED'],
  authors: ['IMPORT', 'MODEL'],
  attempt: 1,
} as const satisfies {
  origins: ItemOrigin[]
  authors: RevisionAuthor[]
  attempt: number
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
export function estimandText(
  kind: 'MAJORITY' | 'ALL',
  scope: RateScope,
  n: number,
  open: number,
  { basis = 'ALL_VOTES', reading }: { basis?: Basis; reading?: Reading } = {},
): string {
  const votes = kind === 'MAJORITY' ? 'more reviewers accept than reject' : 'every vote accepts'
  const within = scope.within ? ` ${scope.within}` : ''
  const read = reading ? `, ambiguous read as ${reading === 'STRICT' ? 'reject' : 'accept'}` : ''
  const of = basis === 'ALL_VOTES' ? '' : `; ${BASIS_TEXT[basis]} only`
  return `Share of ${scope.noun}${within} (${GROUP_TEXT[scope.group]}${of}) that ${votes}${read}: ${n} closed, ${open} still open and not counted.`
}

export interface RateFigure extends PassRate {
  estimand: string
  open: number
  /** The items that it is computed from. */
  basis: Basis
}

export interface RateFigures {
  majority: Defined<RateFigure>
  /** Over items that always get all their judgments, where others may have been closed early. */
  all: Defined<RateFigure>
}

/** Majority-pass with every ambiguous answer read as a reject, and as an accept: the bounds of what the readers left open. */
export interface ReadingFigures {
  strict: Defined<RateFigure>
  lenient: Defined<RateFigure>
}

/**
 * Both pass rates over the closed items of one group, each with its estimand. For somebody who judges in the project
 * a rate over fewer than BLIND_BELOW closed items is withheld, with that reason.
 */
export function rateFigures(
  closed: readonly OverlapVotes[],
  open: number,
  scope: RateScope,
  viewer: { reviews: boolean },
): RateFigures {
  const withheld = whyWithheld(countItems(closed), scope, viewer)
  if (withheld) return { majority: withheld, all: withheld }
  const whole = allPassBasis(closed)
  return {
    majority: figure(majorityPass(closed), open, estimandOf('MAJORITY', scope, open, { basis: 'ALL_VOTES' })),
    all: figure(allPass(whole.votes), open, estimandOf('ALL', scope, open, { basis: whole.basis })),
  }
}

/** The majority-pass under both readings of ambiguous answers; null where nobody gave one. Withheld as `rateFigures` is. */
export function readingFigures(
  closed: readonly OverlapVotes[],
  open: number,
  scope: RateScope,
  viewer: { reviews: boolean },
): ReadingFigures | null {
  if (!closed.some(({ ambiguous = 0 }) => ambiguous > 0)) return null
  const withheld = whyWithheld(countItems(closed), scope, viewer)
  if (withheld) return { strict: withheld, lenient: withheld }
  const read = (reading: Reading) =>
    figure(
      majorityPass(closed.map((votes) => readAmbiguous(votes, reading))),
      open,
      estimandOf('MAJORITY', scope, open, { basis: 'ALL_VOTES', reading }),
    )
  return { strict: read('STRICT'), lenient: read('LENIENT') }
}

const whyWithheld = (n: number, { noun }: RateScope, { reviews }: { reviews: boolean }) =>
  reviews && n < BLIND_BELOW ? undefinedBecause(`too few (${n}): shown from ${BLIND_BELOW} closed ${noun} on`) : null

const estimandOf =
  (kind: 'MAJORITY' | 'ALL', scope: RateScope, open: number, how: { basis: Basis; reading?: Reading }) =>
  (n: number) => ({
    ...{ basis: how.basis, estimand: estimandText(kind, scope, n, open, how) },
  })

const figure = (
  rate: PassRate,
  open: number,
  estimand: (n: number) => Pick<RateFigure, 'basis' | 'estimand'>,
): { value: RateFigure } => ({ value: { ...rate, open, ...estimand(rate.n) } })
