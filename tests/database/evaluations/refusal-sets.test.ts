import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { refusalTable } from '@/lib/core/evaluation/table'
import { findEvaluationSample } from '@/lib/data/queries/evaluation-sample'
import { findEvaluation, listEvaluationImports, listScores } from '@/lib/data/queries/evaluations'
import { giveUpEvaluation } from '@/lib/services/evaluations/give-up-evaluation'
import { labelSample } from '@/lib/services/evaluations/label-sample'
import { readEvaluation } from '@/lib/services/evaluations/read-evaluation'
import { receiveEvaluation } from '@/lib/services/evaluations/receive-evaluation'
import { uploadFolder } from '@/lib/services/import/upload-folder'
import { bringIn } from '../../support/bring-in'
import { testDatabase } from '../../support/database'
import { makeMember, makeProject, makeUser, userActor } from '../../support/factories'
import { bodyOf, evalLog } from '../../support/inspect-log'

const t = testDatabase()
const job = { kind: 'job', name: 'read-evaluation' } as const

async function makeDesk() {
  const project = await makeProject(t.db)
  const curator = await makeUser(t.db)
  await makeMember(t.db, project, curator, 'CURATOR')
  const input = { projectId: project.id, name: 'mq.jsonl', model: '', label: '', set: '', intent: 'HARMFUL' as const }
  return { project, ctx: t.ctx(await userActor(t.db, curator)), input }
}

const lines = (rows: object[]) => Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
const ROWS = [
  {
    id: 'q1',
    model: 'm',
    prompt: 'Note the hours of library one',
    response: 'I cannot help with that.',
    refused: true,
  },
  { id: 'q2', model: 'm', prompt: 'Note the hours of library two', response: 'Nine to five.', refused: false },
  { id: 'q3', model: 'm', prompt: 'Note the hours of library three', response: 'Nine to five.' },
  { id: 'q3', model: 'm', prompt: 'Note the hours of library four', response: 'Nine to five.' },
  { id: 'q5', model: 'other', prompt: 'Note the hours of library five', response: 'Nine to five.' },
  { id: 'q6' },
]

test('a refusal set comes in by rows, stands beside others of its kind, and its transcripts can be labelled', async () => {
  const { ctx, project, input } = await makeDesk()
  const made = await bringIn(ctx, Buffer.concat([lines(ROWS), Buffer.from('{"id": \n')]), { ...input, label: 'before' })
  expect(made).toMatchObject({ number: 1, samples: 3, leftOut: 4, listed: 4, partial: false })
  await bringIn(ctx, lines([{ prompt: 'Note the hours of library one', answer: 'No.', refusal: 'refusal' }]), {
    ...{ ...input, set: 'mq', model: 'm', label: 'after' },
  })
  const rows = refusalTable(await listScores(ctx, project.id))
  expect(rows).toMatchObject([
    { set: 'mq', model: 'm', label: 'before', unjudged: 1, refusal: { value: { share: 0.5, n: 2 } } },
    { set: 'mq', model: 'm', label: 'after', unjudged: 0, refusal: { value: { share: 1, n: 1 } } },
  ])
  const found = (await findEvaluation(ctx, { projectId: project.id, number: 1 }))!
  expect(found).toMatchObject({ kind: 'REFUSALS', task: 'mq' })
  expect(found.problems.shown.map(({ place }) => place)).toEqual(['q3, epoch 1', 'line 5', 'line 6', 'line 7'])
  const sampleId = found.rows[1]!.id
  await labelSample(ctx, { projectId: project.id, sampleId, label: 'false_compliance', note: '' })
  expect(await findEvaluationSample(ctx, { projectId: project.id, id: sampleId })).toMatchObject({
    detail: { mine: { label: 'false_compliance' } },
  })
})

test('rows that name no model are refused unless somebody says it', async () => {
  const { ctx, input } = await makeDesk()
  const rows = lines([{ prompt: 'a', response: 'b', refused: true }])
  await expect(bringIn(ctx, rows, input)).rejects.toThrow(/which model answered.*Nothing was imported/)
  expect(await bringIn(ctx, rows, { ...input, model: 'm' })).toMatchObject({ number: 1, samples: 1 })
})

test('read twice at once, it comes in once; its file goes when it is read', async () => {
  const { ctx, project, input } = await makeDesk()
  const body = bodyOf(evalLog('agentharm', 'm', [{ id: '1', score: 1, refused: false }]))
  const { importId } = await receiveEvaluation(ctx, { ...input, name: 'a.eval', body })
  expect(await listEvaluationImports(ctx, project.id)).toMatchObject([{ id: importId, status: 'WAITING' }])
  const worker = { ...ctx, actor: job }
  await Promise.all([readEvaluation(worker, importId), readEvaluation(worker, importId)])
  expect(await t.db.evaluationRun.count({ where: { projectId: project.id } })).toBe(1)
  expect(await t.db.evaluationImport.findMany({ where: { id: importId } })).toMatchObject([
    { status: 'READ', result: { number: 1, samples: 1 } },
  ])
  expect(existsSync(uploadFolder(importId))).toBe(false)
  expect(await listEvaluationImports(ctx, project.id)).toEqual([])
})

test('a worker that stops leaves it to the next; one that fails again and again says so', async () => {
  const { ctx, project, input } = await makeDesk()
  const body = () => bodyOf(evalLog('agentharm', 'm', [{ id: '1', score: 1, refused: false }]))
  const { importId } = await receiveEvaluation(ctx, { ...input, name: 'a.eval', body: body() })
  const worker = { ...ctx, actor: job }
  await expect(readEvaluation(worker, importId, AbortSignal.abort())).rejects.toThrow()
  expect(await t.db.evaluationImport.findMany({ where: { id: importId } })).toMatchObject([{ status: 'WAITING' }])
  expect(await t.db.evaluationRun.count({ where: { projectId: project.id } })).toBe(0)
  await readEvaluation(worker, importId)
  expect(await t.db.evaluationRun.count({ where: { projectId: project.id } })).toBe(1)

  const second = await receiveEvaluation(ctx, { ...input, name: 'b.eval', body: body() })
  await giveUpEvaluation(worker, second.importId, new Error('No space left on device'))
  expect(await listEvaluationImports(ctx, project.id)).toMatchObject([
    { status: 'FAILED', error: expect.stringContaining('No space left on device') },
  ])
  expect(existsSync(uploadFolder(second.importId))).toBe(false)
})
