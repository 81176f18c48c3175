'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useTransition } from 'react'

const REFRESH_MS = 30_000

/** Goes to other states of a list while the rows at hand stay, and keeps a list that is looked at up to date unless it is held still. */
export function useListPlace() {
  const router = useRouter()
  const [updating, startTransition] = useTransition()
  const [held, setHeld] = useState(false)
  const latest = useRef({ held, updating })
  latest.current = { held, updating }
  useEffect(() => {
    const timer = setInterval(() => {
      const { held, updating } = latest.current
      if (!held && !updating && !document.hidden) startTransition(() => router.refresh())
    }, REFRESH_MS)
    return () => clearInterval(timer)
  }, [router])
  return {
    updating,
    held,
    hold: () => setHeld((before) => !before),
    go: (href: string) => startTransition(() => router.push(href, { scroll: false })),
  }
}
