import { RULE_OPINIONS } from '@/lib/core/compliance/opinion'
import { type ItemContent, isInstruction, isResponse, stepsOf } from '@/lib/core/item/content'
import { readContent } from '@/lib/core/item/stages'
import { isMasked, type ProjectSettings } from '@/lib/core/policy/settings'
import {
  type DraftContent,
  draftContentSchema,
  type ResponseBody,
  type WorkBody,
  type WorkFrame,
  type WorkItem,
  type WorkStep,
} from '@/lib/core/review/wire'
import { type Db, Prisma } from '@/lib/data/client'
import type { UserActor } from '@/lib/services/context'
import { type CategoryRow, categoryColumns, categoryJoins, notOptedOut, toCategory } from './item-category'
import { shownModel, shownVerdict } from './item-where'
import { questionsOnly } from './questions-only'
import { expectedOutcome } from './response-facts'

/** Chain and instruction of an item (alias i), as the workbench names them: a text, and who wrote it, is not among it. */
const madeFrom = Prisma.sql`(
  with recursive line as (
    select i.parent_id as id, 1 as depth
    union all
    select up.parent_id, depth + 1 from line join items up on up.id = line.id where up.parent_id is not null and depth < 3
  )
  select coalesce(jsonb_agg(named.one order by named.depth desc), '[]') from (
    select line.depth, jsonb_build_object('id', i.id, 'stage', i.stage, 'number', i.number,
      'verdict', ${shownVerdict(true)}) as one
    from line join items i on i.id = line.id) named)`

interface Reader {
  actor: UserActor
  db: Db
}
interface Facts
  extends CategoryRow,
    Omit<WorkFrame, 'category'>,
    Omit<WorkItem, 'frame' | 'masked' | 'body' | 'draft'> {
  quarantined: boolean
  questionsOnly: boolean
  draft: unknown
}

/**
 * Entries as the workbench gets them, in the order asked for. Blind, and without the categories that the reader opted
 * out of. The text of a masked item is not read here at all; `findWorkBody` reads it when it is asked for. Where questions
 * are asked that the frame would answer it is withheld, and all items are masked alike.
 */
export async function listWorkItems(
  { actor, db }: Reader,
  { entryIds, settings }: { entryIds: readonly string[]; settings: ProjectSettings },
): Promise<WorkItem[]> {
  if (entryIds.length === 0) return []
  const rows = await db.$queryRaw<Facts[]>`
    select e.id as "entryId", own.id as "assignmentId", e.revision_id as "revisionId", e.item_id as "itemId", i.number,
      i.stage::text, i.intent::text, coalesce(${expectedOutcome}, 'UNSPLIT') as expected, i.origin::text, ${shownModel(true)} as model, i.quarantined, ${madeFrom} as above,
      ${categoryColumns}, ${questionsOnly('e.queue_id')} as "questionsOnly",
      d.content as draft, coalesce(d.seq, 0)::float8 as "draftSeq"
    from unnest(${[...entryIds]}::uuid[]) with ordinality asked(id, place)
    join queue_entries e on e.id = asked.id
    join items i on i.id = e.item_id
    join revisions r on r.id = e.revision_id
    ${categoryJoins(actor.userId)}
    left join assignments own on own.entry_id = e.id and own.reviewer_id = ${actor.userId}::uuid
    left join drafts d on d.entry_id = e.id and d.user_id = ${actor.userId}::uuid
    where ${notOptedOut}
    order by asked.place`
  const masks = (row: Facts) => row.questionsOnly || isMasked(row, settings)
  const open = rows.filter((row) => !masks(row))
  const bodies = await listBodies(
    db,
    open.map(({ revisionId }) => revisionId),
  )
  return rows.map((row) => toWorkItem(row, masks(row), bodies.get(row.revisionId) ?? null))
}

/** The text of one revision with its automated findings. What a judge model said is not among them. */
export async function findWorkBody({ db }: Pick<Reader, 'db'>, revisionId: string): Promise<WorkBody | null> {
  return (await listBodies(db, [revisionId])).get(revisionId) ?? null
}

