import { CHAIN_RUBRIC } from '@/lib/core/review/rubric'
import type { PrismaClient } from '@/lib/data/client'
import type { Ctx } from '@/lib/services/context'
import type { TestDatabase } from './database'
import { makeChain, makeMember, makeQueue, makeRubric, makeUser, userActor } from './factories'
import { judge } from './review'

interface FailedOptions {
  items?: number
  slots?: number
  categoryId?: string | null
  reasons?: string[]
  note?: string
}

/** Chains of a project that reviewers have just rejected, and the queue in which what is made of them is judged again. */
export async function makeFailed(t: TestDatabase, project: { id: string }, options: FailedOptions = {}) {
  const { items = 1, slots = 1, categoryId = null, reasons = ['missing_step'], note = '' } = options
  const users = []
  for (let n = 0; n < slots; n++) users.push(await makeUser(t.db))
  for (const user of users) await makeMember(t.db, project, user, 'REVIEWER')
  const { criteria, reasons: listed } = CHAIN_RUBRIC
  const rubric = await makeRubric(t.db, project, { criteria, reasons: listed })
  const chains = []
  for (let n = 0; n < items; n++) chains.push(await makeChain(t.db, project, { categoryId }))
  const given = { items: chains, reviewers: users, slots, rubricVersionId: rubric.id }
  const { queue, entries } = await makeQueue(t.db, project, given)
  const ctxs: Ctx[] = []
  for (const user of users) ctxs.push(t.ctx(await userActor(t.db, user)))
  for (const entry of entries)
    for (const ctx of ctxs) await judge(ctx, entry, { decision: 'REJECT', criteria: { logical: false }, reasons, note })
  return { users, ctxs, chains, itemIds: chains.map(({ item }) => item.id), queue, entries }
}

/** Every verdict is so much older. */
export async function letVerdictsAge(db: PrismaClient, seconds = 61): Promise<void> {
  await db.$executeRaw`update queue_entries set closed_at = closed_at - make_interval(secs => ${seconds}::int),
    stands_at = stands_at - make_interval(secs => ${seconds}::int) where closed_at is not null`
  await db.$executeRaw`update items set verdict_at = verdict_at - make_interval(secs => ${seconds}::int),
    stands_at = stands_at - make_interval(secs => ${seconds}::int) where verdict_at is not null`
}

/** Answers the newest open entry of an item, as everybody whom its queue is given to. */
export async function judgeAgain(t: TestDatabase, itemId: string, decision: 'ACCEPT' | 'REJECT', ctxs: readonly Ctx[]) {
  const entry = await t.db.queueEntry.findFirstOrThrow({
    where: { itemId, status: 'OPEN' },
    orderBy: { id: 'desc' },
  })
  for (const ctx of ctxs) await judge(ctx, entry, { decision, reasons: decision === 'REJECT' ? ['idle_step'] : [] })
  return entry
}
