import type { UserActor } from '../context'

/** Somebody whose account is being made: they have no session yet, and the act is theirs. */
export const newActor = (who: { userId: string; name: string; email: string; ip: string | null }): UserActor => ({
  ...who,
  kind: 'user',
  sessionId: '',
  admin: false,
  memberships: new Map(),
})
