import { z } from 'zod'
import type { Price } from '@/lib/core/model/prices'
import { type ModelEntry, modelEntrySchema } from '@/lib/core/run/input'
import type { Db } from '@/lib/data/client'
import { notFound, ServiceError } from '../errors'

/** The provider and the entry of its model, or why there is none. Any project may use what an admin has set up. */
export async function requireModel(db: Db, providerId: string, model: string) {
  const provider = await db.providerKey.findFirst({ where: { id: providerId, removedAt: null } })
  if (!provider) throw notFound('model provider')
  const models = z.array(modelEntrySchema).parse(provider.models)
  const entry = models.find(({ id }) => id === model)
  if (!entry)
    throw new ServiceError('invalid', `${provider.name} has no model ${model} in its list. Add it under Models.`)
  return { provider, entry, price: priceOf(entry) }
}

/** Null unless both prices are known. */
export const priceOf = ({ inputPerMillion, outputPerMillion }: ModelEntry): Price | null =>
  inputPerMillion == null || outputPerMillion == null ? null : { inputPerMillion, outputPerMillion }
