import { type ChainContent, stepKey } from '@/lib/core/chain/content'
import { type ChainFinding, lintChain, repeatedSequence } from '@/lib/core/chain/lint'
import { knownCapabilities } from '@/lib/core/chain/lint-set'
import type { Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'

export interface LintedRevision {
  id: string
  projectId: string
  itemId: string
  content: ChainContent
}

/** Writes anew what the rules find in a chain's text, by the capability list and the other chains as they are now. */
export async function writeFindings(tx: Tx, revision: LintedRevision): Promise<void> {
  const capabilities = await tx.capability.findMany({
    where: { projectId: revision.projectId },
    select: { name: true, listed: true },
  })
  const repeated = repeatedSequence(await countOthers(tx, revision))
  const findings = [...lintChain(revision.content, knownCapabilities(capabilities)), ...(repeated ? [repeated] : [])]
  await tx.finding.deleteMany({ where: { revisionId: revision.id, source: 'RULE' } })
  await tx.finding.createMany({ data: findings.map((finding) => findingRow(revision, finding)) })
}

export const findingRow = (
  { id, projectId }: Pick<LintedRevision, 'id' | 'projectId'>,
  { code, severity, message, steps }: ChainFinding,
) => ({
  id: newId(),
  projectId,
  revisionId: id,
  code,
  severity,
  source: 'RULE' as const,
  evidence: { message, steps },
})

async function countOthers(tx: Tx, { projectId, itemId, content }: LintedRevision) {
  if (content.steps.length === 0) return { within: 0, across: 0 }
  const [row] = await tx.$queryRaw<{ within: number; across: number }[]>`
    select count(*) filter (where other.category_id is not distinct from own.category_id)::int as within,
      count(*) filter (where other.category_id is distinct from own.category_id)::int as across
    from items own join items other on other.project_id = own.project_id and other.id <> own.id
    where own.id = ${itemId}::uuid and other.project_id = ${projectId}::uuid and other.stage = 'CHAIN'
      and other.archived_at is null and other.step_key = ${stepKey(content.steps)}`
  return row ?? { within: 0, across: 0 }
}
