'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Button } from '../ui/button'

interface FitButtonProps {
  projectId: string
  stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'
  /** One was asked for and is not there yet. */
  awaited: boolean
  again: boolean
  request: (input: unknown) => Promise<{ ok: true } | { ok: false; message: string }>
}

const LOOK_MS = 3000
/** After this many looks somebody has to press again. */
const LOOKS = 40

/** Asks for the model to be fitted, and shows it when it is. */
export function FitButton({ projectId, stage, awaited, again, request }: FitButtonProps) {
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
    const answer = await request({ projectId, stage })
    setMessage(answer.ok ? null : answer.message)
    setLooks(0)
    if (answer.ok) router.refresh()
  }
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Button size="sm" onClick={press} busy={awaited && looks < LOOKS}>
        {again ? 'Fit it again' : 'Fit the model'}
      </Button>
      <span role="status" className="text-12 text-ink-2">
        {message ?? (awaited ? 'A worker is at it.' : '')}
      </span>
    </span>
  )
}
