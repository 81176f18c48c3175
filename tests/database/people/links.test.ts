import { hashSync } from '@node-rs/argon2'
import { expect, test } from 'vitest'
import type { Role } from '@/lib/core/policy/facts'
import { findSetUpLink } from '@/lib/data/queries/invitations'
import { findInvitation } from '@/lib/data/queries/people'
import { acceptInvitation } from '@/lib/services/people/accept-invitation'
import { createInvitation } from '@/lib/services/people/create-invitation'
import { joinProject } from '@/lib/services/people/join-project'
import { makeSetupLink } from '@/lib/services/people/make-setup-link'
import { revokeInvitation } from '@/lib/services/people/revoke-invitation'
import { setUp } from '@/lib/services/people/set-up'
import { signInElsewhere } from '@/lib/services/session/sign-in-elsewhere'
import { testDatabase } from '../../support/database'
import { makeMember, makeProject, makeUser, userActor } from '../../support/factories'

const t = testDatabase()
const ORIGIN = new URL('http://localhost:3000')
const PASSWORD = 'a sentence that one remembers'
const passwordHash = hashSync(PASSWORD, { memoryCost: 1_024, timeCost: 1, parallelism: 1 })
const nobody = (now = new Date()) => ({ db: t.db, now, ip: null })
const tokenOf = (path: string | null) => path!.split(/[/=]/).at(-1)!
const DAY = 86_400_000
let number = 0
const account = (data = {}) => ({ name: 'Jo Park', email: `jo-${++number}@example.org`, password: PASSWORD, ...data })

// First in this file, while nobody is there.
test('the link from the terminal makes the first account, an admin, once; an older link and a wrong one make none', async () => {
  const older = tokenOf(await makeSetupLink(t.db, ORIGIN))
  const token = tokenOf(await makeSetupLink(t.db, ORIGIN))
  const wrong = [older, 'wrong', '', `${token}x`]
  for (const one of wrong) {
    expect(await findSetUpLink(t.db, one, new Date())).toBeNull()
    await expect(setUp(nobody(), { token: one, ...account() })).rejects.toMatchObject({ code: 'gone' })
  }
  const late = new Date(Date.now() + DAY + 1_000)
  await expect(setUp(nobody(late), { token, ...account() })).rejects.toMatchObject({ code: 'gone' })
  await expect(setUp(nobody(), { token, ...account({ password: 'short' }) })).rejects.toMatchObject({ code: 'invalid' })
  expect(await t.db.user.count()).toBe(0)

  const tries = await Promise.allSettled([1, 2, 3].map(() => setUp(nobody(), { token, ...account() })))
  expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
  const users = await t.db.user.findMany()
  expect(users.map(({ admin }) => admin)).toEqual([true])
  expect(await t.db.auditEvent.count({ where: { action: 'installation.set-up', actorId: users[0]!.id } })).toBe(1)
  await expect(setUp(nobody(), { token, ...account() })).rejects.toMatchObject({ code: 'gone' })
  expect(await findSetUpLink(t.db, token, new Date())).toBeNull()
  expect(await makeSetupLink(t.db, ORIGIN)).toBeNull()
})

async function invite(roles: Role[] = ['REVIEWER'], email: string | null = null) {
  const project = await makeProject(t.db)
  const ctx = t.ctx(await userActor(t.db, await makeUser(t.db, { admin: true })))
  const made = await createInvitation(ctx, { projectId: project.id, roles, email })
  return { project, ctx, id: made.id, token: tokenOf(made.path) }
}
const rolesIn = async (project: { id: string }) =>
  (await t.db.membership.findMany({ where: { projectId: project.id } })).map(({ roles }) => roles)

test('an invitation makes one account with its roles; its token is kept nowhere', async () => {
  const { project, token } = await invite(['ADJUDICATOR', 'VIEWER'])
  expect(await findInvitation(t.db, token, new Date())).toMatchObject({ projectName: project.name })
  const tries = await Promise.allSettled([1, 2, 3].map(() => acceptInvitation(nobody(), { token, ...account() })))
  expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(await rolesIn(project)).toEqual([['ADJUDICATOR', 'VIEWER']])
  expect(await findInvitation(t.db, token, new Date())).toBeNull()
  const rows = await t.db.$queryRaw<{ all: string }[]>`
    select (select json_agg(i)::text from invitations i) || (select json_agg(a)::text from audit_events a) as all`
  expect(rows[0]!.all).not.toContain(token)
})

