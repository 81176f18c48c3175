'use client'
import { useSyncExternalStore } from 'react'

const never = () => () => {}

const DAY = { day: 'numeric', month: 'short' } as const

/** "14:06" for today, else "21 Nov", another year's with the year; in the reader's own zone. */
function short(iso: string): string {
  const at = new Date(iso)
  const now = new Date()
  if (now.toDateString() === at.toDateString())
    return at.toLocaleString('en-GB', { hour: '2-digit', minute: '2-digit' })
  return at.toLocaleString('en-GB', now.getFullYear() === at.getFullYear() ? DAY : { ...DAY, year: 'numeric' })
}

/** Before the browser has said its zone and its today: the same words whenever the page was made and is read. */
const day = (iso: string) => new Date(iso).toLocaleString('en-GB', { ...DAY, timeZone: 'UTC' })

export function ShortTime({ iso }: { iso: string }) {
  const text = useSyncExternalStore(
    never,
    () => short(iso),
    () => day(iso),
  )
  return (
    <time dateTime={iso} title={iso}>
      {text}
    </time>
  )
}
