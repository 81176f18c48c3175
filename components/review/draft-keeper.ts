import { isEmptyDraft } from '@/lib/core/review/answer'
import type { DraftContent, WorkItem } from '@/lib/core/review/wire'
import { postReview } from './post-review'

const SEND_AFTER_MS = 1_500

interface Kept {
  seq: number
  draft: DraftContent
}

/** Drafts: kept in this browser at every change, sent to the server a moment after the last one, so that they follow the person. */
export class DraftKeeper {
  #prefix: string
  #seq = new Map<string, number>()
  #timers = new Map<string, ReturnType<typeof setTimeout>>()

  constructor(userId: string) {
    this.#prefix = `plumbline.draft.${userId}.`
  }

  save(item: WorkItem, draft: DraftContent): void {
    const seq = Math.max(this.#seq.get(item.entryId) ?? 0, item.draftSeq) + 1
    this.#seq.set(item.entryId, seq)
    try {
      localStorage.setItem(this.#prefix + item.entryId, JSON.stringify({ seq, draft } satisfies Kept))
    } catch {
      // A full storage costs the local copy only: the server gets the draft all the same.
    }
    clearTimeout(this.#timers.get(item.entryId))
    const send = () => {
      const content = isEmptyDraft(draft) ? null : draft
      void postReview('draft', { entryId: item.entryId, seq, content, keepProposal: item.masked && !draft.proposal })
    }
    this.#timers.set(item.entryId, setTimeout(send, SEND_AFTER_MS))
  }

  /** Once answered: the judgment carries what the draft said. */
  forget(entryId: string): void {
    clearTimeout(this.#timers.get(entryId))
    this.#timers.delete(entryId)
    localStorage.removeItem(this.#prefix + entryId)
  }

  /** The newer of what the server and this browser have, for each item that has a draft. */
  merge(items: readonly WorkItem[]): Record<string, DraftContent> {
    const drafts: Record<string, DraftContent> = {}
    for (const item of items) {
      const text = localStorage.getItem(this.#prefix + item.entryId)
      const local = text ? (JSON.parse(text) as Kept) : null
      const draft = local && local.seq >= item.draftSeq ? local.draft : item.draft
      this.#seq.set(item.entryId, Math.max(local?.seq ?? 0, item.draftSeq))
      if (draft) drafts[item.entryId] = draft
    }
    return drafts
  }
}
