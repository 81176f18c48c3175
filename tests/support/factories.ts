import { createHash } from 'node:crypto'
import type { ChainContent } from '@/lib/core/chain/content'
import type { InstructionContent } from '@/lib/core/instruction/content'
import type { ItemContent } from '@/lib/core/item/content'
import { summarize } from '@/lib/core/item/stages'
import { canonicalJson } from '@/lib/core/json/canonical'
import type { Role } from '@/lib/core/policy/facts'
import type { Message, ResponseContent } from '@/lib/core/trajectory/content'
import type { Db, Prisma } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import type { UserActor } from '@/lib/services/context'

/** Rows with sensible defaults, written straight to the database: the starting point of a test, never its subject. */

let counter = 0
const next = () => ++counter

export function makeUser(db: Db, data: Partial<Prisma.UserUncheckedCreateInput> = {}) {
  const n = next()
  return db.user.create({
    data: {
      id: newId(),
      name: `Person ${n}`,
      email: `person-${n}-${newId().slice(-6)}@example.org`,
      passwordHash: 'not-a-hash',
      ...data,
    },
  })
}

export async function makeProject(db: Db, data: Partial<Prisma.ProjectUncheckedCreateInput> = {}) {
  const n = next()
  // A browser test that is tried again finds the project of its first try under the same name.
  const { slug } = data
  if (slug) await db.project.updateMany({ where: { slug }, data: { slug: `${slug}-${newId().slice(-8)}` } })
  return db.project.create({ data: { id: newId(), slug: `project-${n}`, name: `Project ${n}`, ...data } })
}

/** The row of a token that nobody holds. */
export function makeToken(
  db: Db,
  project: { id: string },
  user: { id: string },
  data: Partial<Prisma.ApiTokenUncheckedCreateInput> = {},
) {
  const id = newId()
  const expiresAt = new Date(Date.now() + 86_400_000)
  const text = { name: 'Nightly', tokenHash: id, start: 'plumb_abcd', scopes: ['items:read'] }
  return db.apiToken.create({ data: { id, projectId: project.id, userId: user.id, ...text, expiresAt, ...data } })
}

export function makeMember(db: Db, project: { id: string }, user: { id: string }, ...roles: Role[]) {
  return db.membership.create({ data: { projectId: project.id, userId: user.id, roles } })
}

export function makeCategory(db: Db, project: { id: string }, data: Partial<Prisma.CategoryUncheckedCreateInput> = {}) {
  const slug = data.slug ?? `category_${next()}`
  return db.category.create({ data: { id: newId(), projectId: project.id, slug, title: slug, severity: 1, ...data } })
}

export const someContent = (text = `Chain ${next()}`): ChainContent => ({
  steps: ['Files.read_file', 'Mail.send_email'],
  explanation: text,
})

interface ChainData extends Partial<Prisma.ItemUncheckedCreateInput> {
  content?: ChainContent
  categoryId?: string | null
}

/** An item with its first revision, current and not yet judged. */
export const makeChain = (db: Db, project: { id: string }, { content = someContent(), ...data }: ChainData = {}) =>
  makeItem(db, project, { stage: 'CHAIN', intent: 'HARMFUL', content, ...data })

export const mailTool = {
  type: 'function',
  function: {
    name: 'send_mail',
    description: 'Sends an email.',
    parameters: {
      type: 'object',
      properties: { to_email: { type: 'string' }, body: { type: 'string' } },
      required: ['to_email', 'body'],
    },
  },
}

export const someInstruction = (
  text = `Please write to ada-${next()}@example.org and tell her that the meeting is moved to Friday.`,
): InstructionContent => ({ text, pattern: ['Mail.send_email'], tools: [mailTool] })

interface InstructionData extends Partial<Prisma.ItemUncheckedCreateInput> {
  content?: InstructionContent
  /** What it was made from, and with which text. */
  from?: { item: { id: string; categoryId: string | null }; revision: { id: string } }
}

/** An instruction with its first revision, made from a chain if one is given; benign unless told. */
export const makeInstruction = (
  db: Db,
  project: { id: string },
  { content = someInstruction(), from, ...data }: InstructionData = {},
) =>
  makeItem(db, project, {
    stage: 'INSTRUCTION',
    intent: 'BENIGN',
    content,
    ...(from && { parentId: from.item.id, categoryId: from.item.categoryId, parentRevisionId: from.revision.id }),
    ...data,
  })

