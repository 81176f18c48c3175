import { ITEM_LISTS, type ItemStage } from '@/lib/core/item/lists'
import { capital } from '@/lib/core/item/words'

export const withStage = (address: string, stage: ItemStage, more: Record<string, string> = {}) => {
  const given = { ...(stage !== 'CHAIN' && { stage: ITEM_LISTS[stage] }), ...more }
  return Object.keys(given).length > 0 ? `${address}?${new URLSearchParams(given)}` : address
}

export const stagePlaces = (address: string, here: ItemStage) =>
  (['CHAIN', 'INSTRUCTION'] as const).map((stage) => ({
    label: capital(ITEM_LISTS[stage]),
    href: withStage(address, stage),
    here: stage === here,
  }))
