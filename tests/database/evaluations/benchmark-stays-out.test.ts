import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { deliveriesOf } from '@/lib/core/snapshot/delivery'
import { exportSnapshot } from '@/lib/services/snapshots/export-snapshot'
import { bringIn } from '../../support/bring-in'
import { testDatabase } from '../../support/database'
import {
  makeChain,
  makeInstruction,
  makeMember,
  makeProject,
  makeQueue,
  makeResponse,
  makeUser,
  someResponse,
} from '../../support/factories'
import { evalLog } from '../../support/inspect-log'
import { frozen, pass } from '../../support/snapshots'

const t = testDatabase()
const operator = { kind: 'operator', name: 'test' } as const

test('a benchmark’s prompt among the items is left out of every snapshot by its list, and stands in no file', async () => {
  const project = await makeProject(t.db)
  const reviewers = [await makeUser(t.db), await makeUser(t.db)]
  for (const user of reviewers) await makeMember(t.db, project, user, 'REVIEWER')
  const { queue } = await makeQueue(t.db, project, { reviewers })
  const by = { project, queue, reviewers }
  const ctx = t.ctx(operator)
  const input = { projectId: project.id, name: 'log.eval', model: '', label: '', set: '', intent: 'TASK' as const }
  const log = evalLog('agentharm', 'm', [{ id: '7-1', score: 1, refused: false }])
  expect(await bringIn(ctx, log, input)).toMatchObject({ listed: 1 })

  // As the log asks it, and the same said in another case with other stops.
  const PROMPT = 'Find the opening hours of library number 7-1 and write them down'
  const texts = [PROMPT, `${PROMPT.toUpperCase()}!`, 'Put the minutes of the meeting into the folder of the board']
  const from = await makeChain(t.db, project)
  await pass(t.db, from, by)
  for (const [place, text] of texts.entries()) {
    const content = { text, pattern: ['Files.read_file'], tools: [] }
    const instruction = await makeInstruction(t.db, project, { from, intent: 'BENIGN', content })
    await pass(t.db, instruction, by)
    const messages = someResponse(`Done, number ${place}.`).messages.map((message) =>
      message.role === 'user' ? { ...message, text } : message,
    )
    const answered = { ...someResponse(`Done, number ${place}.`), messages }
    const response = await makeResponse(t.db, project, { from: instruction, content: answered })
    await pass(t.db, response, { ...by, label: 'completed' })
  }
  for (const stage of ['INSTRUCTION', 'RESPONSE'] as const) {
    const snapshot = await frozen(ctx, project.id, {
      ...{ stage, passed: { votes: 0 }, duplicates: { exact: false, nearFrom: null } },
    })
    const left = await t.db.snapshotExclusion.groupBy({
      by: ['reason'],
      where: { snapshotId: snapshot.id },
      _count: true,
    })
    expect([stage, left.map(({ reason, _count }) => [reason, _count])]).toEqual([stage, [['LEAKED', 2]]])
    expect(snapshot).toMatchObject({
      rows: 1,
      report: { lists: [{ name: 'Benchmark: agentharm (evaluation 1)', entries: 1 }] },
    })
    for (const { name } of deliveriesOf(stage)) {
      const { pieces } = await exportSnapshot(ctx, {
        ...{ projectId: project.id, number: snapshot.number, format: name, part: null },
      })
      const chunks: Buffer[] = []
      for await (const piece of pieces) chunks.push(Buffer.from(piece))
      const bytes = Buffer.concat(chunks)
      const text = bytes[0] === 0x1f ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8')
      expect(text, `${stage} ${name}`).not.toMatch(/library number/i)
    }
  }
})
