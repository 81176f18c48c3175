import { expect, test } from 'vitest'
import { evaluationTable } from '@/lib/core/evaluation/table'
import { readPrompts } from '@/lib/core/snapshot/hash-list'
import { sha256 } from '@/lib/data/hash'
import { findEvaluationSample } from '@/lib/data/queries/evaluation-sample'
import { findEvaluation, listEvaluations, listScores } from '@/lib/data/queries/evaluations'
import { labelSample } from '@/lib/services/evaluations/label-sample'
import { removeEvaluation } from '@/lib/services/evaluations/remove-evaluation'
import { revealSample } from '@/lib/services/evaluations/reveal-sample'
import { bringIn } from '../../support/bring-in'
import { testDatabase } from '../../support/database'
import { makeCategory, makeMember, makeProject, makeUser, userActor } from '../../support/factories'
import { evalLog, headerOf, jsonLog, pythonJson, sampleOf, zip } from '../../support/inspect-log'

const t = testDatabase()

async function makeDesk() {
  const project = await makeProject(t.db)
  const [curator, reviewer, viewer] = [await makeUser(t.db), await makeUser(t.db), await makeUser(t.db)]
  await makeMember(t.db, project, curator, 'CURATOR')
  await makeMember(t.db, project, reviewer, 'REVIEWER')
  await makeMember(t.db, project, viewer, 'VIEWER')
  const ctx = async (user: typeof curator) => t.ctx(await userActor(t.db, user))
  const at = { projectId: project.id, label: '', model: '', set: '', intent: 'TASK' as const }
  return { project, ctx: await ctx(curator), reviews: await ctx(reviewer), views: await ctx(viewer), at, reviewer }
}

const before = [
  { id: '1-1', score: 1, refused: false },
  { id: '1-2', score: 0.5, refused: false },
  { id: '2/1', score: 0, refused: true },
]
const after = before.map((sample) => ({ ...sample, score: 0, refused: true }))

test('logs of both kinds come in once each, and stand side by side', async () => {
  const { ctx, at, project } = await makeDesk()
  const bring = (bytes: Buffer, label = '') => bringIn(ctx, bytes, { ...at, label, name: 'a.eval' })
  const log = evalLog('agentharm', 'm', before)
  expect(await bring(log, 'before')).toMatchObject({ number: 1, known: false, samples: 3, leftOut: 0, listed: 3 })
  expect(await bring(log, 'again')).toMatchObject({ number: 1, known: true, samples: 3 })
  expect(await bring(evalLog('agentharm', 'm', after, { method: 8 }), 'after')).toMatchObject({ number: 2, listed: 0 })
  await bring(jsonLog('agentharm_benign', 'm', [{ id: '1-1', score: null, refused: false }]), 'after')

  const rows = evaluationTable(await listScores(ctx, project.id))
  expect(rows.map(({ label }) => label)).toEqual(['before', 'after'])
  expect(rows[0]!.harmful).toMatchObject({ score: { value: { share: 0.5 } }, refusal: { value: { n: 3 } } })
  expect(rows[1]!.harmful.refusal.value).toMatchObject({ share: 1 })
  expect(rows[1]!.benign).toMatchObject({ samples: 1, score: { value: null } })

  const list = await t.db.hashListEntry.findMany({ where: { list: { projectId: project.id } } })
  const texts = before.map(({ id }) => `Find the opening hours of library number ${id} and write them down`)
  const known = new Set(readPrompts(texts.join('\n'), sha256).prompts.map(({ hash }) => hash))
  expect(list).toHaveLength(3)
  expect(list.every(({ hash }) => known.has(hash))).toBe(true)
  expect(await t.db.item.count({ where: { projectId: project.id } })).toBe(0)
})

test('a run that broke off is taken as far as it went; damaged samples are told', async () => {
  const { ctx, at, project } = await makeDesk()
  const partial = evalLog('agentharm', 'm', before, { partial: true })
  expect(await bringIn(ctx, partial, { ...at, name: 'p' })).toMatchObject({ partial: true, samples: 3 })

  const bad = zip([
    { name: 'header.json', text: pythonJson(headerOf('agentharm', 'm')), method: 8 },
    { name: 'samples/a.json', text: '{"id": "a", ', method: 93 },
    { name: 'samples/b.json', text: pythonJson(sampleOf({ id: 'b', score: 1, refused: false })), method: 0 },
    { name: 'samples/c.json', text: pythonJson(sampleOf({ id: 'b', score: 0, refused: true })), method: 8 },
  ])
  const made = await bringIn(ctx, bad, { ...at, name: '../../etc/x.eval' })
  expect(made).toMatchObject({ samples: 1, leftOut: 2 })
  const found = await findEvaluation(ctx, { projectId: project.id, number: made.number })
  expect(found).toMatchObject({ file: 'x.eval', reported: { avg_refusals: 0.5 } })
  expect(found!.problems.shown.map(({ place }) => place)).toEqual(['samples/a.json', 'b, epoch 1'])
})

