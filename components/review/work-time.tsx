'use client'
import { useEffect, useState } from 'react'

const KEY = 'plumbline.work'
/** As long without a key or a click is a break. */
const BREAK_MS = 5 * 60_000
const LOOK_MS = 15_000

interface Work {
  since: number
  last: number
}

/** In localStorage, so that a reload or a second tab is no break. */
function readWork(now: number): Work {
  try {
    const work = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Work | null
    if (work && now - work.last < BREAK_MS) return work
  } catch {
    // Unreadable or refused: work starts now.
  }
  return { since: now, last: now }
}

function noteWork(): void {
  const now = Date.now()
  try {
    localStorage.setItem(KEY, JSON.stringify({ since: readWork(now).since, last: now } satisfies Work))
  } catch {
    // No place to keep it: the reminder then counts from the last load.
  }
}

/** Minutes of work since the last pause of five, from this browser's own clock. */
export function WorkTime({ breakAfterMinutes }: { breakAfterMinutes: number | null }) {
  const [minutes, setMinutes] = useState(0)
  useEffect(() => {
    let noted = 0
    const look = () => setMinutes(Math.floor((Date.now() - readWork(Date.now()).since) / 60_000))
    const touch = () => {
      if (Date.now() - noted < LOOK_MS) return
      noted = Date.now()
      // Never on the way from a key to the next item.
      setTimeout(noteWork, 0)
    }
    touch()
    look()
    const timer = setInterval(look, LOOK_MS)
    addEventListener('keydown', touch)
    addEventListener('pointerdown', touch)
    return () => {
      clearInterval(timer)
      removeEventListener('keydown', touch)
      removeEventListener('pointerdown', touch)
    }
  }, [])
  if (breakAfterMinutes !== null && minutes >= breakAfterMinutes) {
    return <b className="font-medium text-brass">{minutes} min since your break: a good moment for one</b>
  }
  return <>{minutes} min since your break</>
}
