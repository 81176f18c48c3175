import { expect } from 'vitest'
import type { ItemContent } from '@/lib/core/item/content'
import type { Role } from '@/lib/core/policy/facts'
import { CHAIN_RUBRIC } from '@/lib/core/review/rubric'
import type { ClaimInput, JudgmentInput, WorkItem } from '@/lib/core/review/wire'
import type { PrismaClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import type { Ctx } from '@/lib/services/context'
import { claim } from '@/lib/services/review/claim'
import { findDrift } from '@/lib/services/review/find-drift'
import { submitJudgment } from '@/lib/services/review/submit-judgment'
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

type QueueData = Parameters<typeof makeQueue>[2]

interface DeskOptions {
  reviewers?: number
  items?: number
  queue?: QueueData
  /** Of the one category that the items are in: mild unless told, so that nothing is masked. */
  severity?: number | null
}

/** A project with a queue of fresh chains, given to some reviewers. */
export async function makeDesk(
  t: TestDatabase,
  { reviewers = 3, items = 1, queue: data, severity = 1 }: DeskOptions = {},
) {
  const project = await makeProject(t.db)
  const users = await Promise.all(Array.from({ length: reviewers }, () => makeUser(t.db)))
  for (const user of users) await makeMember(t.db, project, user, 'REVIEWER')
  const category = await makeCategory(t.db, project, { severity })
  const chains = []
  for (let n = 0; n < items; n++) chains.push(await makeChain(t.db, project, { categoryId: category.id }))
  const { criteria, reasons } = CHAIN_RUBRIC
  const rubric = await makeRubric(t.db, project, { criteria, reasons })
  const { queue, entries } = await makeQueue(t.db, project, {
    rubricVersionId: rubric.id,
    items: chains,
    reviewers: users,
    ...data,
  })
  const ctxs = await Promise.all(users.map(async (user) => t.ctx(await userActor(t.db, user))))
  return { project, users, category, chains, queue, entries, ctxs }
}

/** Somebody of the project's who judges nothing unless a queue is given to them. */
export async function makeColleague(t: TestDatabase, project: { id: string }, ...roles: Role[]) {
  const user = await makeUser(t.db)
  await makeMember(t.db, project, user, ...roles)
  return { user, ctx: t.ctx(await userActor(t.db, user)) }
}

export const tab = (name: string | number) => `tab-${name}`.padEnd(12, '.')

export const claimAs = (ctx: Ctx, queue: { id: string }, input: Partial<ClaimInput> = {}) =>
  claim(ctx, { queueId: queue.id, clientId: tab(1), have: [], want: 10, ...input })

type Answer = Partial<Omit<JudgmentInput, 'proposal'>> & { proposal?: ItemContent | null }

export function answer(on: Pick<WorkItem, 'entryId' | 'revisionId'>, data: Answer = {}): JudgmentInput {
  const decision = data.decision ?? 'ACCEPT'
  return {
    id: newId(),
    entryId: on.entryId,
    revisionId: on.revisionId,
    decision,
    criteria: decision === 'REJECT' ? { logical: false } : {},
    reasons: [],
    note: '',
    stepMarks: [],
    label: null,
    compliesFrom: null,
    seconds: 7,
    proposal: decision === 'EDIT' ? { steps: ['Files.read_file'], explanation: `An edited text ${newId()}` } : null,
    ...data,
  }
}

/** Judges an entry without claiming it first: takes an empty slot, as a late answer does. */
export const judge = (ctx: Ctx, entry: { id: string; revisionId: string }, data: Answer = {}) =>
  submitJudgment(ctx, answer({ entryId: entry.id, revisionId: entry.revisionId }, data))

/** The time to take judgments on closed entries back is over. */
export async function letStand(db: PrismaClient): Promise<void> {
  await db.$executeRaw`update queue_entries set stands_at = closed_at where stands_at is not null`
  await db.$executeRaw`update items set stands_at = verdict_at where stands_at is not null`
}

/** Every cached verdict is what its judgments say. */
export async function expectNoDrift(t: TestDatabase) {
  expect((await findDrift(t.db)).drift).toEqual([])
}
