import { BARRIER_CODES } from '@/lib/core/run/barriers'
import type { BuiltInViews } from '../load-item-list'

/** The views of instructions that every project has. */
export const BUILT_IN_VIEWS: BuiltInViews = [
  { name: 'All', state: { filter: {}, archived: false } },
  { name: 'Passed', state: { filter: { verdicts: ['PASSED'] }, archived: false } },
  { name: 'Contested', state: { filter: { verdicts: ['CONTESTED'] }, archived: false } },
  { name: 'To settle', state: { filter: { intents: ['BORDERLINE'], splits: ['UNSETTLED'] }, archived: false } },
  { name: 'Stale', state: { filter: { stale: true }, archived: false } },
  { name: 'Quarantined', state: { filter: { quarantined: true }, archived: false } },
  { name: 'Barriers', state: { filter: { findings: [...BARRIER_CODES] }, archived: false } },
  { name: 'Near-duplicates', state: { filter: { findings: ['near_duplicate'] }, archived: false } },
]
