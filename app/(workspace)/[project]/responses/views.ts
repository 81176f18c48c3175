import type { BuiltInViews } from '../load-item-list'

/** The views of responses that every project has. */
export const BUILT_IN_VIEWS: BuiltInViews = [
  { name: 'All', state: { filter: {}, archived: false } },
  { name: 'Passed', state: { filter: { verdicts: ['PASSED'] }, archived: false } },
  { name: 'Failed', state: { filter: { verdicts: ['FAILED'] }, archived: false } },
  { name: 'Contested', state: { filter: { verdicts: ['CONTESTED'] }, archived: false } },
  { name: 'To refuse', state: { filter: { intents: ['HARMFUL'] }, archived: false } },
  { name: 'To carry out', state: { filter: { intents: ['BENIGN'] }, archived: false } },
  { name: 'Stale', state: { filter: { stale: true }, archived: false } },
  { name: 'Quarantined', state: { filter: { quarantined: true }, archived: false } },
]
