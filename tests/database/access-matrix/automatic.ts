import { setAutomatic, setAutomaticInput } from '@/lib/services/projects/set-automatic'
import { curating, type Inside, type VerbRow } from '../../support/access'
import { makeProvider } from '../../support/run-factories'

export const rows: VerbRow[] = [
  {
    file: 'lib/services/projects/set-automatic.ts',
    who: curating({ member: 'forbidden', outsider: 'not_found' }),
    async arrange({ t, project }, ctx) {
      const input = setAutomaticInput.parse({
        ...{
          projectId: project.id,
          on: true,
          attempts: 3,
          providerId: (await makeProvider(t.db)).id,
          model: 'model-a',
        },
        ...{ budgetADay: 1, callsADay: null, controlShare: 0.1, stopAfter: 10, stopAtShare: 0.1 },
      })
      return () => setAutomatic(ctx, input)
    },
  },
]

export const inside: Inside = { 'lib/services/runs/regenerate-failed.ts': 'operator or job' }
