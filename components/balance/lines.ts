import type { ItemStage } from '@/lib/core/item/lists'

export type ByStage = Record<ItemStage, number>

export interface StageCounts {
  accepted: ByStage
  current: ByStage
}

export interface SubcategoryLine extends StageCounts {
  id: string
  title: string
  /** Fewer accepted chains than the project wants. */
  belowFloor: boolean
}

export interface CategoryLine extends StageCounts {
  id: string | null
  title: string
  children: SubcategoryLine[]
}

export interface StepLine {
  steps: number
  accepted: ByStage
  /** Of the accepted chains, and of the chains of the reference: parts of 1. */
  share: number | null
  reference: number
}

export interface UseLine {
  name: string
  chains: number
  instructions: number
  responses: number
}

export const STAGES: readonly ItemStage[] = ['CHAIN', 'INSTRUCTION', 'RESPONSE']
export const figure = (count: number) => count.toLocaleString('en-US')
