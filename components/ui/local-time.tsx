'use client'
import { useSyncExternalStore } from 'react'

const never = () => () => {}

const STYLES = {
  clock: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  minute: { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' },
  day: { year: 'numeric', month: 'short', day: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

/** An instant in the reader's own time zone. The server knows only UTC and says so; the browser puts its own in its place. */
export function LocalTime({ iso, style = 'minute' }: { iso: string; style?: keyof typeof STYLES }) {
  const text = useSyncExternalStore(
    never,
    () => new Date(iso).toLocaleString('en-GB', STYLES[style]),
    () => `${new Date(iso).toLocaleString('en-GB', { ...STYLES[style], timeZone: 'UTC' })} UTC`,
  )
  return (
    <time dateTime={iso} title={iso}>
      {text}
    </time>
  )
}
