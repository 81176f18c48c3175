import { hashSync } from '@node-rs/argon2'
import type { PrismaClient } from '@/lib/data/client'
import type { Ctx } from '@/lib/services/context'
import type { ErrorCode } from '@/lib/services/errors'
import type { TestDatabase } from './database'
import {
  makeCategory,
  makeChain,
  makeMember,
  makeProject,
  makeQueue,
  makeRubric,
  makeUser,
  userActor,
} from './factories'
import { answer, judge, tab } from './review'

/** What the access matrix is made of; its rows stand in tests/database/access-matrix. */

export const WHO = ['outsider', 'viewer', 'reviewer', 'adjudicator', 'curator', 'admin'] as const
/** `outsider`: every role, in another project. `admin`: runs the installation and is a member of nothing. The rest: one role. */
export type Who = (typeof WHO)[number]

/** `ok`: it is done. `own`: it reaches only what is the caller's own, and here that is nothing. Else the refusal. */
export type Outcome = 'ok' | 'own' | ErrorCode

export interface VerbRow {
  /** The service file that exports the verb. */
  file: string
  who: Record<Who, Outcome>
  /** Writes nothing, or nothing that an audit could tell later. Every other verb that succeeds leaves an audit event. */
  unaudited?: 'reads' | 'leases' | 'drafts'
  /** Makes what the verb acts on, so that only the caller decides the outcome; what it returns is the call. */
  arrange(world: World, ctx: Ctx): Promise<() => Promise<unknown>>
}

/** A file of lib/services that no request can reach by itself, and why that is so. */
export type Inside = Record<string, 'part of a verb' | 'operator or job' | 'proves itself'>

export const everybody = (outcome: Outcome): Record<Who, Outcome> => ({
  outsider: outcome,
  viewer: outcome,
  reviewer: outcome,
  adjudicator: outcome,
  curator: outcome,
  admin: outcome,
})

/** Curators and admins; other members and outsiders hear the same. */
export const curating = (others: { member: Outcome; outsider: Outcome }): Record<Who, Outcome> => ({
  ...everybody(others.member),
  outsider: others.outsider,
  curator: 'ok',
  admin: 'ok',
})

/** Who judges; others who can see the project are refused, and to outsiders it is not there. */
export const judging: Record<Who, Outcome> = {
  outsider: 'not_found',
  viewer: 'forbidden',
  reviewer: 'ok',
  adjudicator: 'ok',
  curator: 'ok',
  admin: 'forbidden',
}

export const administering: Record<Who, Outcome> = { ...everybody('forbidden'), admin: 'ok' }

export type World = Awaited<ReturnType<typeof makeWorld>>

export const PASSWORD = 'a sentence that one remembers'
/** Cheap on purpose: what it costs is tested where it matters. */
export const PASSWORD_HASH = hashSync(PASSWORD, { memoryCost: 1_024, timeCost: 1, parallelism: 1 })

const ROLES = {
  viewer: ['VIEWER'],
  reviewer: ['REVIEWER'],
  adjudicator: ['ADJUDICATOR'],
  curator: ['CURATOR'],
} as const

/** Two projects and one person of each kind. */
export async function makeWorld(t: TestDatabase) {
  const project = await makeProject(t.db)
  const elsewhere = await makeProject(t.db)
  const person = () => makeUser(t.db, { passwordHash: PASSWORD_HASH })
  const users = {
    outsider: await person(),
    viewer: await person(),
    reviewer: await person(),
    adjudicator: await person(),
    curator: await person(),
    admin: await makeUser(t.db, { passwordHash: PASSWORD_HASH, admin: true }),
  }
  await makeMember(t.db, elsewhere, users.outsider, 'REVIEWER', 'ADJUDICATOR', 'CURATOR')
  for (const [who, roles] of Object.entries(ROLES)) await makeMember(t.db, project, users[who as Who], ...roles)
  const jurors = [await makeUser(t.db), await makeUser(t.db)]
  for (const juror of jurors) await makeMember(t.db, project, juror, 'REVIEWER')
  const category = await makeCategory(t.db, project, { severity: 1 })
  const rubric = await makeRubric(t.db, project)

  /** A queue of one fresh chain, given to everybody on purpose: not even that lets somebody judge who may not. */
  const makeEntry = async (slots = 9) => {
    const chain = await makeChain(t.db, project, { categoryId: category.id })
    const { queue, entries } = await makeQueue(t.db, project, {
      rubricVersionId: rubric.id,
      items: [chain],
      slots,
      reviewers: [...Object.values(users), ...jurors],
    })
    return { chain, queue, entry: entries[0]! }
  }
  /** One vote for it and one against, and no slot left. */
  const makeContested = async () => {
    const made = await makeEntry(2)
    const [one, other] = await Promise.all(jurors.map(async (juror) => t.ctx(await userActor(t.db, juror))))
    await judge(one!, made.entry)
    await judge(other!, made.entry, { decision: 'REJECT', criteria: { consistent: false } })
    return made
  }
  /** The caller holds a slot of it. */
  const makeHeld = async (ctx: Ctx) => {
    const made = await makeEntry()
    const [slot] = await t.db.assignment.findMany({
      where: { entryId: made.entry.id },
      orderBy: { slot: 'asc' },
      take: 1,
    })
    await t.db.assignment.update({
      where: { id: slot!.id },
      data: {
        reviewerId: userIdOf(ctx),
        clientId: tab(1),
        claimedAt: new Date(),
        leaseUntil: new Date(Date.now() + 600_000),
      },
    })
    return made
  }
  return { t, project, elsewhere, users, jurors, category, rubric, makeEntry, makeContested, makeHeld }
}

export const userIdOf = ({ actor }: Pick<Ctx, 'actor'>): string => {
  if (actor.kind !== 'user') throw new Error('The matrix has people in it only.')
  return actor.userId
}

/** A row of a judgment that the caller made, whoever they are: written past the verb, as if they had lost their role since. */
export async function makeOwnJudgment(
  { t, project }: World,
  ctx: Ctx,
  entry: { id: string; queueId: string; itemId: string; revisionId: string },
) {
  const { id, decision, criteria, reasons, note } = answer({ entryId: entry.id, revisionId: entry.revisionId })
  const data = { id, decision, criteria, reasons, note, projectId: project.id, reviewerId: userIdOf(ctx) }
  const { queueId, itemId, revisionId } = entry
  await t.db.judgment.create({ data: { ...data, entryId: entry.id, queueId, itemId, revisionId } })
  await t.db.assignment.updateMany({
    where: { entryId: entry.id, slot: 0 },
    data: { reviewerId: userIdOf(ctx), judgmentId: id },
  })
  return id
}

/** Every row of every table, waiting jobs included, as one text a table. */
export async function fingerprint(db: PrismaClient): Promise<Record<string, string>> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and (table_schema = 'public' and table_name <> '_prisma_migrations'
      or table_schema = 'pgboss' and table_name = 'job')`
  const sums = tables.map(
    ({ name }) =>
      `select '${name}' as name, count(*) || ' rows ' || coalesce(sum(hashtextextended(x::text, 0)), 0) as sum from ${name} x`,
  )
  const rows = await db.$queryRawUnsafe<{ name: string; sum: string }[]>(sums.join(' union all '))
  return Object.fromEntries(rows.map(({ name, sum }) => [name, sum]))
}
