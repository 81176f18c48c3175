'use client'
import { useEffect, useState } from 'react'

/** A figure that arrives after the rows. Until the next one is there, the last one stays. */
export function useCount<T>(promise: Promise<T>): T | null {
  const [value, setValue] = useState<T | null>(null)
  useEffect(() => {
    let stale = false
    promise.then(
      (next) => {
        if (!stale) setValue(next)
      },
      () => undefined,
    )
    return () => {
      stale = true
    }
  }, [promise])
  return value
}
