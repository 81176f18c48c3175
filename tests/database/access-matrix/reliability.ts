import { requestIntervals } from '@/lib/services/agreement/request-intervals'
import { requestFit } from '@/lib/services/reliability/request-fit'
import { curating, type Inside, type VerbRow } from '../../support/access'

export const rows: VerbRow[] = [
  {
    file: 'lib/services/reliability/request-fit.ts',
    who: curating({ member: 'not_found', outsider: 'not_found' }),
    async arrange({ project }, ctx) {
      return () => requestFit(ctx, { projectId: project.id, stage: 'CHAIN' })
    },
  },
  {
    file: 'lib/services/agreement/request-intervals.ts',
    who: curating({ member: 'not_found', outsider: 'not_found' }),
    async arrange({ project }, ctx) {
      return () => requestIntervals(ctx, { projectId: project.id, stage: 'CHAIN' })
    },
  },
]

export const inside: Inside = {
  'lib/services/reliability/fit-reliability.ts': 'operator or job',
  'lib/services/agreement/resample-intervals.ts': 'operator or job',
}
