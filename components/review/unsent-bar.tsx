'use client'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { Outbox } from './outbox'
import { SavedState } from './saved-line'

/** On every page: goes on sending what the review screen left behind, and says so; nothing when all is saved. */
export function UnsentBar({ userId }: { userId: string }) {
  const outbox = useMemo(() => new Outbox(userId), [userId])
  const sending = useSyncExternalStore(outbox.subscribe, outbox.getState, outbox.getState)
  useEffect(() => outbox.start(), [outbox])
  if (sending.unsent === 0 && sending.refused.length === 0) return null
  return (
    <aside
      aria-label="Answers not saved yet"
      className="sticky bottom-0 z-20 flex print:hidden h-8 items-center gap-4 overflow-hidden border-t border-line bg-paper px-4 text-12 whitespace-nowrap text-ink-2"
    >
      <SavedState sending={sending} outbox={outbox} />
    </aside>
  )
}
