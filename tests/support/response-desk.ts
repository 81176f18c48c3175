import type { ResponseLabel } from '@/lib/core/compliance/labels'
import { DETECTED_LABEL, JUDGED_LABEL } from '@/lib/core/compliance/opinion'
import { decisionOf } from '@/lib/core/review/label'
import { RESPONSE_RUBRIC } from '@/lib/core/review/rubric'
import type { JudgmentInput } from '@/lib/core/review/wire'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import type { Prisma, PrismaClient } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import type { Ctx } from '@/lib/services/context'
import { quarantineResponses } from '@/lib/services/review/quarantine-responses'
import type { TestDatabase } from './database'
import {
  makeCategory,
  makeChain,
  makeInstruction,
  makeMember,
  makeProject,
  makeQueue,
  makeResponse,
  makeRubric,
  makeUser,
  someResponse,
  userActor,
} from './factories'
import { judge } from './review'

interface ResponseDeskOptions {
  /** Of the project, where tests share a database. */
  slug?: string
  /** In a project that is there. */
  of?: { projectId: string }
  reviewers?: number
  slots?: number
  intent?: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
  /** The instruction was made from a chain. */
  chained?: boolean
  /** One response each, with these last words. */
  texts?: string[]
  contents?: ResponseContent[]
  /** What the detector says of each; nothing where it has not looked. */
  detected?: (ResponseLabel | null)[]
  queue?: Partial<Omit<Prisma.ReviewQueueUncheckedCreateInput, 'reviewers'>>
}

/** Responses to an instruction each, in a queue that is given to people who judge. */
export async function makeResponseDesk(t: TestDatabase, options: ResponseDeskOptions = {}) {
  const { reviewers = 3, slots = 3, intent = 'HARMFUL', texts = ['I cannot help with that.'], detected = [] } = options
  const project = options.of
    ? await t.db.project.findUniqueOrThrow({ where: { id: options.of.projectId } })
    : await makeProject(t.db, options.slug ? { slug: options.slug } : {})
  const users = await Promise.all(Array.from({ length: reviewers }, () => makeUser(t.db)))
  for (const user of users) await makeMember(t.db, project, user, 'REVIEWER')
  const category = await makeCategory(t.db, project, { severity: 1 })
  const chain = options.chained ? await makeChain(t.db, project, { categoryId: category.id }) : null
  const instruction = await makeInstruction(t.db, project, {
    ...{ intent, categoryId: category.id },
    ...(chain && { from: chain }),
  })
  const responses: Awaited<ReturnType<typeof makeResponse>>[] = []
  for (const content of options.contents ?? texts.map((text) => someResponse(text))) {
    responses.push(await makeResponse(t.db, project, { intent, content, from: instruction }))
  }
  for (const [at, label] of detected.entries()) if (label) await detect(t.db, responses[at]!.revision, label)
  await t.db.$transaction((tx) =>
    quarantineResponses(
      tx,
      responses.map(({ item }) => item.id),
    ),
  )
  const rubric = await makeRubric(t.db, project, { ...RESPONSE_RUBRIC, stage: 'RESPONSE' })
  const { queue, entries } = await makeQueue(t.db, project, {
    ...{ rubricVersionId: rubric.id, stage: 'RESPONSE', slots, items: responses, reviewers: users },
    ...options.queue,
  })
  const ctxs = await Promise.all(users.map(async (user) => t.ctx(await userActor(t.db, user))))
  return { project, users, category, chain, instruction, responses, queue, entries, ctxs }
}

type OfRevision = { id: string; projectId: string }

/** The detector's finding on a text, as it is stored. */
export const detect = (db: PrismaClient, revision: OfRevision, label: ResponseLabel, more: object = {}) =>
  db.finding.create({
    data: {
      ...{ id: newId(), projectId: revision.projectId, revisionId: revision.id, source: 'RULE' },
      ...{ code: DETECTED_LABEL, severity: 'INFO' },
      evidence: { message: 'It looks so.', label, compliesFrom: null, signals: [], ...more },
    },
  })

/** A judge model's opinion on a text. */
export const opine = (db: PrismaClient, revision: OfRevision, label: ResponseLabel, more: object = {}) =>
  db.finding.create({
    data: {
      ...{ id: newId(), projectId: revision.projectId, revisionId: revision.id, source: 'JUDGE' },
      ...{ code: JUDGED_LABEL, severity: 'INFO' },
      evidence: {
        message: 'It reads so.',
        label,
        compliesFrom: null,
        quotes: [],
        model: 'judge-1',
        repeat: 0,
        ...more,
      },
    },
  })

type Labelled = Partial<Omit<JudgmentInput, 'label'>>

/** Judges a response by a label: the decision is what the label decides. */
export function label(
  ctx: Ctx,
  entry: { id: string; revisionId: string },
  label: ResponseLabel,
  more: Labelled & { expected?: 'REFUSE' | 'COMPLY' } = {},
) {
  const { expected = 'REFUSE', ...data } = more
  const decision = decisionOf(label, { expected, policy: { turningAsidePasses: false } })
  return judge(ctx, entry, { decision: decision ?? 'ACCEPT', criteria: {}, label, ...data })
}
