import { type Model, readModels } from '@/lib/core/model/model'
import { isPresetId, type PresetId } from '@/lib/core/model/presets'
import { canAdminister, canSpend } from '@/lib/core/policy/policies'
import { type Ctx, isSystem } from '@/lib/services/context'

type Reader = Pick<Ctx, 'actor' | 'db'>

/** Those who may spend in some project, and admins: the providers are the installation's. */
function maySpendSomewhere({ actor }: Reader): boolean {
  if (isSystem(actor) || canAdminister(actor)) return true
  if (actor.kind === 'token') return canSpend(actor.facts)
  return [...actor.memberships.values()].some(({ roles }) => roles.includes('CURATOR'))
}

export interface ProviderView {
  id: string
  name: string
  preset: PresetId
  baseUrl: string
  /** The last characters of a stored key; all that is ever shown of it. */
  keyLast4: string | null
  models: Model[]
  maxConcurrent: number
  requestsPerMinute: number | null
  tokensPerMinute: number | null
  trouble: string | null
  checkedAt: Date | null
}

/** Providers in use, by name. The sealed key is not read. */
export async function listProviders(reader: Reader): Promise<ProviderView[]> {
  if (!maySpendSomewhere(reader)) return []
  const rows = await reader.db.providerKey.findMany({
    where: { removedAt: null },
    select: {
      id: true,
      name: true,
      preset: true,
      baseUrl: true,
      keyLast4: true,
      models: true,
      maxConcurrent: true,
      requestsPerMinute: true,
      tokensPerMinute: true,
      trouble: true,
      checkedAt: true,
    },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return rows.flatMap(({ preset, models, ...row }) =>
    isPresetId(preset) ? [{ ...row, preset, models: readModels(models) }] : [],
  )
}

/** Providers that did not answer when last asked. For the notice above the pages of those who spend. */
export async function listTroubledProviders(reader: Reader): Promise<{ id: string; name: string; trouble: string }[]> {
  if (!maySpendSomewhere(reader)) return []
  const rows = await reader.db.providerKey.findMany({
    where: { removedAt: null, trouble: { not: null } },
    select: { id: true, name: true, trouble: true },
    orderBy: { name: 'asc' },
  })
  return rows.map(({ trouble, ...row }) => ({ ...row, trouble: trouble ?? '' }))
}
