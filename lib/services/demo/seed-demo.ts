import { randomUUID } from 'node:crypto'
import type { JudgmentInput } from '@/lib/core/review/wire'
import type { PrismaClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { type Ctx, inTransaction, isSystem, type UserActor } from '../context'
import { ServiceError } from '../errors'
import { hashPassword } from '../people/password'
import { createQueue, createQueueInput } from '../queues/create-queue'
import { submitJudgment } from '../review/submit-judgment'
import { type DemoAnswer, planDemoAnswers } from './plan-demo-answers'
import { writeDemoProject } from './write-demo-project'

export interface DemoPlace {
  projectSlug: string
  queueId: string
}

export const DEMO_SLUG = 'everyday-agents'
/** Entries that are answered at the same time; below the pool's size. */
const LANES = 6
const REVIEWERS = ['Ana (demo)', 'Ben (demo)', 'Chi (demo)']

/**
 * The demo project: chains written for Plumbline, three earlier reviewers who cannot sign in, and a queue with work left
 * for its owner. Its votes are made by the same verbs as everybody's, so that verdicts and caches are the real thing.
 * Called again it changes nothing and says where the demo is.
 */
export async function seedDemo(ctx: Ctx, { ownerId }: { ownerId: string }): Promise<DemoPlace> {
  if (!isSystem(ctx.actor) && !ctx.actor.admin) {
    throw new ServiceError('forbidden', 'Only an admin can open the demo project. Nothing was made.')
  }
  const there = await findDemo(ctx.db)
  if (there) return there
  const reviewers = await makeReviewers(ctx)
  const project = await inTransaction(ctx, (tx) => writeDemoProject(tx, ctx, { slug: DEMO_SLUG, ownerId, reviewers }))
  const operator: Ctx = { ...ctx, actor: { kind: 'job', name: 'demo' } }
  const { queueId } = await createQueue(
    operator,
    createQueueInput.parse({
      projectId: project.id,
      name: 'Chains, first look',
      reviewerIds: [ownerId, ...reviewers],
    }),
  )
  await answer(ctx, project.id, queueId, reviewers)
  await letStand(ctx, project.id)
  return { projectSlug: DEMO_SLUG, queueId }
}

async function findDemo(db: PrismaClient): Promise<DemoPlace | null> {
  const project = await db.project.findUnique({
    where: { slug: DEMO_SLUG },
    select: { queues: { select: { id: true }, orderBy: { createdAt: 'asc' }, take: 1 } },
  })
  const [queue] = project?.queues ?? []
  return queue ? { projectSlug: DEMO_SLUG, queueId: queue.id } : null
}

/** People of the past: disabled from the start, with a password that nobody knows. */
async function makeReviewers({ db, now }: Ctx): Promise<string[]> {
  const passwordHash = await hashPassword(randomUUID())
  const rows = REVIEWERS.map((name, index) => ({
    id: newId(),
    name,
    email: `demo-reviewer-${index + 1}@plumbline.invalid`,
    passwordHash,
    disabledAt: now,
  }))
  await db.user.createMany({ data: rows, skipDuplicates: true })
  const made = await db.user.findMany({
    where: { email: { in: rows.map(({ email }) => email) } },
    select: { id: true },
    orderBy: { email: 'asc' },
  })
  return made.map(({ id }) => id)
}

async function answer(ctx: Ctx, projectId: string, queueId: string, reviewers: readonly string[]): Promise<void> {
  const actors = reviewers.map((userId, index) => asReviewer(projectId, userId, REVIEWERS[index] ?? ''))
  const entries = await ctx.db.queueEntry.findMany({
    where: { queueId },
    orderBy: { item: { number: 'asc' } },
    select: { id: true, revisionId: true, revision: { select: { content: true } } },
  })
  const plan = planDemoAnswers()
  const answerOne = async (entry: (typeof entries)[number], answers: readonly (DemoAnswer | null)[]) => {
    for (const [place, said] of answers.entries()) {
      const actor = said && actors[place]
      if (actor) await submitJudgment({ ...ctx, actor }, toInput(entry, said))
    }
  }
  // Entries do not wait for each other: somebody is looking at the set-up page.
  for (let at = 0; at < plan.length; at += LANES) {
    const lanes = entries.slice(at, at + LANES)
    await Promise.all(lanes.map((entry, lane) => answerOne(entry, plan[at + lane] ?? [])))
  }
}

/** Its reviewers cannot sign in, so nobody takes an answer back: what they decided can be read and counted at once. */
async function letStand({ db }: Ctx, projectId: string): Promise<void> {
  await db.$executeRaw`update queue_entries set stands_at = closed_at where project_id = ${projectId}::uuid and stands_at is not null`
  await db.$executeRaw`update items set stands_at = verdict_at where project_id = ${projectId}::uuid and stands_at is not null`
}

const asReviewer = (projectId: string, userId: string, name: string): UserActor => ({
  kind: 'user',
  userId,
  sessionId: randomUUID(),
  name,
  email: '',
  admin: false,
  memberships: new Map([[projectId, { roles: ['REVIEWER'], reviews: true }]]),
  ip: null,
})

function toInput(
  entry: { id: string; revisionId: string; revision: { content: unknown } },
  { decision, reasons = [], note = '', criteria = {}, stepMarks = [], edit }: DemoAnswer,
): JudgmentInput {
  const content = entry.revision.content as { title?: string; steps: string[]; explanation: string }
  return {
    id: newId(),
    entryId: entry.id,
    revisionId: entry.revisionId,
    decision,
    criteria,
    reasons,
    note,
    stepMarks,
    label: null,
    compliesFrom: null,
    seconds: 0,
    proposal: edit ? { ...content, ...edit(content) } : null,
  }
}
