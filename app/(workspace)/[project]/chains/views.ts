import type { ListState } from './search-params'

/** The views that every project has. */
export const BUILT_IN_VIEWS: { name: string; state: Pick<ListState, 'filter' | 'archived'> }[] = [
  { name: 'All', state: { filter: {}, archived: false } },
  { name: 'Passed', state: { filter: { verdicts: ['PASSED'] }, archived: false } },
  { name: 'Contested', state: { filter: { verdicts: ['CONTESTED'] }, archived: false } },
  { name: 'Same steps as another', state: { filter: { findings: ['repeated_sequence'] }, archived: false } },
  {
    name: 'Capability not listed',
    state: { filter: { findings: ['unlisted_capability', 'unknown_capability'] }, archived: false },
  },
]
