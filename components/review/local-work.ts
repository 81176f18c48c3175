import { readDrafts, sendDraft } from './draft-keeper'
import { outboxPrefix, readEntries } from './outbox'

/** Answers of this person that only this browser has: unsent ones, and refused ones that nobody has read yet. */
const countAnswers = (userId: string) => readEntries(localStorage, outboxPrefix(userId)).length

/**
 * Sends the drafts that the server has not got, and says how many answers and drafts only this browser has.
 * @returns 0: nothing would be lost with this browser's copy
 */
export async function countOnlyHere(userId: string): Promise<number> {
  const drafts = readDrafts(userId).filter(({ kept }) => !kept.sent)
  const sent = await Promise.all(drafts.map(({ entryId, kept }) => sendDraft(entryId, kept)))
  return countAnswers(userId) + sent.filter((done) => !done).length
}

/** After signing out nothing of what somebody read or wrote stays on the machine. */
export function forgetLocalWork(userId: string): void {
  const mine = [outboxPrefix(userId), `plumbline.draft.${userId}.`]
  for (const key of Object.keys(localStorage)) {
    if (mine.some((prefix) => key.startsWith(prefix))) localStorage.removeItem(key)
  }
}
