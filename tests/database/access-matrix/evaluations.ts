import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { newId } from '@/lib/data/id'
import { importEvaluationFile } from '@/lib/services/evaluations/import-evaluation-file'
import { labelSample } from '@/lib/services/evaluations/label-sample'
import { receiveEvaluation } from '@/lib/services/evaluations/receive-evaluation'
import { removeEvaluation } from '@/lib/services/evaluations/remove-evaluation'
import { revealSample } from '@/lib/services/evaluations/reveal-sample'
import { watchEvaluation } from '@/lib/services/evaluations/watch-evaluation'
import { curating, everybody, type Inside, type VerbRow, type World } from '../../support/access'
import { makeEvaluation } from '../../support/factories'
import { bodyOf, evalLog } from '../../support/inspect-log'

const curators = curating({ member: 'not_found', outsider: 'not_found' })
/** All who judge; a viewer reads numbers. */
const readers = { ...everybody('ok'), viewer: 'not_found', outsider: 'not_found' } as const
let numbers = 1_000

const inputOf = (projectId: string) => ({
  ...{ projectId, name: 'log.eval', model: '', label: '', set: '', intent: 'TASK' as const },
})

/** Nobody has opted out of anything: who did is not served samples of categories that the taxonomy does not know. */
async function makeSample({ t, project }: World) {
  await t.db.preference.deleteMany({ where: { projectId: project.id } })
  return (await makeEvaluation(t.db, project, { number: numbers++ })).sample
}

export const rows: VerbRow[] = [
  {
    file: 'lib/services/evaluations/receive-evaluation.ts',
    who: curators,
    async arrange({ project }, ctx) {
      // Another file for everybody: the same one comes in once.
      const body = bodyOf(evalLog('agentharm', `m${numbers++}`, [{ id: '1-1', score: 1, refused: false }]))
      return () => receiveEvaluation(ctx, { ...inputOf(project.id), body })
    },
  },
  {
    file: 'lib/services/evaluations/import-evaluation-file.ts',
    who: curators,
    async arrange({ project }, ctx) {
      const path = join(mkdtempSync(join(tmpdir(), 'plumbline-matrix-')), 'log.eval')
      writeFileSync(path, evalLog('agentharm', `m${numbers++}`, [{ id: '1-1', score: 1, refused: false }]))
      return () =>
        importEvaluationFile(ctx, { ...inputOf(project.id), path, onProgress: () => {} }).finally(() =>
          rmSync(dirname(path), { recursive: true }),
        )
    },
  },
  {
    file: 'lib/services/evaluations/watch-evaluation.ts',
    who: curators,
    unaudited: 'reads',
    async arrange({ t, project }, ctx) {
      const data = { id: newId(), projectId: project.id, file: 'log.eval', bytes: 1, sha256: newId(), asked: {} }
      const { id: importId } = await t.db.evaluationImport.create({ data })
      return () => watchEvaluation(ctx, { projectId: project.id, importId })
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
const JOB = 'operator or job'
export const inside: Inside = {
  'lib/services/evaluations/evaluation-input.ts': PART,
  'lib/services/evaluations/give-up-evaluation.ts': JOB,
  'lib/services/evaluations/list-prompts.ts': PART,
  'lib/services/evaluations/read-evaluation.ts': JOB,
  'lib/services/evaluations/read-file.ts': PART,
  'lib/services/evaluations/read-log.ts': PART,
  'lib/services/evaluations/read-refusals.ts': PART,
  'lib/services/evaluations/sample-writer.ts': PART,
  'lib/services/evaluations/take-in.ts': PART,
  'lib/services/evaluations/track-reading.ts': PART,
  'lib/services/evaluations/unpack-entry.ts': PART,
  'lib/services/evaluations/zip-file.ts': PART,
  'lib/services/import/store-upload.ts': PART,
}
