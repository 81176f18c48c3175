import type { InstructionContent } from '@/lib/core/instruction/content'
import { summarize } from '@/lib/core/item/stages'
import type { Tx } from '@/lib/data/client'

export interface NearDuplicate {
  number: number
  /** Of trigrams, 0 to 1. */
  similarity: number
}

/**
 * The three texts of the project's instructions that are most like this one's, from `threshold` on. Only items that share
 * a number of the sketch are compared, and of those at most 200, so that the price does not grow with the project:
 * pg_trgm's own index reads every text that shares common syllables. What it misses: texts that share few runs of words,
 * and rare cases among many alike.
 */
export async function findNearDuplicates(
  tx: Tx,
  { projectId, itemId, content }: { projectId: string; itemId: string; content: InstructionContent },
  threshold: number,
): Promise<NearDuplicate[]> {
  const { searchText, sketch } = summarize(content)
  if (sketch.length === 0) return []
  return tx.$queryRaw<NearDuplicate[]>`
    with alike as materialized (
      select number, search_text from items
      where sketch && ${sketch}::int[] and project_id = ${projectId}::uuid and stage = 'INSTRUCTION'
        and id <> ${itemId}::uuid and archived_at is null
      limit 200
    ), compared as (
      select number, similarity(search_text, ${searchText})::float8 as similarity from alike
    )
    select number, similarity from compared where similarity >= ${threshold}::float8
    order by similarity desc, number limit 3`
}
