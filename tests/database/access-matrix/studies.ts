import { type StudyDesign, studyDesignSchema } from '@/lib/core/study/spec'
import type { Ctx } from '@/lib/services/context'
import { closeStudy } from '@/lib/services/studies/close-study'
import { createStudy } from '@/lib/services/studies/create-study'
import { exportStudy } from '@/lib/services/studies/export-study'
import { previewStudy } from '@/lib/services/studies/preview-study'
import { createStudyInput } from '@/lib/services/studies/study-input'
import { curating, everybody, type Inside, type VerbRow, type World } from '../../support/access'
import { makeChain } from '../../support/factories'

const curators = curating({ member: 'not_found', outsider: 'not_found' })

const design: StudyDesign = studyDesignSchema.parse({
  ...{ preset: 'FREE', stage: 'CHAIN', raters: 1, seed: 7 },
  allocation: { kind: 'PROPORTIONAL', size: 1 },
})

const OPERATOR = { kind: 'operator', name: 'test' } as const

/** Made by somebody who may, whoever acts on it. */
async function makeStudy({ t, project, users, category }: World, ctx: Ctx) {
  await makeChain(t.db, project, { categoryId: category.id })
  const input = createStudyInput.parse({
    ...{ projectId: project.id, design, name: 'A study', protocol: 'Judge each text by itself.' },
    raterIds: [users.reviewer.id],
  })
  return createStudy({ ...ctx, actor: OPERATOR }, input)
}

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
    async arrange(world, ctx) {
      const { number } = await makeStudy(world, ctx)
      return () => closeStudy(ctx, { projectId: world.project.id, number })
    },
  },
  {
    file: 'lib/services/studies/export-study.ts',
    // No text and nobody's name is in it.
    who: { ...everybody('ok'), outsider: 'not_found' },
    async arrange(world, ctx) {
      const { number } = await makeStudy(world, ctx)
      const projectId = world.project.id
      await closeStudy({ ...ctx, actor: OPERATOR }, { projectId, number })
      return () => exportStudy(ctx, { projectId, number, file: 'json', task: null })
    },
  },
]

const PART = 'part of a verb'
export const inside: Inside = {
  'lib/services/studies/pick-rubric.ts': PART,
  'lib/services/studies/study-input.ts': PART,
}
