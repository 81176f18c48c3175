'use client'
import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** "14:06" for today, else "21 Nov", another year's with the year; in the reader's own zone once the browser has it. */
function short(iso: string, timeZone?: string): string {
  const at = new Date(iso)
  const say = (options: Intl.DateTimeFormatOptions) => at.toLocaleString('en-GB', { ...options, timeZone })
  const day = { day: 'numeric', month: 'short' } as const
  const now = new Date()
  if (now.toLocaleDateString('en-GB', { timeZone }) === at.toLocaleDateString('en-GB', { timeZone }))
    return say({ hour: '2-digit', minute: '2-digit' })
  return say(now.getUTCFullYear() === at.getUTCFullYear() ? day : { ...day, year: 'numeric' })
}

export function ShortTime({ iso }: { iso: string }) {
  const text = useSyncExternalStore(
    never,
    () => short(iso),
    () => short(iso, 'UTC'),
  )
  return (
    <time dateTime={iso} title={iso}>
      {text}
    </time>
  )
}
