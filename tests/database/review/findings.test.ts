import { expect, test } from 'vitest'
import { newId } from '@/lib/data/id'
import { listItems } from '@/lib/data/queries/items'
import type { Ctx } from '@/lib/services/context'
import { peekItem } from '@/lib/services/items/peek-item'
import { submitJudgment } from '@/lib/services/review/submit-judgment'
import { testDatabase } from '@/tests/support/database'
import {
  makeChain,
  makeInstruction,
  makeMember,
  makeProject,
  makeQueue,
  makeRubric,
  makeUser,
  userActor,
} from '@/tests/support/factories'
import { claimAs, makeColleague } from '@/tests/support/review'

const t = testDatabase()

test('an edit that becomes the text is linted like an imported one', async () => {
  const project = await makeProject(t.db)
  const user = await makeUser(t.db)
  await makeMember(t.db, project, user, 'REVIEWER')
  await t.db.capability.create({
    data: { id: newId(), projectId: project.id, name: 'Files.read_file', title: 'Read a file', listed: true },
  })
  const twin = { steps: ['Files.read_file', 'Files.shred'], explanation: 'Reads, then shreds.' }
  await makeChain(t.db, project, { content: twin })
  const chain = await makeChain(t.db, project)
  const { entries } = await makeQueue(t.db, project, { items: [chain], reviewers: [user], slots: 1 })
  const id = newId()
  await submitJudgment(t.ctx(await userActor(t.db, user)), {
    id,
    entryId: entries[0]!.id,
    revisionId: chain.revision.id,
    decision: 'EDIT',
    criteria: {},
    reasons: [],
    note: '',
    stepMarks: [],
    label: null,
    compliesFrom: null,
    seconds: 0,
    proposal: { ...twin, explanation: 'Reads a file, then shreds it.' },
  })
  const item = await t.db.item.findUniqueOrThrow({ where: { id: chain.item.id } })
  expect(item.currentRevisionId).not.toBe(chain.revision.id)
  const findings = await t.db.finding.findMany({
    where: { revisionId: item.currentRevisionId! },
    orderBy: { code: 'asc' },
    select: { code: true, severity: true, evidence: true },
  })
  expect(findings).toMatchObject([
    { code: 'repeated_sequence', evidence: { message: 'Same steps as 1 other chain of this subcategory' } },
    { code: 'unknown_capability', severity: 'ERROR', evidence: { steps: [1] } },
  ])
})

test('that a model refused to carry an instruction out is told once nobody judges it any more, by no path before', async () => {
  const project = await makeProject(t.db)
  const instruction = await makeInstruction(t.db, project)
  const said = { projectId: project.id, revisionId: instruction.revision.id, source: 'RULE' } as const
  for (const [code, message] of [
    ['exec_refused', 'The model refused to carry it out.'],
    ['exec_tool_error', 'Calls of send_mail failed and were not made good.'],
  ])
    await t.db.finding.create({
      data: { id: newId(), ...said, code: code!, severity: 'WARNING', evidence: { message } },
    })
  const rubric = await makeRubric(t.db, project, { stage: 'INSTRUCTION', criteria: [], reasons: [] })
  const { ctx, user } = await makeColleague(t, project, 'REVIEWER')
  const { queue, entries } = await makeQueue(t.db, project, {
    ...{ stage: 'INSTRUCTION', rubricVersionId: rubric.id, items: [instruction], reviewers: [user], slots: 2 },
  })
  const told = async (reader: Ctx) => {
    const list = { projectId: project.id, stage: 'INSTRUCTION', archived: false } as const
    const page = { ...list, sort: 'number', dir: 'asc', from: null, size: 9 } as const
    const found = await listItems(reader, { ...page, filter: { findings: ['exec_refused'] } })
    return {
      rows: found?.rows.length,
      page: JSON.stringify(await peekItem(reader, { itemId: instruction.item.id })).includes('refused to carry'),
    }
  }
  const { items } = await claimAs(ctx, queue)
  expect(items[0]?.body?.findings.map(({ code }) => code)).toEqual(['exec_tool_error'])
  expect(await told(ctx)).toEqual({ rows: 0, page: false })
  const { ctx: curator } = await makeColleague(t, project, 'CURATOR')
  expect(await told(curator)).toEqual({ rows: 1, page: true })
  await t.db.queueEntry.update({
    where: { id: entries[0]!.id },
    data: { status: 'CLOSED', verdict: 'PASSED', closedAt: new Date(), settledBy: 'UNANIMOUS' },
  })
  expect(await told(ctx)).toEqual({ rows: 1, page: true })
})
