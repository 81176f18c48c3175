'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Button } from '../ui/button'

export type Request = (input: unknown) => Promise<{ ok: true } | { ok: false; message: string }>

interface AskButtonProps {
  label: string
  /** What is asked for. */
  input: () => unknown
  /** One was asked for and is not there yet. */
  awaited: boolean
  request: Request
}

const LOOK_MS = 3000
/** After this many looks somebody has to press again. */
const LOOKS = 40

/** Asks for what a worker computes, and shows it when it is there. */
export function AskButton({ label, input, awaited, request }: AskButtonProps) {
  const router = useRouter()
  const [message, setMessage] = useState<string | null>(null)
  const [looks, setLooks] = useState(0)
  useEffect(() => {
    if (!awaited || looks >= LOOKS) return
    const timer = setTimeout(() => {
      setLooks(looks + 1)
      router.refresh()
    }, LOOK_MS)
    return () => clearTimeout(timer)
  }, [awaited, looks, router])
  const press = async () => {
    const answer = await request(input())
    setMessage(answer.ok ? null : answer.message)
    setLooks(0)
    if (answer.ok) router.refresh()
  }
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Button size="sm" onClick={press} busy={awaited && looks < LOOKS}>
        {label}
      </Button>
      <span role="status" className="text-12 text-ink-2">
        {message ?? (awaited ? 'A worker is at it.' : '')}
      </span>
    </span>
  )
}
