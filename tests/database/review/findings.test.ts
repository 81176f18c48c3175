import { expect, test } from 'vitest'
import { newId } from '@/lib/data/id'
import { submitJudgment } from '@/lib/services/review/submit-judgment'
import { testDatabase } from '@/tests/support/database'
import { makeChain, makeMember, makeProject, makeQueue, makeUser, userActor } from '@/tests/support/factories'

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
