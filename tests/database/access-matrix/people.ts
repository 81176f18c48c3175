import type { Ctx } from '@/lib/services/context'
import { seedDemo } from '@/lib/services/demo/seed-demo'
import { createProject } from '@/lib/services/projects/create-project'
import { endSession } from '@/lib/services/session/end-session'
import { lockSession } from '@/lib/services/session/lock-session'
import { unlockSession } from '@/lib/services/session/unlock-session'
import { administering, everybody, type Inside, PASSWORD, userIdOf, type VerbRow } from '../../support/access'

let number = 0

const sessionOf = ({ actor }: Ctx) => (actor.kind === 'user' ? actor.sessionId : '')

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
    async arrange(_world, ctx) {
      await lockSession(ctx, {})
      return () => unlockSession(ctx, { password: PASSWORD })
    },
  },
]

const PART = 'part of a verb'
export const inside: Inside = {
  'lib/services/demo/plan-demo-answers.ts': PART,
  'lib/services/demo/write-demo-project.ts': PART,
  'lib/services/people/account-input.ts': PART,
  'lib/services/people/link-token.ts': PART,
  'lib/services/people/make-setup-link.ts': 'operator or job',
  'lib/services/people/password.ts': PART,
  'lib/services/people/require-password.ts': PART,
  // By the link from the terminal, and by a password: tests/database/people.
  'lib/services/people/set-up.ts': 'proves itself',
  'lib/services/session/check-password.ts': PART,
  'lib/services/session/open-session.ts': PART,
  'lib/services/session/require-attempt.ts': PART,
  'lib/services/session/sign-in.ts': 'proves itself',
}
