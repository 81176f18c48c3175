import { z } from 'zod'
import type { SampleRow } from './views'

/** Which samples of a run are shown. */
export const SHOWN = ['all', 'refused', 'answered', 'full', 'unscored', 'labelled'] as const
export type Shown = (typeof SHOWN)[number]
export const shownSchema = z.enum(SHOWN).catch('all')

export const SHOWN_WORDS: Record<Shown, string> = {
  all: 'All',
  refused: 'Refused',
  answered: 'Not refused',
  full: 'Full score',
  unscored: 'Unscored',
  labelled: 'Labelled by you',
}

export const isShown = (row: Pick<SampleRow, 'score' | 'refused' | 'mine'>, shown: Shown): boolean => {
  if (shown === 'refused') return row.refused === true
  if (shown === 'answered') return row.refused === false
  if (shown === 'full') return row.score === 1
  if (shown === 'unscored') return row.score === null && row.refused === null
  return shown === 'all' || row.mine !== null
}
