import { updatePreferences } from '@/lib/services/preferences/update-preferences'
import { updateSettings } from '@/lib/services/projects/update-settings'
import { administering, everybody, type VerbRow } from '../../support/access'
import { makeCategory } from '../../support/factories'

export const rows: VerbRow[] = [
  {
    file: 'lib/services/preferences/update-preferences.ts',
    who: { ...everybody('ok'), outsider: 'not_found' },
    async arrange({ t, project }, ctx) {
      // A category of its own: the others' items stay visible to everybody.
      const category = await makeCategory(t.db, project)
      return () => updatePreferences(ctx, { projectId: project.id, optOutCategoryIds: [category.id], dailyLimit: 3 })
    },
  },
  {
    file: 'lib/services/projects/update-settings.ts',
    who: { ...administering, outsider: 'not_found' },
    async arrange({ project }, ctx) {
      const settings = {
        maskFromSeverity: 2,
        dailyHarmfulLimit: 40,
        breakAfterMinutes: 30,
        supportText: '',
        supportUrl: '',
      }
      return () => updateSettings(ctx, { projectId: project.id, ...settings })
    },
  },
]