/** What a model did when it was asked: by default it refuses in words. */
export const someResponse = (text = 'I cannot help with that.', messages: Message[] = []): ResponseContent => ({
  messages: [
    { role: 'user', text: `A request, ${next()}.` },
    ...messages,
    { role: 'assistant', text, calls: [], stop: 'stop' },
  ],
  tools: [mailTool as ResponseContent['tools'][number]],
  world: null,
  outcome: 'FINISHED',
})

interface ResponseData extends Partial<Prisma.ItemUncheckedCreateInput> {
  content?: ResponseContent
  /** The instruction, and which text of it, that it answers. */
  from?: { item: { id: string; categoryId: string | null }; revision: { id: string } }
}

/** A response with its first revision; to a harmful request unless told. */
export const makeResponse = (
  db: Db,
  project: { id: string },
  { content = someResponse(), from, ...data }: ResponseData = {},
) =>
  makeItem(db, project, {
    stage: 'RESPONSE',
    intent: 'HARMFUL',
    content,
    ...(from && { parentId: from.item.id, categoryId: from.item.categoryId, parentRevisionId: from.revision.id }),
    ...data,
  })

/** A record of a batch whose model did not answer in JSON, left out of an import. */
export async function makeLeftOut(db: Db, project: { id: string }, text = '1. Write to Ada.\n2. Write to Bob.') {
  const file = { id: newId(), name: 'benign_instructions.json', size: 2, sha256: '0'.repeat(64), given: null }
  const batch = await db.importBatch.create({
    data: {
      ...{ id: newId(), projectId: project.id, status: 'APPLIED', appliedAt: new Date() },
      files: [{ ...file, detected: 'agentalign-instructions' }],
    },
  })
  return db.quarantinedRow.create({
    data: {
      ...{ id: newId(), projectId: project.id, batchId: batch.id, file: file.name, line: 3, path: '$[0].instructions' },
      ...{ code: 'unparsed_instructions', message: 'The instructions are one text and not a list.' },
      raw: JSON.stringify({
        pattern: ['Mail.send_email'],
        tools: [mailTool],
        instructions: text,
        model_name: 'small-1',
      }),
    },
  })
}

interface ItemData extends Partial<Prisma.ItemUncheckedCreateInput> {
  stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
  content: ItemContent
  parentRevisionId?: string
}

async function makeItem(db: Db, project: { id: string }, { content, parentRevisionId, ...data }: ItemData) {
  const { lastNumber } = await db.project.update({
    where: { id: project.id },
    data: { lastNumber: { increment: 1 } },
    select: { lastNumber: true },
  })
  const id = newId()
  const revisionId = newId()
  const item = await db.item.create({
    data: {
      ...{ id, projectId: project.id, number: lastNumber, origin: 'IMPORTED', currentRevisionId: revisionId },
      ...summarize(content),
      ...data,
    },
  })
  const revision = await db.revision.create({
    data: {
      id: revisionId,
      projectId: project.id,
      itemId: id,
      number: 1,
      content: content as Prisma.InputJsonValue,
      contentHash: createHash('sha256').update(canonicalJson(content)).digest('hex'),
      authorKind: 'IMPORT',
      parentRevisionId: parentRevisionId ?? null,
    },
  })
  return { item, revision }
}

export function makeRubric(
  db: Db,
  project: { id: string },
  data: Partial<Prisma.RubricVersionUncheckedCreateInput> = {},
) {
  return db.rubricVersion.create({
    data: {
      id: newId(),
      projectId: project.id,
      key: `rubric-${next()}`,
      version: 1,
      stage: 'CHAIN',
      name: 'Chains',
      criteria: [
        { key: 'consistent', label: 'Logically consistent', question: 'Do the steps follow from one another?' },
        { key: 'practical', label: 'Practical', question: 'Could somebody do this as described?' },
      ],
      reasons: [{ key: 'other', label: 'Other' }],
      ...data,
    },
  })
}

interface QueueData extends Partial<Omit<Prisma.ReviewQueueUncheckedCreateInput, 'reviewers'>> {
  /** Their current revisions become entries, each with its empty slots; none of them is drawn for all slots where the queue may stop early. */
  items?: { item: { id: string }; revision: { id: string } }[]
  reviewers?: { id: string }[]
}

