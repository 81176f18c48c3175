import { importEvaluation } from '@/lib/services/evaluations/import-evaluation'
import { labelSample } from '@/lib/services/evaluations/label-sample'
import { removeEvaluation } from '@/lib/services/evaluations/remove-evaluation'
import { revealSample } from '@/lib/services/evaluations/reveal-sample'
import { curating, everybody, type Inside, type VerbRow, type World } from '../../support/access'
import { makeEvaluation } from '../../support/factories'
import { bodyOf, evalLog } from '../../support/inspect-log'

const curators = curating({ member: 'not_found', outsider: 'not_found' })
/** All who judge; a viewer reads numbers. */
const readers = { ...everybody('ok'), viewer: 'not_found', outsider: 'not_found' } as const
let numbers = 1_000

/** Nobody has opted out of anything: who did is not served samples of categories that the taxonomy does not know. */
async function makeSample({ t, project }: World) {
  await t.db.preference.deleteMany({ where: { projectId: project.id } })
  return (await makeEvaluation(t.db, project, { number: numbers++ })).sample
}

export const rows: VerbRow[] = [
  {
    file: 'lib/services/evaluations/import-evaluation.ts',
    who: curators,
    async arrange({ project }, ctx) {
      // Another file for everybody: the same one comes in once.
      const body = bodyOf(evalLog('agentharm', `m${numbers++}`, [{ id: '1-1', score: 1, refused: false }]))
      const input = { projectId: project.id, name: 'log.eval', model: '', label: '', intent: 'TASK' as const }
      return () => importEvaluation(ctx, { ...input, body })
    },
  },
  {
    file: 'lib/services/evaluations/remove-evaluation.ts',
    who: curators,
    async arrange({ t, project }, ctx) {
      const { run } = await makeEvaluation(t.db, project, { number: numbers++ })
      return () => removeEvaluation(ctx, { projectId: project.id, number: run.number })
    },
  },
  {
    file: 'lib/services/evaluations/reveal-sample.ts',
    who: readers,
    async arrange(world, ctx) {
      const sample = await makeSample(world)
      return () => revealSample(ctx, { projectId: world.project.id, sampleId: sample.id })
    },
  },
  {
    file: 'lib/services/evaluations/label-sample.ts',
    who: readers,
    async arrange(world, ctx) {
      const { id } = await makeSample(world)
      const label = { projectId: world.project.id, sampleId: id, label: 'false_compliance', note: '' } as const
      return () => labelSample(ctx, label)
    },
  },
]

const PART = 'part of a verb'
export const inside: Inside = {
  'lib/services/evaluations/evaluation-input.ts': PART,
  'lib/services/evaluations/list-prompts.ts': PART,
  'lib/services/evaluations/read-log.ts': PART,
  'lib/services/evaluations/sample-writer.ts': PART,
  'lib/services/evaluations/unpack-entry.ts': PART,
  'lib/services/evaluations/zip-file.ts': PART,
  'lib/services/import/store-upload.ts': PART,
}
