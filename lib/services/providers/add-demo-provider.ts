import { DEMO_BASE_URL } from '@/lib/core/model/presets'
import type { Tx } from '@/lib/data/client'
import { newId } from '@/lib/data/id'
import { DEMO_MODELS } from './create-provider'

/** The demo model, so that a newcomer can generate without a key; once, and never again after an admin removed it. */
export async function addDemoProvider(tx: Tx): Promise<void> {
  const known = await tx.providerKey.findFirst({ where: { preset: 'demo' }, select: { id: true } })
  if (known) return
  await tx.providerKey.createMany({
    data: { id: newId(), name: 'Demo model', preset: 'demo', baseUrl: DEMO_BASE_URL, models: DEMO_MODELS },
    skipDuplicates: true,
  })
}
