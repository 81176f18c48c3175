import { hashSync } from '@node-rs/argon2'
import { expect, test } from 'vitest'
import { findActorRow } from '@/lib/data/queries/actor'
import { listMembers, listPeople, listSessions } from '@/lib/data/queries/people'
import { changePassword } from '@/lib/services/people/change-password'
import { disableUser } from '@/lib/services/people/disable-user'
import { enableUser } from '@/lib/services/people/enable-user'
import { removeMember } from '@/lib/services/people/remove-member'
import { setAdmin } from '@/lib/services/people/set-admin'
import { setMemberRoles } from '@/lib/services/people/set-member-roles'
import { lockSession } from '@/lib/services/session/lock-session'
import { signIn } from '@/lib/services/session/sign-in'
import { testDatabase } from '../../support/database'
import { makeMember, makeProject, makeQueue, makeUser, userActor } from '../../support/factories'

const t = testDatabase()
const PASSWORD = 'a sentence that one remembers'
const passwordHash = hashSync(PASSWORD, { memoryCost: 1_024, timeCost: 1, parallelism: 1 })
const OTHER = 'another sentence to remember'

const makeAdmin = async () => {
  const user = await makeUser(t.db, { admin: true, passwordHash })
  return { user, ctx: t.ctx(await userActor(t.db, user)) }
}
const makePerson = async () => {
  const user = await makeUser(t.db, { passwordHash })
  const actor = await userActor(t.db, user)
  return { user, actor, ctx: t.ctx(actor), look: () => findActorRow(t.db, actor.sessionId) }
}
const enter = (email: string, password: string, replaces: string | null = null) =>
  signIn({ db: t.db, now: new Date() }, { email, password, ip: null, userAgent: null, replaces })

test('disabling ends every session at once, and letting in again brings none of them back', async () => {
  const { ctx } = await makeAdmin()
  const person = await makePerson()
  await disableUser(ctx, { userId: person.user.id })
  expect(await person.look()).toBeNull()
  await expect(enter(person.user.email, PASSWORD)).rejects.toMatchObject({ code: 'unauthenticated' })
  await enableUser(ctx, { userId: person.user.id })
  expect(await person.look()).toBeNull()
  expect(await enter(person.user.email, PASSWORD)).toMatchObject({ userId: person.user.id })
})

test('making somebody an admin, and no longer one, ends their sessions', async () => {
  const { ctx } = await makeAdmin()
  for (const admin of [true, false]) {
    const person = await makePerson()
    await t.db.user.update({ where: { id: person.user.id }, data: { admin: !admin } })
    await setAdmin(ctx, { userId: person.user.id, admin })
    expect(await person.look()).toBeNull()
  }
})

test('two admins who demote or disable each other at the same moment leave one', async () => {
  await t.db.user.updateMany({ data: { admin: false } })
  const [one, other] = [await makeAdmin(), await makeAdmin()]
  const outcomes = await Promise.allSettled([
    setAdmin(one.ctx, { userId: other.user.id, admin: false }),
    disableUser(other.ctx, { userId: one.user.id }),
  ])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await t.db.user.count({ where: { admin: true, disabledAt: null } })).toBe(1)
  const last = await t.db.user.findFirstOrThrow({ where: { admin: true, disabledAt: null } })
  const ctx = t.ctx(await userActor(t.db, last))
  await expect(setAdmin(ctx, { userId: last.id, admin: false })).rejects.toMatchObject({ code: 'conflict' })
  await expect(disableUser(ctx, { userId: last.id })).rejects.toMatchObject({ code: 'conflict' })
})

test('a new password signs out everywhere else, and the old one is worth nothing', async () => {
  const { user, ctx, look } = await makePerson()
  const elsewhere = await userActor(t.db, user)
  expect(await changePassword(ctx, { current: PASSWORD, password: OTHER })).toEqual({ ended: 1 })
  expect(await look()).not.toBeNull()
  expect(await findActorRow(t.db, elsewhere.sessionId)).toBeNull()
  await expect(enter(user.email, PASSWORD)).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(await enter(user.email, OTHER)).toMatchObject({ userId: user.id })
})