function toWorkItem(row: Facts, masked: boolean, body: WorkBody | null): WorkItem {
  const { categoryTitle, parentTitle, severity, quarantined: _, questionsOnly: withheld, draft, ...rest } = row
  const { intent, expected, origin, model, above, ...item } = rest
  const category = toCategory({ categoryTitle, parentTitle, severity })
  return {
    ...item,
    frame: withheld ? null : { intent, expected, category, origin, model, above },
    masked,
    body: masked ? null : body,
    draft: readDraft(draft, masked),
  }
}

/** A draft's own edit repeats the text, so it is withheld with it. */
export function readDraft(stored: unknown, masked: boolean): DraftContent | null {
  const draft = draftContentSchema.nullable().safeParse(stored ?? null)
  if (!draft.success || !draft.data) return null
  return masked ? { ...draft.data, proposal: null } : draft.data
}

/**
 * A body without what others than its model said of it: findings, the outcome that was read off it, where its results came
 * from. For questions that these would answer.
 */
export function bareBody(body: WorkBody): WorkBody {
  if (body.stage !== 'RESPONSE') return { ...body, findings: [] }
  return { ...body, findings: [], content: bareResponse(body.content) }
}

const bareResponse = ({ messages, tools }: ResponseBody['content']): ResponseBody['content'] => ({
  messages: messages.map((message) => {
    if (message.role === 'tool') return { ...message, source: 'IMPORTED' }
    if (message.role !== 'assistant') return message
    const { stop: _, ...said } = message
    return said
  }),
  tools,
  world: null,
  outcome: 'UNKNOWN',
})

type Capability = Omit<WorkStep, 'capability'>

async function listBodies(db: Db, revisionIds: readonly string[]): Promise<Map<string, WorkBody>> {
  if (revisionIds.length === 0) return new Map()
  const revisions = await db.revision.findMany({
    where: { id: { in: [...revisionIds] } },
    select: {
      id: true,
      projectId: true,
      content: true,
      item: { select: { stage: true } },
      findings: {
        // What the rules think of it opens after judging, elsewhere.
        where: { source: 'RULE', code: { notIn: [...RULE_OPINIONS] } },
        select: { code: true, severity: true, evidence: true },
        orderBy: { id: 'asc' },
      },
    },
  })
  const contents = new Map(revisions.map(({ id, content, item }) => [id, readContent(item.stage, content)]))
  const names = [...new Set([...contents.values()].flatMap((content) => (isResponse(content) ? [] : stepsOf(content))))]
  const capabilities = await listCapabilities(db, revisions[0]?.projectId, names)
  return new Map(
    revisions.map(({ id, findings }) => [id, toBody(contents.get(id)!, capabilities, findings.map(toFinding))]),
  )
}

async function listCapabilities(db: Db, projectId: string | undefined, names: string[]) {
  const rows = await db.capability.findMany({
    where: { projectId, name: { in: names } },
    select: {
      name: true,
      title: true,
      description: true,
      gives: true,
      listed: true,
      tools: { select: { name: true, schema: true }, orderBy: { name: 'asc' } },
    },
  })
  return new Map<string, Capability>(
    rows.map(({ name, tools, ...capability }) => [
      name,
      { ...capability, tools: tools.map((tool) => ({ name: tool.name, description: describeTool(tool.schema) })) },
    ]),
  )
}

function toBody(content: ItemContent, capabilities: Map<string, Capability>, findings: WorkBody['findings']): WorkBody {
  if (isResponse(content)) return { stage: 'RESPONSE', content, steps: [], findings }
  const steps = stepsOf(content).map((capability) => ({
    capability,
    ...(capabilities.get(capability) ?? { title: capability, description: '', gives: '', listed: false, tools: [] }),
  }))
  if (isInstruction(content)) return { stage: 'INSTRUCTION', text: content.text, tools: content.tools, steps, findings }
  return { stage: 'CHAIN', title: content.title ?? null, explanation: content.explanation, steps, findings }
}

const toFinding = ({
  code,
  severity,
  evidence,
}: Pick<WorkBody['findings'][number], 'code' | 'severity'> & { evidence: unknown }) => ({
  code,
  severity,
  message: textAt(evidence, 'message'),
})

const describeTool = (schema: unknown) => textAt(fieldOf(schema, 'function'), 'description')

const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
const textAt = (value: unknown, key: string): string => {
  const text = fieldOf(value, key)
  return typeof text === 'string' ? text : ''
}
