import type { Db, Prisma } from '@/lib/data/client'
import { notFound } from '../errors'

const select = {
  id: true,
  name: true,
  preset: true,
  baseUrl: true,
  models: true,
} satisfies Prisma.ProviderKeySelect

/** A provider that is in use, without its key; locked for the rest of the transaction. */
export async function loadProvider(tx: Db, providerId: string) {
  await tx.$queryRaw`select 1 from provider_keys where id = ${providerId}::uuid for update`
  const row = await tx.providerKey.findFirst({ where: { id: providerId, removedAt: null }, select })
  if (!row) throw notFound('provider')
  return row
}
