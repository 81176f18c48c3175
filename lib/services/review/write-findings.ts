import type { ChainContent } from '@/lib/core/chain/content'
import { type ChainFinding, lintChain, repeatedSequence } from '@/lib/core/chain/lint'
import { knownCapabilities } from '@/lib/core/chain/lint-set'
import type { ResponseFound } from '@/lib/core/compliance/response-findings'
import type { InstructionContent } from '@/lib/core/instruction/content'
import { type InstructionFinding, lintInstruction, nearDuplicates } from '@/lib/core/instruction/lint'
import { type ItemContent, isChain, isInstruction, isResponse } from '@/lib/core/item/content'
import { projectSettingsSchema } from '@/lib/core/policy/settings'
import type { Prisma, Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { findInResponse } from './find-in-response'
import { findNearDuplicates } from './find-near-duplicates'

export interface LintedRevision {
  id: string
  projectId: string
  itemId: string
  content: ItemContent
}

/** Writes anew what the rules find in a text, by the capability list and the other items as they are now. Comes after the item's own summary is written. */
export async function writeFindings(tx: Tx, revision: LintedRevision): Promise<void> {
  // What carrying it out showed is no rule over its text, and is not found again.
  await tx.finding.deleteMany({
    where: { revisionId: revision.id, source: 'RULE', NOT: { code: { startsWith: 'exec_' } } },
  })
  await writeNewFindings(tx, revision.projectId, [revision])
}

/** The same for texts of one project that have no findings yet: what they are held against is read once. */
export async function writeNewFindings(tx: Tx, projectId: string, revisions: readonly LintedRevision[]): Promise<void> {
  const known = await loadKnown(tx, projectId, revisions)
  const rows: Prisma.FindingCreateManyInput[] = []
  for (const { content, ...revision } of revisions) {
    const findings = await findIn(tx, { ...revision, content }, known)
    rows.push(...findings.map((finding) => findingRow(revision, finding)))
  }
  if (rows.length > 0) await tx.finding.createMany({ data: rows })
}

async function findIn(tx: Tx, { content, ...revision }: LintedRevision, known: Known) {
  if (isResponse(content)) return findInResponse(tx, revision.id, content)
  return isInstruction(content)
    ? findInInstruction(tx, { ...revision, content }, known)
    : findInChain({ ...revision, content }, known)
}

type Linted<Content> = Omit<LintedRevision, 'content'> & { content: Content }
type Known = Awaited<ReturnType<typeof loadKnown>>

async function loadKnown(tx: Tx, projectId: string, revisions: readonly LintedRevision[]) {
  const chains = revisions.filter(({ content }) => isChain(content)).map(({ itemId }) => itemId)
  const instructions = revisions.some(({ content }) => isInstruction(content))
  const select = { name: true, listed: true } as const
  const capabilities = chains.length > 0 ? await tx.capability.findMany({ where: { projectId }, select }) : []
  const others =
    chains.length > 0 ? await countOthers(tx, projectId, chains) : new Map<string, { within: number; across: number }>()
  const project = instructions
    ? await tx.project.findUniqueOrThrow({ where: { id: projectId }, select: { settings: true } })
    : { settings: {} }
  return {
    capabilities: knownCapabilities(capabilities),
    others,
    settings: projectSettingsSchema.parse(project.settings),
  }
}

function findInChain({ itemId, content }: Linted<ChainContent>, { capabilities, others }: Known): ChainFinding[] {
  const repeated = repeatedSequence(others.get(itemId) ?? { within: 0, across: 0 })
  return [...lintChain(content, capabilities), ...(repeated ? [repeated] : [])]
}

async function findInInstruction(
  tx: Tx,
  revision: Linted<InstructionContent>,
  { settings: { language, nearDuplicateFrom } }: Known,
): Promise<InstructionFinding[]> {
  const near =
    nearDuplicateFrom === null ? null : nearDuplicates(await findNearDuplicates(tx, revision, nearDuplicateFrom))
  return [...lintInstruction(revision.content, language), ...(near ? [near] : [])]
}

export const findingRow = (
  { id, projectId }: Pick<LintedRevision, 'id' | 'projectId'>,
  { code, severity, message, steps, ...more }: ChainFinding | InstructionFinding | ResponseFound,
) => ({
  id: newId(),
  projectId,
  revisionId: id,
  code,
  severity,
  source: 'RULE' as const,
  evidence: { message, steps, ...more } as Prisma.InputJsonObject,
})

/** Other chains of the project with the same steps, for each of the given ones that has any. */
async function countOthers(tx: Tx, projectId: string, itemIds: readonly string[]) {
  const rows = await tx.$queryRaw<{ id: string; within: number; across: number }[]>`
    select own.id, count(*) filter (where other.category_id is not distinct from own.category_id)::int as within,
      count(*) filter (where other.category_id is distinct from own.category_id)::int as across
    from items own join items other on other.project_id = own.project_id and other.id <> own.id
    where own.id = any(${[...itemIds]}::uuid[]) and own.step_key <> '' and other.project_id = ${projectId}::uuid
      and other.stage = 'CHAIN' and other.archived_at is null and other.step_key = own.step_key
    group by own.id`
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}
