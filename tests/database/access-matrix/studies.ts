import { type StudyDesign, studyDesignSchema } from '@/lib/core/study/spec'
import { closeStudy } from '@/lib/services/studies/close-study'
import { createStudy } from '@/lib/services/studies/create-study'
import { previewStudy } from '@/lib/services/studies/preview-study'
import { createStudyInput } from '@/lib/services/studies/study-input'
import { curating, type Inside, type VerbRow } from '../../support/access'
import { makeChain } from '../../support/factories'

const curators = curating({ member: 'not_found', outsider: 'not_found' })

const design: StudyDesign = studyDesignSchema.parse({
  ...{ preset: 'FREE', stage: 'CHAIN', raters: 1, seed: 7 },
  allocation: { kind: 'PROPORTIONAL', size: 1 },
})

export const rows: VerbRow[] = [
  {
    file: 'lib/services/studies/preview-study.ts',
    who: curators,
    unaudited: 'reads',
    async arrange({ project }, ctx) {
      return () => previewStudy(ctx, { projectId: project.id, design })
    },
  },
  {
    file: 'lib/services/studies/create-study.ts',
    who: curators,
    async arrange({ t, project, users, category }, ctx) {
      await makeChain(t.db, project, { categoryId: category.id })
      const input = createStudyInput.parse({
        ...{ projectId: project.id, design, name: 'A study', protocol: 'Judge each text by itself.' },
        raterIds: [users.reviewer.id],
      })
      return () => createStudy(ctx, input)
    },
  },
  {
    file: 'lib/services/studies/close-study.ts',
    who: curators,
    async arrange({ t, project, users, category }, ctx) {
      await makeChain(t.db, project, { categoryId: category.id })
      const operator = { ...ctx, actor: { kind: 'operator', name: 'test' } as const }
      const input = createStudyInput.parse({
        ...{ projectId: project.id, design, name: 'A study', protocol: 'Judge each text by itself.' },
        raterIds: [users.reviewer.id],
      })
      const { number } = await createStudy(operator, input)
      return () => closeStudy(ctx, { projectId: project.id, number })
    },
  },
]

const PART = 'part of a verb'
export const inside: Inside = {
  'lib/services/studies/pick-rubric.ts': PART,
  'lib/services/studies/study-input.ts': PART,
}
