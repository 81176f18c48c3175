import { listEnvironmentTools } from '@/lib/services/environment/list-environment-tools'
import { replayCalls } from '@/lib/services/environment/replay-calls'
import { everybody, type VerbRow } from '../../support/access'

const members = { ...everybody('ok'), outsider: 'not_found' } as const

export const rows: VerbRow[] = [
  {
    file: 'lib/services/environment/list-environment-tools.ts',
    who: members,
    unaudited: 'reads',
    async arrange({ project }, ctx) {
      return () => listEnvironmentTools(ctx, { projectId: project.id })
    },
  },
  {
    file: 'lib/services/environment/replay-calls.ts',
    who: members,
    unaudited: 'reads',
    async arrange({ project }, ctx) {
      const calls = [{ name: 'create_paypal_payment', arguments: '{"amount": 5}' }]
      return () => replayCalls(ctx, { projectId: project.id, seed: 1, calls })
    },
  },
]