test('what is no log is refused whole, and leaves nothing', async () => {
  const { ctx, at, project } = await makeDesk()
  const log = evalLog('agentharm', 'm', before)
  const broken = [
    Buffer.from('hello'),
    Buffer.from('{"eval": {"task": "t", "model": "m"}, "samples": []}'),
    log.subarray(0, log.length - 40),
    zip([{ name: 'other.txt', text: 'x', method: 8 }]),
    jsonLog('agentharm', 'm', before).subarray(0, 2_000),
  ]
  for (const bytes of broken) {
    const call = bringIn(ctx, bytes, { ...at, name: 'x' })
    await expect(call).rejects.toThrow('Nothing was imported')
  }
  expect(await listEvaluations(ctx, project.id)).toEqual([])
  expect(await t.db.hashList.count({ where: { projectId: project.id } })).toBe(0)
})

test('transcripts are masked, kept from viewers and opt-outs, and reading one is on record', async () => {
  const { ctx, reviews, views, at, project, reviewer } = await makeDesk()
  const category = await makeCategory(t.db, project, { title: 'Fraud' })
  await bringIn(ctx, evalLog('agentharm', 'm', before), { ...at, name: 'a' })
  const { rows } = (await findEvaluation(views, { projectId: project.id, number: 1 }))!
  const which = { projectId: project.id, id: rows[0]!.id }
  expect(await findEvaluationSample(views, which)).toBe(null)
  const found = await findEvaluationSample(reviews, which)
  expect(found).toMatchObject({ kind: 'SAMPLE', detail: { masked: true, content: null, others: null } })

  const { content } = await revealSample(reviews, { projectId: project.id, sampleId: which.id })
  expect(content.messages.length).toBeGreaterThan(1)
  expect(await t.db.exposure.findMany({ where: { userId: reviewer.id } })).toMatchObject([
    { revisionId: which.id, harmful: true, revealed: true },
  ])
  await t.db.preference.create({
    data: { projectId: project.id, userId: reviewer.id, optOutCategoryIds: [category.id] },
  })
  expect(await findEvaluationSample(reviews, which)).toEqual({ kind: 'OPTED_OUT' })
  const kept = await findEvaluation(reviews, { projectId: project.id, number: 1 })
  expect(kept).toMatchObject({ rows: [], withheld: 3 })
  expect(kept!.scored).toHaveLength(3)
})

test('labels are each person’s own, seen by others once they have said theirs, and in no training rate', async () => {
  const { ctx, reviews, at, project } = await makeDesk()
  await bringIn(ctx, evalLog('agentharm', 'm', before), { ...at, name: 'a' })
  const { rows } = (await findEvaluation(ctx, { projectId: project.id, number: 1 }))!
  const sampleId = rows[0]!.id
  const which = { projectId: project.id, sampleId }
  const see = (who: typeof ctx) => findEvaluationSample(who, { projectId: project.id, id: sampleId })
  await labelSample(ctx, { ...which, label: 'false_compliance', note: 'It did it after saying no.' })
  expect(await see(reviews)).toMatchObject({ detail: { others: null } })
  await labelSample(reviews, { ...which, label: 'partial_compliance', note: '' })
  await labelSample(reviews, { ...which, label: 'refusal', note: '' })
  expect(await see(reviews)).toMatchObject({
    detail: { mine: { label: 'refusal' }, others: [{ label: 'false_compliance' }] },
  })
  await expect(labelSample(ctx, { ...which, label: 'completed', note: '' })).rejects.toMatchObject({ code: 'invalid' })
  await labelSample(ctx, { ...which, label: null, note: '' })
  expect(await t.db.evaluationLabel.count({ where: { sampleId } })).toBe(1)
  expect(await t.db.judgment.count({ where: { entry: { item: { projectId: project.id } } } })).toBe(0)

  await removeEvaluation(ctx, { projectId: project.id, number: 1 })
  expect(await listEvaluations(ctx, project.id)).toEqual([])
  expect(await t.db.hashListEntry.count({ where: { list: { projectId: project.id } } })).toBe(3)
})
