import type { ApiScope } from '@/lib/core/api/scopes'
import type { ProjectFacts, Role } from '@/lib/core/policy/facts'
import type { PrismaClient, Tx } from '@/lib/data/client'

export interface UserActor {
  kind: 'user'
  userId: string
  sessionId: string
  name: string
  email: string
  admin: boolean
  memberships: ReadonlyMap<string, { roles: readonly Role[]; reviews: boolean }>
  ip: string | null
}
/** A program that acts for a curator or admin in one project: never with more than their reach, and never as a judge. */
export interface TokenActor {
  kind: 'token'
  tokenId: string
  tokenName: string
  /** Who made it. */
  userId: string
  projectId: string
  facts: ProjectFacts
  scopes: readonly ApiScope[]
  /** What runs the installation is done by people. */
  admin: false
  ip: string | null
}
/** A background job, or the operator's own command line: acts for the installation, in one project or in all. */
export interface SystemActor {
  kind: 'job' | 'operator'
  name: string
}
export type Actor = UserActor | TokenActor | SystemActor

export interface Ctx {
  actor: Actor
  db: PrismaClient
  /** The web process's clock: for texts and expiry of links. Leases use the database's now(). */
  now: Date
  /** What the verb is one part of: it writes in this transaction, and is undone with it. */
  within?: Tx
}

export const isSystem = (actor: Actor): actor is SystemActor => actor.kind === 'job' || actor.kind === 'operator'

const NOTHING: ProjectFacts = { admin: false, roles: [], reviews: false }

/** What the actor is in a project. The operator and jobs act with an admin's reach and judge nothing. */
export function factsFor(actor: Actor, projectId: string): ProjectFacts {
  if (isSystem(actor)) return { admin: true, roles: [], reviews: false }
  if (actor.kind === 'token') return actor.projectId === projectId ? actor.facts : NOTHING
  const membership = actor.memberships.get(projectId)
  return { admin: actor.admin, roles: membership?.roles ?? [], reviews: membership?.reviews ?? false }
}

/** One transaction a decision. Never holds a model call. Bulk work says how long it may take (ms); else the client's 15 s hold. */
export function inTransaction<T>(ctx: Ctx, run: (tx: Tx) => Promise<T>, timeout?: number): Promise<T> {
  if (ctx.within) return run(ctx.within)
  return timeout ? ctx.db.$transaction(run, { timeout }) : ctx.db.$transaction(run)
}

/** The same actor, reading and writing through one transaction that is open already. */
export function withinTransaction(ctx: Ctx, tx: Tx): Ctx {
  const db = new Proxy(ctx.db, {
    get: (client, name) => Reflect.get(tx, name) ?? Reflect.get(client, name),
  })
  return { ...ctx, db, within: tx }
}
