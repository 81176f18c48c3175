import type { Db } from '@/lib/data/client'

const MOST = 500

/**
 * Writes down whether a provider answered: `trouble` in words, null when it did. With a base URL only for that address:
 * what came from another one since then says nothing about this one.
 */
export async function noteProviderAnswer(
  tx: Db,
  { id, baseUrl = null }: { id: string; baseUrl?: string | null },
  trouble: string | null,
): Promise<void> {
  const words = trouble === null ? null : trouble.slice(0, MOST).toWellFormed()
  await tx.$executeRaw`
    update provider_keys set trouble = ${words}, checked_at = now()
    where id = ${id}::uuid and base_url = coalesce(${baseUrl}, base_url) and removed_at is null`
}
