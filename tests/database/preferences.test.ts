import { expect, test } from 'vitest'
import { type AuditPage, listAudit } from '@/lib/data/queries/audit'
import { findOwnPreferences, listCategoryChoices } from '@/lib/data/queries/preferences'
import { listMyQueues } from '@/lib/data/queries/review'
import { updatePreferences } from '@/lib/services/preferences/update-preferences'
import { updateSettings } from '@/lib/services/projects/update-settings'
import { testDatabase } from '@/tests/support/database'
import { makeCategory, makeChain, makeQueue, makeUser, userActor } from '@/tests/support/factories'
import { claimAs, judge, makeColleague, makeDesk, tab } from '@/tests/support/review'

const t = testDatabase()
const POLICIES = { maskFromSeverity: 2, dailyHarmfulLimit: 40, breakAfterMinutes: 30, supportText: '', supportUrl: '' }

test('opting out gives back what is held of the category, in every tab, and leaves the rest', async () => {
  const { project, users, ctxs, category } = await makeDesk(t, { items: 1, queue: { slots: 1 } })
  const parent = await makeCategory(t.db, project)
  const child = await makeCategory(t.db, project, { parentId: parent.id })
  const chains = [
    await makeChain(t.db, project, { categoryId: child.id }),
    await makeChain(t.db, project, { categoryId: category.id }),
  ]
  const { queue, entries } = await makeQueue(t.db, project, { items: chains, reviewers: users, slots: 1 })
  await claimAs(ctxs[0]!, queue, { want: 10 })
  const heldBy = (entryId: string) => t.db.assignment.findFirstOrThrow({ where: { entryId } })
  // What the window left free is taken by hand, so that both are held.
  for (const { id } of entries) {
    await t.db.assignment.updateMany({
      where: { entryId: id, reviewerId: null },
      data: {
        reviewerId: users[0]!.id,
        clientId: tab('two'),
        claimedAt: new Date(),
        leaseUntil: new Date(Date.now() + 600_000),
      },
    })
  }
  const input = { projectId: project.id, optOutCategoryIds: [parent.id, parent.id], dailyLimit: 5 }
  expect(await updatePreferences(ctxs[0]!, input)).toEqual({ released: 1 })
  expect((await heldBy(entries[0]!.id)).reviewerId).toBeNull()
  expect((await heldBy(entries[1]!.id)).reviewerId).toBe(users[0]!.id)
  expect((await listMyQueues(ctxs[0]!, project.id)).find(({ id }) => id === queue.id)?.left).toBe(1)
  expect(await findOwnPreferences(ctxs[0]!, project.id)).toMatchObject({
    optOutCategoryIds: [parent.id],
    dailyLimit: 5,
  })
  expect((await claimAs(ctxs[1]!, queue)).items).toHaveLength(1)
})

test('preferences are read by their owner alone: no query, and not the audit, tells an admin', async () => {
  const { project, category, ctxs } = await makeDesk(t)
  await updatePreferences(ctxs[0]!, { projectId: project.id, optOutCategoryIds: [category.id], dailyLimit: 17 })
  const admin = t.ctx(await userActor(t.db, await makeUser(t.db, { admin: true })))
  expect(await findOwnPreferences(admin, project.id)).toMatchObject({ optOutCategoryIds: [], dailyLimit: null })
  expect(await findOwnPreferences(ctxs[1]!, project.id)).toMatchObject({ optOutCategoryIds: [], dailyLimit: null })
  const audit = await listAudit(admin, project.id, {})
  expect(audit!.rows.map(({ action, data }) => [action, data])).toEqual([['preference.update', {}]])
  expect(JSON.stringify(audit)).not.toContain(category.id)
  expect((await listCategoryChoices(admin, project.id)).map(({ id }) => id)).toEqual([category.id])
})

test('a category of another project cannot be opted out of, and nothing is changed', async () => {
  const { project, ctxs } = await makeDesk(t)
  const elsewhere = await makeDesk(t)
  const input = { projectId: project.id, optOutCategoryIds: [elsewhere.category.id], dailyLimit: null }
  await expect(updatePreferences(ctxs[0]!, input)).rejects.toMatchObject({ code: 'invalid' })
  await expect(updatePreferences(ctxs[0]!, { ...input, projectId: elsewhere.project.id })).rejects.toMatchObject({
    code: 'not_found',
  })
  expect(await t.db.preference.count({ where: { projectId: project.id } })).toBe(0)
})

test('policies are an admin’s; a change holds for the next claim, and both versions are in the audit', async () => {
  const { project, category, ctxs, queue } = await makeDesk(t)
  await t.db.category.update({ where: { id: category.id }, data: { severity: 2 } })
  expect((await claimAs(ctxs[0]!, queue)).items[0]).toMatchObject({ masked: false })
  const curator = await makeColleague(t, project, 'CURATOR')
  const input = { projectId: project.id, ...POLICIES }
  await expect(updateSettings(curator.ctx, input)).rejects.toMatchObject({ code: 'forbidden' })
  const admin = t.ctx(await userActor(t.db, await makeUser(t.db, { admin: true })))
  await updateSettings(admin, input)
  expect((await claimAs(ctxs[0]!, queue)).items[0]).toMatchObject({ masked: true, body: null })
  const event = await t.db.auditEvent.findFirstOrThrow({
    where: { action: 'project.update-settings', projectId: project.id },
  })
  expect(event.data).toMatchObject({ before: { maskFromSeverity: 3 }, after: { maskFromSeverity: 2 } })
})

test('the audit is for admins, pages without gaps, and keeps from an admin who judges what others answered', async () => {
  const { project, users, ctxs, entries } = await makeDesk(t)

  await judge(ctxs[1]!, entries[0]!, { decision: 'REJECT', criteria: { logical: false } })
  expect(await listAudit(ctxs[0]!, project.id, {})).toBeNull()
  const admin = t.ctx(await userActor(t.db, await makeUser(t.db, { admin: true })))
  const [seen] = (await listAudit(admin, project.id, { what: 'judging' }))!.rows
  expect(seen).toMatchObject({ action: 'judgment.submit', data: { decision: 'REJECT' } })
  await t.db.user.update({ where: { id: users[0]!.id }, data: { admin: true } })
  const judging = t.ctx(await userActor(t.db, users[0]!))
  const [blind] = (await listAudit(judging, project.id, { what: 'judging' }))!.rows
  expect(blind).toMatchObject({ action: 'judgment.submit', data: null })

  const made = Array.from({ length: 250 }, (_, index) => ({
    id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    projectId: project.id,
    actorKind: 'job',
    action: 'queue.update',
    // Many in one instant: the id breaks the tie.
    at: new Date(Date.UTC(2026, 0, 1, 0, 0, Math.floor(index / 90))),
  }))
  await t.db.auditEvent.createMany({ data: made })
  const ids: string[] = []
  let before: string | null = null
  for (let page = 0; page < 5; page++) {
    const days = { what: 'queue.update', from: '2026-01-01', to: '2026-01-01' }
    const answer: AuditPage = (await listAudit(admin, project.id, days, { before, limit: 100 }))!
    ids.push(...answer.rows.map(({ id }) => id))
    if (!answer.next) break
    before = answer.next
  }
  expect(ids).toEqual(made.map(({ id }) => id).reverse())
  expect((await listAudit(admin, project.id, { what: 'queue.update', to: '2025-12-31' }))!.rows).toEqual([])
})
