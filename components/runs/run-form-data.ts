import type { ItemFilter } from '@/lib/core/item/filter'
import type { PromptTask } from '@/lib/core/prompt/tasks'
import type { RunTask } from '@/lib/core/run/targets'

/** What a run's form offers, and how it begins. */
export interface RunFormData {
  project: { id: string; slug: string }
  admin: boolean
  providers: { id: string; name: string; trouble: string | null; models: { id: string; priced: boolean }[] }[]
  versions: { task: PromptTask; label: string; current: boolean; note: string }[]
  queues: { id: string; name: string; stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE' }[]
  categories: { id: string; above: string; title: string; chains: number }[]
  tops: { id: string; title: string }[]
  start: {
    task: RunTask | null
    provider: string | null
    model: string | null
    prompt: string | null
    queue: string | null
    categoryIds: string[]
    /** Rows picked by hand; null: none were. */
    itemIds: string[] | null
    filter: ItemFilter
    /** Of a response, the step to write anew, from 1. */
    fromStep: number | null
  }
}
