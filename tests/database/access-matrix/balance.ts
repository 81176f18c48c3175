import { REFERENCE_TARGETS } from '@/lib/core/balance/targets'
import { setBalanceTargets } from '@/lib/services/projects/set-balance-targets'
import { curating, type VerbRow } from '../../support/access'

export const rows: VerbRow[] = [
  {
    file: 'lib/services/projects/set-balance-targets.ts',
    who: curating({ member: 'forbidden', outsider: 'not_found' }),
    async arrange({ project }, ctx) {
      return () => setBalanceTargets(ctx, { projectId: project.id, ...REFERENCE_TARGETS, chainsPerSubcategory: 2 })
    },
  },
]
