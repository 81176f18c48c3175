'use client'
import { useEffect, useRef, useState } from 'react'
import type { ItemDetail } from '@/lib/core/item/detail'

/** What came back over JSON: dates as text. */
export type Sent<T> = T extends Date
  ? string
  : T extends (infer One)[]
    ? Sent<One>[]
    : T extends object
      ? { [K in keyof T]: Sent<T[K]> }
      : T

type Found = Sent<ItemDetail> | { kind: 'OPTED_OUT' }
type Answer<T> = { ok: true; data: T } | { ok: false; message: string }

export async function postItem<T>(verb: 'peek' | 'reveal', itemId: string, signal?: AbortSignal): Promise<Answer<T>> {
  try {
    const response = await fetch(`/api/items/${verb}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ itemId }),
      signal: signal ?? AbortSignal.timeout(20_000),
    })
    return (await response.json()) as Answer<T>
  } catch {
    return { ok: false, message: 'The server does not answer. The list is as it was; try again.' }
  }
}

/** The item beside the list. The one before stays until the next has come. */
export function useItem(itemId: string): { found: Found | null; updating: boolean; wrong: string | null } {
  const [state, setState] = useState<{ id: string; found: Found | null; wrong: string | null } | null>(null)
  const asked = useRef(itemId)
  asked.current = itemId
  useEffect(() => {
    const stop = new AbortController()
    // A key held down passes many rows: only the one it stops at is read.
    const timer = setTimeout(async () => {
      const answer = await postItem<Found>('peek', itemId, stop.signal)
      if (stop.signal.aborted || asked.current !== itemId) return
      setState({ id: itemId, found: answer.ok ? answer.data : null, wrong: answer.ok ? null : answer.message })
    }, 60)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [itemId])
  return { found: state?.found ?? null, wrong: state?.wrong ?? null, updating: state?.id !== itemId }
}
