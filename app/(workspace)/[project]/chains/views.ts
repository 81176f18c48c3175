import type { BuiltInViews } from '../load-item-list'

/** The views of chains that every project has. */
export const BUILT_IN_VIEWS: BuiltInViews = [
  { name: 'All', state: { filter: {}, archived: false } },
  { name: 'Passed', state: { filter: { verdicts: ['PASSED'] }, archived: false } },
  { name: 'Contested', state: { filter: { verdicts: ['CONTESTED'] }, archived: false } },
  { name: 'Same steps as another', state: { filter: { findings: ['repeated_sequence'] }, archived: false } },
  {
    name: 'Capability not listed',
    state: { filter: { findings: ['unlisted_capability', 'unknown_capability'] }, archived: false },
  },
]
