import type { PromptMessage } from '@/lib/core/prompt/render'
import { type RunInput, runInputSchema } from '@/lib/core/run/input'
import { type Ctx, inTransaction } from '../context'
import { firstRequest } from './first-request'

export const previewRequestInput = runInputSchema

export interface RequestPreview {
  item: { id: string; number: number } | null
  category: { path: string[]; severity: number | null }
  masked: boolean
  /** Null while masked. */
  messages: PromptMessage[] | null
}

/** What a run would ask for its first target; of a masked one only that it is masked. */
export function previewRequest(ctx: Ctx, input: RunInput): Promise<RequestPreview | null> {
  return inTransaction(ctx, async (tx) => {
    const first = await firstRequest(ctx, tx, input)
    if (!first) return null
    const { item, category, masked, messages } = first
    return { item, category, masked, messages: masked ? null : messages }
  })
}