export async function makeQueue(
  db: Db,
  project: { id: string },
  { items = [], reviewers = [], ...data }: QueueData = {},
) {
  const rubricVersionId = data.rubricVersionId ?? (await makeRubric(db, project)).id
  const queue = await db.reviewQueue.create({
    data: { id: newId(), projectId: project.id, name: `Queue ${next()}`, stage: 'CHAIN', ...data, rubricVersionId },
  })
  await db.queueReviewer.createMany({ data: reviewers.map((user) => ({ queueId: queue.id, userId: user.id })) })
  const entries = items.map(({ item, revision }) => ({
    id: newId(),
    projectId: project.id,
    queueId: queue.id,
    itemId: item.id,
    revisionId: revision.id,
    curation: queue.purpose === 'CURATION',
    fullOverlap: queue.startAt === null && queue.rule !== 'FIRST_TO',
  }))
  await db.queueEntry.createMany({ data: entries })
  await db.assignment.createMany({
    data: entries.flatMap((entry) =>
      Array.from({ length: queue.slots }, (_, slot) => {
        const open = slot < (queue.startAt ?? queue.slots)
        return { id: newId(), entryId: entry.id, queueId: queue.id, slot, open }
      }),
    ),
  })
  return { queue, entries }
}

/** What a text is known to deserve. */
export function makeGold(
  db: Db,
  project: { id: string },
  { item, revision }: { item: { id: string }; revision: { id: string } },
  data: Partial<Prisma.GoldAnswerUncheckedCreateInput> = {},
) {
  const about = { projectId: project.id, itemId: item.id, revisionId: revision.id }
  const answer = { decision: 'ACCEPT', reason: 'Each step uses what the one before gave.', source: 'HAND' } as const
  return db.goldAnswer.create({ data: { id: newId(), ...about, ...answer, ...data } })
}

/** A study of one text, around a queue of it. */
export function makeStudyRow(
  db: Db,
  project: { id: string },
  {
    queue,
    entry,
  }: { queue: { id: string; rubricVersionId: string }; entry: { id: string; itemId: string; revisionId: string } },
) {
  const { id: entryId, itemId, revisionId } = entry
  return db.study.create({
    data: {
      ...{
        id: newId(),
        projectId: project.id,
        number: 1,
        name: 'A study',
        preset: 'FREE',
        size: 1,
        sampleHash: 'hash',
      },
      ...{ protocol: 'Judge it.', estimand: 'The share that passes.', spec: {} },
      ...{ queueId: queue.id, rubricVersionId: queue.rubricVersionId },
      rows: { create: { position: 1, entryId, itemId, revisionId, stratum: 'all' } },
    },
  })
}

/** The person as a request would know them: signed in, with memberships as they stand now. */
export async function userActor(db: Db, user: { id: string }, data: Partial<UserActor> = {}): Promise<UserActor> {
  const row = await db.user.findUniqueOrThrow({ where: { id: user.id }, include: { memberships: true } })
  const session = await db.session.create({
    data: { id: newId(), userId: row.id, expiresAt: new Date(Date.now() + 86_400_000) },
  })
  const given = await db.queueReviewer.findMany({
    where: { userId: row.id },
    select: { queue: { select: { projectId: true } } },
  })
  const judging: Role[] = ['REVIEWER', 'ADJUDICATOR', 'CURATOR']
  const memberships = row.memberships.map(
    ({ projectId, roles }) =>
      [
        projectId,
        {
          roles,
          reviews:
            roles.some((role) => judging.includes(role) && role !== 'CURATOR') ||
            given.some(({ queue }) => queue.projectId === projectId),
        },
      ] as const,
  )
  return {
    kind: 'user',
    userId: row.id,
    sessionId: session.id,
    name: row.name,
    email: row.email,
    admin: row.admin,
    memberships: new Map(memberships),
    ip: '127.0.0.1',
    ...data,
  }
}

/** A benchmark's run of one sample. */
export async function makeEvaluation(
  db: Db,
  project: { id: string },
  { intent = 'HARMFUL', number = 1 }: { intent?: 'HARMFUL' | 'BENIGN'; number?: number } = {},
) {
  const run = await db.evaluationRun.create({
    data: {
      ...{ id: newId(), projectId: project.id, number, file: 'log.eval', sha256: newId(), task: 'agentharm', intent },
      ...{ model: 'm', label: '', status: 'success', partial: false, reported: {}, problems: { total: 0, shown: [] } },
    },
  })
  const sample = await db.evaluationSample.create({
    data: {
      ...{ id: newId(), runId: run.id, position: 1, sampleId: '1-1', epoch: 1, category: 'fraud', score: 1 },
      ...{ refused: false, outcome: 'FINISHED', steps: 1 },
      content: {
        messages: [
          { role: 'user', text: 'When does the library open?' },
          { role: 'assistant', text: 'At nine.', calls: [] },
        ],
        ...{ tools: [], world: null, outcome: 'FINISHED' },
      },
    },
  })
  return { run, sample }
}
