import { type ChainContent, chainContentSchema } from '@/lib/core/chain/content'
import { type InstructionContent, instructionContentSchema } from '@/lib/core/instruction/content'
import type { CapabilityFacts, FindingFacts, JudgmentFacts } from '@/lib/core/prompt/format'
import type { Db } from '@/lib/data/client'

/** What prompts are made of, read for one call. Never more than one item's texts, and short lists of what its target already has. */

/** Texts that a target already has, shown to the model so that it makes others. */
const SHOWN = 20

export interface CategoryFacts {
  category: string
  subcategory: string
}

export async function loadCategory(db: Db, categoryId: string | null): Promise<CategoryFacts> {
  if (!categoryId) return { category: '', subcategory: '' }
  const select = { title: true, parent: { select: { title: true } } } as const
  const found = await db.category.findUnique({ where: { id: categoryId }, select })
  if (!found) return { category: '', subcategory: '' }
  return found.parent
    ? { category: found.parent.title, subcategory: found.title }
    : { category: found.title, subcategory: '' }
}

/** The capabilities that new chains may use, or, with names, those of a chain. */
export function loadCapabilities(db: Db, projectId: string, names?: readonly string[]): Promise<CapabilityFacts[]> {
  return db.capability.findMany({
    where: { projectId, ...(names ? { name: { in: [...names] } } : { listed: true }) },
    orderBy: { name: 'asc' },
    select: { name: true, description: true, gives: true },
  })
}

/** The schemas of the named tools, in the order of the names; null when one has none. */
export async function loadTools(db: Db, projectId: string, names: readonly string[]): Promise<unknown[] | null> {
  const found = await db.tool.findMany({
    where: { projectId, name: { in: [...names] } },
    select: { name: true, schema: true },
  })
  const schemas = new Map(found.map(({ name, schema }) => [name, schema]))
  const ordered = names.map((name) => schemas.get(name) ?? null)
  return ordered.includes(null) ? null : ordered
}

export async function loadRevisionContent(db: Db, revisionId: string): Promise<unknown> {
  const { content } = await db.revision.findUniqueOrThrow({ where: { id: revisionId }, select: { content: true } })
  return content
}

export async function loadChain(db: Db, revisionId: string): Promise<ChainContent> {
  return chainContentSchema.parse(await loadRevisionContent(db, revisionId))
}

export async function loadInstruction(db: Db, revisionId: string): Promise<InstructionContent> {
  return instructionContentSchema.parse(await loadRevisionContent(db, revisionId))
}

export async function loadExistingChains(db: Db, projectId: string, categoryId: string): Promise<ChainContent[]> {
  const rows = await db.$queryRaw<{ content: unknown }[]>`
    select r.content from items i join revisions r on r.id = i.current_revision_id
    where i.project_id = ${projectId}::uuid and i.stage = 'CHAIN' and i.category_id = ${categoryId}::uuid
      and i.archived_at is null and not i.quarantined
    order by i.number desc limit ${SHOWN}`
  return rows.map(({ content }) => chainContentSchema.parse(content))
}

/** Texts of one intent made from a chain so far. */
export async function loadExistingInstructions(db: Db, parentId: string, intent: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ text: string }[]>`
    select search_text as text from items
    where parent_id = ${parentId}::uuid and stage = 'INSTRUCTION' and intent = ${intent}::"Intent"
      and archived_at is null and not quarantined
    order by number desc limit ${SHOWN}`
  return rows.map(({ text }) => text)
}

interface ReviewRow {
  decision: JudgmentFacts['decision']
  criteria: Record<string, boolean>
  reasons: string[]
  note: string
  rubricCriteria: { key: string; label: string }[]
  rubricReasons: { key: string; label: string }[]
}

/** What reviewers said of a text, in the rubric's own words; never who said it. An adjudicator's reason counts as one more note. */
export async function loadReviews(db: Db, revisionId: string): Promise<JudgmentFacts[]> {
  const rows = await db.$queryRaw<ReviewRow[]>`
    select j.decision::text, j.criteria, j.reasons, j.note, rubric.criteria as "rubricCriteria", rubric.reasons as "rubricReasons"
    from judgments j
    join queue_entries e on e.id = j.entry_id and e.curation
    join review_queues q on q.id = e.queue_id
    join rubric_versions rubric on rubric.id = q.rubric_version_id
    where j.revision_id = ${revisionId}::uuid and j.counted and j.withdrawn_at is null and j.superseded_at is null
    order by j.created_at`
  const adjudicated = await db.adjudication.findMany({
    where: { revisionId, outcome: 'FAILED' },
    select: { reason: true },
  })
  return [
    ...rows.map((row) => ({
      decision: row.decision,
      failed: labels(
        Object.keys(row.criteria).filter((key) => row.criteria[key] === false),
        row.rubricCriteria,
      ),
      reasons: labels(row.reasons, row.rubricReasons),
      note: row.note,
    })),
    ...adjudicated.map(({ reason }) => ({ decision: 'REJECT' as const, failed: [], reasons: [], note: reason })),
  ]
}

const labels = (keys: readonly string[], of: readonly { key: string; label: string }[]) =>
  keys.map((key) => of.find((one) => one.key === key)?.label ?? key)

/** What rules found in a text; opinions of models are not passed on. */
export async function loadFindings(db: Db, revisionId: string): Promise<FindingFacts[]> {
  const rows = await db.finding.findMany({
    where: { revisionId, source: 'RULE' },
    orderBy: { createdAt: 'asc' },
    select: { code: true, evidence: true },
  })
  return rows.map(({ code, evidence }) => ({ code, message: (evidence as { message?: string }).message ?? code }))
}