test('a new password needs the old one, and is none of those that are guessed first', async () => {
  const { user, ctx } = await makePerson()
  await expect(changePassword(ctx, { current: OTHER, password: OTHER })).rejects.toMatchObject({ code: 'forbidden' })
  for (const password of ['short', 'passwordpassword', `${user.email} ${user.email}`])
    await expect(changePassword(ctx, { current: PASSWORD, password })).rejects.toMatchObject({ code: 'invalid' })
  expect((await t.db.user.findUniqueOrThrow({ where: { id: user.id } })).passwordHash).toBe(passwordHash)
})

test('signing in again ends the session that the cookie named before', async () => {
  const { user } = await makePerson()
  const first = await enter(user.email, PASSWORD)
  const second = await enter(user.email, PASSWORD, first.sessionId)
  expect(await findActorRow(t.db, first.sessionId)).toBeNull()
  expect(await findActorRow(t.db, second.sessionId)).not.toBeNull()
})

test('a refused sign-in ends nothing', async () => {
  const { user } = await makePerson()
  const { sessionId } = await enter(user.email, PASSWORD)
  await expect(enter(user.email, OTHER, sessionId)).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(await findActorRow(t.db, sessionId)).not.toBeNull()
})

test('whoever has no password here is signed out by the lock, for they could not unlock it', async () => {
  const user = await makeUser(t.db, { passwordHash: null, oidcSubject: 'https://issuer.example#1' })
  const actor = await userActor(t.db, user)
  await lockSession(t.ctx(actor), {})
  expect(await findActorRow(t.db, actor.sessionId)).toBeNull()
})

test('roles hold from the next request on, and who is removed leaves the queues too', async () => {
  const { ctx } = await makeAdmin()
  const project = await makeProject(t.db)
  const person = await makePerson()
  await setMemberRoles(ctx, { projectId: project.id, userId: person.user.id, roles: ['REVIEWER', 'CURATOR'] })
  expect((await person.look())?.memberships).toEqual([
    { projectId: project.id, roles: ['REVIEWER', 'CURATOR'], reviews: true },
  ])
  const { queue } = await makeQueue(t.db, project, { reviewers: [person.user] })
  await removeMember(ctx, { projectId: project.id, userId: person.user.id })
  expect((await person.look())?.memberships).toEqual([])
  expect(await t.db.queueReviewer.count({ where: { queueId: queue.id } })).toBe(0)
  const events = await t.db.auditEvent.findMany({ where: { projectId: project.id }, orderBy: { id: 'asc' } })
  expect(events.map(({ action }) => action)).toEqual(['member.set-roles', 'member.remove'])
})

test('lists of people are for those they are for', async () => {
  const { ctx: admin } = await makeAdmin()
  const project = await makeProject(t.db)
  const [curator, reviewer] = [await makePerson(), await makePerson()]
  await makeMember(t.db, project, curator.user, 'CURATOR')
  await makeMember(t.db, project, reviewer.user, 'REVIEWER')
  const as = async ({ user }: { user: { id: string } }) => t.ctx(await userActor(t.db, user))

  expect((await listPeople(admin)).length).toBeGreaterThan(2)
  expect(await listPeople(await as(curator))).toEqual([])
  expect((await listMembers(admin, project.id)).map(({ email }) => email)).toContain(reviewer.user.email)
  expect((await listMembers(await as(curator), project.id)).map(({ email }) => email)).toEqual([null, null])
  expect(await listMembers(await as(reviewer), project.id)).toEqual([])
  const own = await listSessions(curator.ctx, new Date())
  expect(own.filter(({ current }) => current).map(({ id }) => id)).toEqual([curator.actor.sessionId])
  expect(JSON.stringify([await listPeople(admin), await listMembers(admin, project.id)])).not.toContain('argon2')
})
