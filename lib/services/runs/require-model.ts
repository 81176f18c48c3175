import { priceOf, readModels } from '@/lib/core/model/model'
import type { Db } from '@/lib/data/client'
import { notFound, ServiceError } from '../errors'

/** The provider and the entry of its model, or why there is none. Any project may use what an admin has set up. */
export async function requireModel(db: Db, providerId: string, model: string) {
  const provider = await db.providerKey.findFirst({ where: { id: providerId, removedAt: null } })
  if (!provider) throw notFound('model provider')
  const entry = requireEntry(provider, model)
  return { provider, entry, price: priceOf(entry) }
}

export function requireEntry({ name, models }: { name: string; models: unknown }, model: string) {
  const entry = readModels(models).find(({ id }) => id === model)
  if (!entry) throw new ServiceError('invalid', `${name} has no model ${model} in its list. Add it under Models.`)
  return entry
}
