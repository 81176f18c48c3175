import { EMPTY_DRAFT, isEmptyDraft } from '@/lib/core/review/answer'
import type { DraftContent, DraftOutput, WorkItem } from '@/lib/core/review/wire'
import { postReview } from './post-review'

const SEND_AFTER_MS = 1_500

interface Kept {
  seq: number
  draft: DraftContent
  /** The draft of a masked item arrived without its edited text: the server keeps what it has of it. */
  keepProposal: boolean
  /** The server has it too. */
  sent?: true
}

const prefixOf = (userId: string) => `plumbline.draft.${userId}.`

function parseKept(text: string | null): Kept | null {
  try {
    const kept = JSON.parse(text ?? 'null') as Kept | null
    // One that an earlier version kept may lack what drafts have by now.
    return kept && typeof kept.seq === 'number' && kept.draft
      ? { ...kept, draft: { ...EMPTY_DRAFT, ...kept.draft } }
      : null
  } catch {
    return null
  }
}

/** What one person has typed in this browser and not decided. */
export function readDrafts(userId: string): { entryId: string; kept: Kept }[] {
  const prefix = prefixOf(userId)
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) => {
      const kept = parseKept(localStorage.getItem(key))
      return kept ? [{ entryId: key.slice(prefix.length), kept }] : []
    })
}

/** True when the server has answered; an older draft than the one it has is settled as well. */
export async function sendDraft(entryId: string, { seq, draft, keepProposal }: Kept): Promise<boolean> {
  const content = isEmptyDraft(draft) ? null : draft
  return (await postReview<DraftOutput>('draft', { entryId, seq, content, keepProposal })).ok
}

/** Drafts: kept in this browser at every change, sent to the server a moment after the last one, so that they follow the person. */
export class DraftKeeper {
  #prefix: string
  #seq = new Map<string, number>()
  #timers = new Map<string, ReturnType<typeof setTimeout>>()

  constructor(userId: string) {
    this.#prefix = prefixOf(userId)
  }

  save(item: WorkItem, draft: DraftContent): void {
    const { entryId } = item
    const seq = Math.max(this.#seq.get(entryId) ?? 0, item.draftSeq) + 1
    this.#seq.set(entryId, seq)
    const kept: Kept = { seq, draft, keepProposal: item.masked && !draft.proposal }
    this.#write(entryId, kept)
    clearTimeout(this.#timers.get(entryId))
    const send = async () => {
      const done = await sendDraft(entryId, kept)
      // Forgotten or typed on meanwhile: then this one is no longer the draft.
      if (done && parseKept(localStorage.getItem(this.#prefix + entryId))?.seq === seq) {
        this.#write(entryId, { ...kept, sent: true })
      }
    }
    this.#timers.set(entryId, setTimeout(send, SEND_AFTER_MS))
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
      const local = parseKept(localStorage.getItem(this.#prefix + item.entryId))
      const draft = local && local.seq >= item.draftSeq ? local.draft : item.draft
      this.#seq.set(item.entryId, Math.max(local?.seq ?? 0, item.draftSeq))
      if (draft) drafts[item.entryId] = draft
    }
    return drafts
  }

  #write(entryId: string, kept: Kept): void {
    try {
      localStorage.setItem(this.#prefix + entryId, JSON.stringify(kept))
    } catch {
      // A full storage costs the local copy only: the server gets the draft all the same.
    }
  }
}
