import { ITEM_LISTS, type ItemStage } from '@/lib/core/item/lists'
import { capital } from '@/lib/core/item/words'

export const withStage = (address: string, stage: ItemStage, more: Record<string, string> = {}) => {
  const given = { ...(stage !== 'CHAIN' && { stage: ITEM_LISTS[stage] }), ...more }
  return Object.keys(given).length > 0 ? `${address}?${new URLSearchParams(given)}` : address
}

const places = (stages: readonly ItemStage[], address: string, here: ItemStage) =>
  stages.map((stage) => ({ label: capital(ITEM_LISTS[stage]), href: withStage(address, stage), here: stage === here }))

/** Pass rates of responses have a page of their own. */
export const stagePlaces = (address: string, here: ItemStage) => places(['CHAIN', 'INSTRUCTION'], address, here)

export const allStagePlaces = (address: string, here: ItemStage) =>
  places(['CHAIN', 'INSTRUCTION', 'RESPONSE'], address, here)
