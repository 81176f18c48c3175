import type { Tx } from '@/lib/data/client'
import { notFound } from '../errors'
import { lockEntry } from './lock-entry'
import { readEntryState } from './read-entry-state'
import { settleLockedEntry } from './settle-locked-entry'

/** Locks the entry, derives its verdict and writes entry, proposals and item. Every verb that touches what a verdict derives from ends here. */
export async function settleEntry(tx: Tx, entryId: string) {
  const entry = await lockEntry(tx, entryId)
  if (!entry) throw notFound('entry')
  return settleLockedEntry(tx, entry, await readEntryState(tx, entryId))
}
