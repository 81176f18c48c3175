import { newId } from '@/lib/data/id'
import type { Ctx } from '@/lib/services/context'
import { openDemo } from '@/lib/services/demo/open-demo'
import { seedDemo } from '@/lib/services/demo/seed-demo'
import { changePassword } from '@/lib/services/people/change-password'
import { createInvitation } from '@/lib/services/people/create-invitation'
import { disableUser } from '@/lib/services/people/disable-user'
import { enableUser } from '@/lib/services/people/enable-user'
import { joinProject } from '@/lib/services/people/join-project'
import { makeLinkToken } from '@/lib/services/people/link-token'
import { removeMember } from '@/lib/services/people/remove-member'
import { revokeInvitation } from '@/lib/services/people/revoke-invitation'
import { setAdmin } from '@/lib/services/people/set-admin'
import { setMemberRoles } from '@/lib/services/people/set-member-roles'
import { createProject } from '@/lib/services/projects/create-project'
import { endSession } from '@/lib/services/session/end-session'
import { lockSession } from '@/lib/services/session/lock-session'
import { unlockSession } from '@/lib/services/session/unlock-session'
import {
  administering,
  everybody,
  type Inside,
  PASSWORD,
  PASSWORD_HASH,
  userIdOf,
  type VerbRow,
  type World,
} from '../../support/access'
import { makeMember, makeProject, makeUser, userActor } from '../../support/factories'

let number = 0

const sessionOf = ({ actor }: Ctx) => (actor.kind === 'user' ? actor.sessionId : '')

async function makeColleague({ t, project }: World) {
  const user = await makeUser(t.db)
  await makeMember(t.db, project, user, 'REVIEWER')
  return user
}

async function makeInvitation({ t }: World, projectId: string) {
  const { token, tokenHash } = makeLinkToken()
  const expiresAt = new Date(Date.now() + 60_000)
  const { id } = await t.db.invitation.create({
    data: { id: newId(), tokenHash, projectId, roles: ['REVIEWER'], expiresAt },
  })
  return { id, token }
}

export const rows: VerbRow[] = [
  {
    file: 'lib/services/projects/create-project.ts',
    who: administering,
    async arrange(_world, ctx) {
      return () => createProject(ctx, { slug: `made-${++number}`, name: 'Made', description: '' })
    },
  },
  {
    file: 'lib/services/demo/seed-demo.ts',
    who: administering,
    async arrange(_world, ctx) {
      return () => seedDemo(ctx, { ownerId: userIdOf(ctx) })
    },
  },
  {
    file: 'lib/services/demo/open-demo.ts',
    who: administering,
    // The demo is there by now: the same call then only says where.
    unaudited: 'reads',
    async arrange({ t, users }, ctx) {
      await seedDemo(t.ctx(await userActor(t.db, users.admin)), { ownerId: users.admin.id })
      return () => openDemo(ctx, {})
    },
  },
  {
    file: 'lib/services/people/create-invitation.ts',
    who: administering,
    async arrange({ project }, ctx) {
      return () => createInvitation(ctx, { projectId: project.id, roles: ['CURATOR'], email: null })
    },
  },
  {
    file: 'lib/services/people/revoke-invitation.ts',
    who: administering,
    async arrange(world, ctx) {
      const { id } = await makeInvitation(world, world.project.id)
      return () => revokeInvitation(ctx, { invitationId: id })
    },
  },
  {
    file: 'lib/services/people/join-project.ts',
    // The link is the permission; whoever was given it may use it for the account they have.
    who: everybody('ok'),
    async arrange(world, ctx) {
      const { token } = await makeInvitation(world, (await makeProject(world.t.db)).id)
      return () => joinProject(ctx, { token })
    },
  },
  {
    file: 'lib/services/people/set-member-roles.ts',
    who: administering,
    async arrange(world, ctx) {
      const user = await makeColleague(world)
      return () => setMemberRoles(ctx, { projectId: world.project.id, userId: user.id, roles: ['CURATOR'] })
    },
  },
  {
    file: 'lib/services/people/remove-member.ts',
    who: administering,
    async arrange(world, ctx) {
      const user = await makeColleague(world)
      return () => removeMember(ctx, { projectId: world.project.id, userId: user.id })
    },
  },
  {
    file: 'lib/services/people/disable-user.ts',
    who: administering,
    async arrange(world, ctx) {
      const user = await makeColleague(world)
      return () => disableUser(ctx, { userId: user.id })
    },
  },
  {
    file: 'lib/services/people/enable-user.ts',
    who: administering,
    async arrange({ t }, ctx) {
      const user = await makeUser(t.db, { disabledAt: new Date() })
      return () => enableUser(ctx, { userId: user.id })
    },
  },
  {
    file: 'lib/services/people/set-admin.ts',
    who: administering,
    async arrange({ t }, ctx) {
      const user = await makeUser(t.db)
      return () => setAdmin(ctx, { userId: user.id, admin: true })
    },
  },
  {
    file: 'lib/services/people/change-password.ts',
    who: everybody('ok'),
    async arrange({ t }, ctx) {
      await t.db.user.update({ where: { id: userIdOf(ctx) }, data: { passwordHash: PASSWORD_HASH } })
      return () => changePassword(ctx, { current: PASSWORD, password: `another sentence, number ${++number} of them` })
    },
  },
  {
    file: 'lib/services/session/end-session.ts',
    who: everybody('ok'),
    async arrange(_world, ctx) {
      return () => endSession(ctx, { sessionId: sessionOf(ctx) })
    },
  },
  {
    file: 'lib/services/session/lock-session.ts',
    who: everybody('ok'),
    async arrange(_world, ctx) {
      return () => lockSession(ctx, {})
    },
  },
  {
    file: 'lib/services/session/unlock-session.ts',
    who: everybody('ok'),
    async arrange({ t }, ctx) {
      await t.db.user.update({ where: { id: userIdOf(ctx) }, data: { passwordHash: PASSWORD_HASH } })
      await lockSession(ctx, {})
      return () => unlockSession(ctx, { password: PASSWORD })
    },
  },
]

const PART = 'part of a verb'
// By the link from the terminal, by an invitation's, by a password, or by the team's identity provider.
const PROVES = 'proves itself'
export const inside: Inside = {
  'lib/services/demo/plan-demo-answers.ts': PART,
  'lib/services/demo/write-demo-project.ts': PART,
  'lib/services/people/accept-invitation.ts': PROVES,
  'lib/services/people/account-input.ts': PART,
  'lib/services/people/link-token.ts': PART,
  'lib/services/people/make-setup-link.ts': 'operator or job',
  'lib/services/people/new-actor.ts': PART,
  'lib/services/people/password.ts': PART,
  'lib/services/people/require-admin.ts': PART,
  'lib/services/people/require-other-admin.ts': PART,
  'lib/services/people/require-password.ts': PART,
  'lib/services/people/require-project-row.ts': PART,
  'lib/services/people/revoke-sessions.ts': PART,
  'lib/services/people/set-up.ts': PROVES,
  'lib/services/people/take-invitation.ts': PART,
  'lib/services/session/check-password.ts': PART,
  'lib/services/session/open-session.ts': PART,
  'lib/services/session/require-attempt.ts': PART,
  'lib/services/session/sign-in.ts': PROVES,
  'lib/services/session/sign-in-elsewhere.ts': PROVES,
}