test('an invitation that was taken back or has expired lets nobody in', async () => {
  const { project, ctx, id, token } = await invite()
  const late = new Date(Date.now() + 8 * DAY)
  await expect(acceptInvitation(nobody(late), { token, ...account() })).rejects.toMatchObject({ code: 'gone' })
  await revokeInvitation(ctx, { invitationId: id })
  await expect(acceptInvitation(nobody(), { token, ...account() })).rejects.toMatchObject({ code: 'gone' })
  await expect(revokeInvitation(ctx, { invitationId: id })).rejects.toMatchObject({ code: 'not_found' })
  expect(await rolesIn(project)).toEqual([])
})

test('an invitation for one address is for that address only', async () => {
  const { project, token } = await invite(['REVIEWER'], 'mira@example.org')
  await expect(acceptInvitation(nobody(), { token, ...account() })).rejects.toMatchObject({ code: 'invalid' })
  const stranger = t.ctx(await userActor(t.db, await makeUser(t.db)))
  await expect(joinProject(stranger, { token })).rejects.toMatchObject({ code: 'forbidden' })
  await acceptInvitation(nobody(), { token, ...account({ email: 'mira@example.org' }) })
  expect(await rolesIn(project)).toEqual([['REVIEWER']])
})

test('an invitation takes over no account: whoever has one signs in and adds its roles to theirs', async () => {
  const { project, token } = await invite(['CURATOR'])
  const user = await makeUser(t.db, { passwordHash })
  await makeMember(t.db, project, user, 'REVIEWER')
  const before = await t.db.user.findUniqueOrThrow({ where: { id: user.id } })
  await expect(acceptInvitation(nobody(), { token, ...account({ email: user.email }) })).rejects.toMatchObject({
    code: 'conflict',
  })
  expect(await t.db.user.findUniqueOrThrow({ where: { id: user.id } })).toEqual(before)
  await joinProject(t.ctx(await userActor(t.db, user)), { token })
  expect(await rolesIn(project)).toEqual([['REVIEWER', 'CURATOR']])
})

test('the link of the first account is no invitation, and an invitation sets nothing up', async () => {
  const { token } = await invite()
  await expect(setUp(nobody(), { token, ...account() })).rejects.toMatchObject({ code: 'gone' })
})

const elsewhere = (data = {}) => ({
  subject: `https://issuer.example#${++number}`,
  email: `sso-${number}@example.org`,
  emailVerified: true,
  name: 'Sol Reyes',
  ip: null,
  userAgent: null,
  replaces: null,
  ...data,
})
const enter = (data: ReturnType<typeof elsewhere>) => signInElsewhere(nobody(), data)

test('signing in elsewhere needs an account or an invitation for the verified address', async () => {
  await expect(enter(elsewhere())).rejects.toMatchObject({ code: 'unauthenticated' })
  const who = elsewhere()
  const { project } = await invite(['VIEWER'], who.email)
  await expect(enter({ ...who, emailVerified: false })).rejects.toMatchObject({ code: 'unauthenticated' })
  const { userId } = await enter(who)
  expect(await rolesIn(project)).toEqual([['VIEWER']])
  // Known by the subject from now on: a changed or unverified address is the same person.
  expect(await enter({ ...who, email: 'renamed@example.org', emailVerified: false })).toMatchObject({ userId })
})

test('an account is tied to one subject elsewhere, and a disabled one opens to none', async () => {
  const user = await makeUser(t.db)
  const who = elsewhere({ email: user.email })
  await expect(enter({ ...who, emailVerified: false })).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(await enter(who)).toMatchObject({ userId: user.id })
  await expect(enter(elsewhere({ email: user.email }))).rejects.toMatchObject({ code: 'unauthenticated' })
  await t.db.user.update({ where: { id: user.id }, data: { disabledAt: new Date() } })
  await expect(enter(who)).rejects.toMatchObject({ code: 'unauthenticated' })
})
