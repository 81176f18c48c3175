'use client'
import { useEffect, useState } from 'react'

const FORMAT: Intl.DateTimeFormatOptions = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
}
const formatIn = (at: Date, timeZone?: string) => new Intl.DateTimeFormat('en-GB', { ...FORMAT, timeZone }).format(at)

/** A point in time. The server cannot know the reader's zone: UTC until the page is theirs, then their own. */
export function Moment({ at }: { at: Date }) {
  const [text, setText] = useState(() => `${formatIn(at, 'UTC')} UTC`)
  useEffect(() => setText(formatIn(at)), [at])
  return <time dateTime={at.toISOString()}>{text}</time>
}
