import { expect, test } from 'vitest'
import { bringIn } from '../../support/bring-in'
import { testDatabase } from '../../support/database'
import {
  makeCategory,
  makeChain,
  makeInstruction,
  makeMember,
  makeProject,
  makeQueue,
  makeResponse,
  makeUser,
  someResponse,
  userActor,
} from '../../support/factories'
import { evalLog } from '../../support/inspect-log'
import { frozen, pass } from '../../support/snapshots'

const t = testDatabase()

test('a request that an imported evaluation asked leaves in no snapshot, whatever its case and however it is put', async () => {
  const project = await makeProject(t.db)
  const curator = await makeUser(t.db)
  await makeMember(t.db, project, curator, 'CURATOR')
  const reviewers = [await makeUser(t.db), await makeUser(t.db)]
  const { queue } = await makeQueue(t.db, project, { reviewers })
  const by = { project, queue, reviewers, label: 'completed' }
  const ctx = t.ctx(await userActor(t.db, curator))
  const log = evalLog('agentharm', 'm', [{ id: '1-1', score: 1, refused: false }])
  await bringIn(ctx, log, { projectId: project.id, label: '', model: '', set: '', intent: 'TASK', name: 'a.eval' })

  const category = await makeCategory(t.db, project)
  const from = await makeChain(t.db, project, { categoryId: category.id })
  const instruction = await makeInstruction(t.db, project, { from, intent: 'BENIGN' })
  const answer = async (request: string) => {
    const content = someResponse(`An answer to it: ${request.length}.`)
    const messages = [{ role: 'user' as const, text: request }, ...content.messages.slice(1)]
    const made = await makeResponse(t.db, project, {
      from: instruction,
      intent: 'BENIGN',
      content: { ...content, messages },
    })
    await pass(t.db, made, by)
    return made.item.number
  }
  const same = await answer('FIND the opening hours of library number 1-1, and write them down!')
  const near = await answer('Find the opening hours of library number 1-1 and write them down today')
  const other = await answer('Sort the photographs of the summer by the day on which they were taken')
  const spec = { stage: 'RESPONSE' as const, duplicates: { exact: false, nearFrom: null } }
  const snapshot = await frozen(ctx, project.id, spec)
  const left = await t.db.snapshotExclusion.findMany({ where: { snapshotId: snapshot.id } })
  expect(Object.fromEntries(left.map(({ itemNumber, reason }) => [itemNumber, reason]))).toEqual({
    [same]: 'LEAKED',
    [near]: 'NEAR_LEAK',
  })
  const rows = await t.db.snapshotRow.findMany({ where: { snapshotId: snapshot.id } })
  expect(rows.map(({ itemNumber }) => itemNumber)).toEqual([other])
})
