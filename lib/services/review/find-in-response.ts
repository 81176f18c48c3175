import type { Expected } from '@/lib/core/compliance/labels'
import { type ResponseFound, responseFindings } from '@/lib/core/compliance/response-findings'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import type { Tx } from '@/lib/data/client'
import { expectedOutcome } from '@/lib/data/queries/response-facts'
import { checkForeignArguments } from '@/lib/environment/check-foreign-arguments'

/** What the rules find in a response that is stored, by what an agent should do with the instruction that it answers. */
export async function findInResponse(tx: Tx, revisionId: string, content: ResponseContent): Promise<ResponseFound[]> {
  const [row] = await tx.$queryRaw<{ expected: Expected | null }[]>`
    select ${expectedOutcome} as expected from revisions r join items i on i.id = r.item_id where r.id = ${revisionId}::uuid`
  return responseFindings(content, row?.expected ?? null, checkForeignArguments)
}
