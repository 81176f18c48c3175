import { newId } from '@/lib/data/id'
import { updateCapability } from '@/lib/services/taxonomy/update-capability'
import { updateCategory } from '@/lib/services/taxonomy/update-category'
import { curating, type VerbRow } from '../../support/access'
import { makeCategory } from '../../support/factories'

const curators = curating({ member: 'not_found', outsider: 'not_found' })

export const rows: VerbRow[] = [
  {
    file: 'lib/services/taxonomy/update-category.ts',
    who: curators,
    async arrange({ t, project }, ctx) {
      const { id } = await makeCategory(t.db, project)
      return () => updateCategory(ctx, { categoryId: id, title: 'Another title', severity: 3 })
    },
  },
  {
    file: 'lib/services/taxonomy/update-capability.ts',
    who: curators,
    async arrange({ t, project }, ctx) {
      const id = newId()
      await t.db.capability.create({ data: { id, projectId: project.id, name: `Test.${id}`, title: 'Test' } })
      return () =>
        updateCapability(ctx, { capabilityId: id, title: 'Another', description: '', gives: '', listed: true })
    },
  },
]
