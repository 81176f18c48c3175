import { hashSync } from '@node-rs/argon2'
import { expect, test } from 'vitest'
import { newId } from '@/lib/data/id'
import { findActorRow } from '@/lib/data/queries/actor'
import { endSession } from '@/lib/services/session/end-session'
import { lockSession } from '@/lib/services/session/lock-session'
import { unlockSession } from '@/lib/services/session/unlock-session'
import { testDatabase } from '../../support/database'
import { makeMember, makeProject, makeQueue, makeUser, userActor } from '../../support/factories'

const t = testDatabase()
const PASSWORD = 'a sentence that one remembers'
const passwordHash = hashSync(PASSWORD, { memoryCost: 1_024, timeCost: 1, parallelism: 1 })

async function makeSession() {
  const user = await makeUser(t.db, { passwordHash })
  const actor = await userActor(t.db, user)
  return { user, ctx: t.ctx(actor), sessionId: actor.sessionId, look: () => findActorRow(t.db, actor.sessionId) }
}

test('a session stands for its person until it is ended, has expired, or the person is disabled', async () => {
  const { user, ctx, sessionId, look } = await makeSession()
  expect(await look()).toMatchObject({ userId: user.id, admin: false, lockedAt: null, memberships: [] })

  await t.db.user.update({ where: { id: user.id }, data: { disabledAt: new Date() } })
  expect(await look()).toBeNull()
  await t.db.user.update({ where: { id: user.id }, data: { disabledAt: null } })
  expect(await look()).not.toBeNull()

  await t.db.session.update({ where: { id: sessionId }, data: { expiresAt: new Date(Date.now() - 1_000) } })
  expect(await look()).toBeNull()
  await t.db.session.update({ where: { id: sessionId }, data: { expiresAt: new Date(Date.now() + 60_000) } })
  expect(await look()).not.toBeNull()

  await endSession(ctx, { sessionId })
  expect(await look()).toBeNull()
  await expect(endSession(ctx, { sessionId }), 'once').rejects.toMatchObject({ code: 'not_found' })
})

test('nobody ends a session of somebody else', async () => {
  const mine = await makeSession()
  const theirs = await makeSession()
  await expect(endSession(mine.ctx, { sessionId: theirs.sessionId })).rejects.toMatchObject({ code: 'not_found' })
  await expect(endSession(mine.ctx, { sessionId: newId() })).rejects.toMatchObject({ code: 'not_found' })
  expect(await theirs.look()).not.toBeNull()
})

test('roles are read anew with every request: a demotion holds at once', async () => {
  const { user, look } = await makeSession()
  const project = await makeProject(t.db)
  await makeMember(t.db, project, user, 'CURATOR')
  const membership = async () => (await look())?.memberships.find(({ projectId }) => projectId === project.id)
  expect(await membership()).toEqual({ projectId: project.id, roles: ['CURATOR'], reviews: false })

  const { queue } = await makeQueue(t.db, project, { reviewers: [user] })
  expect(await membership(), 'who was given a queue reviews').toMatchObject({ reviews: true })
  await t.db.queueReviewer.deleteMany({ where: { queueId: queue.id } })
  expect(await membership()).toMatchObject({ reviews: false })

  const id = { projectId_userId: { projectId: project.id, userId: user.id } }
  await t.db.membership.update({ where: id, data: { roles: ['ADJUDICATOR'] } })
  expect(await membership()).toMatchObject({ roles: ['ADJUDICATOR'], reviews: true })
  await t.db.membership.delete({ where: id })
  expect(await membership()).toBeUndefined()
})

test('a locked session says so, and only the right password opens it again', async () => {
  const { ctx, look } = await makeSession()
  await lockSession(ctx, {})
  const { lockedAt } = (await look())!
  expect(lockedAt).not.toBeNull()
  await lockSession(ctx, {})
  expect((await look())?.lockedAt, 'locking twice is locking once').toEqual(lockedAt)

  await expect(unlockSession(ctx, { password: 'a wrong sentence here' })).rejects.toMatchObject({ code: 'forbidden' })
  expect((await look())?.lockedAt).toEqual(lockedAt)
  await unlockSession(ctx, { password: PASSWORD })
  expect((await look())?.lockedAt).toBeNull()
})

test('guessing at a locked screen is held up like guessing at sign-in', async () => {
  const { ctx, look } = await makeSession()
  await lockSession(ctx, {})
  const guess = (password: string) => unlockSession(ctx, { password })
  for (let n = 0; n < 5; n++) await expect(guess('a wrong sentence')).rejects.toMatchObject({ code: 'forbidden' })
  await expect(guess(PASSWORD)).rejects.toMatchObject({ code: 'limited' })
  expect((await look())?.lockedAt).not.toBeNull()
})
