'use client'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import { isPlainKey } from '../layout/is-plain-key'
import { Button } from '../ui/button'
import { Kbd } from '../ui/kbd'
import { Note } from '../ui/note'

/** Drawn in the browser alone: drawing a long run twice would keep its reader waiting. */
const ReadResponse = dynamic(() => import('../trajectory/read-response').then((module) => module.ReadResponse), {
  ssr: false,
  loading: () => <p className="text-ink-3">Opening the transcript…</p>,
})

interface ReadTranscriptProps {
  projectId: string
  sampleId: string
  /** Null while it is masked. */
  content: ResponseContent | null
}
type Answer = { ok: true; data: { content: ResponseContent } } | { ok: false; message: string }

/** A transcript; of a masked one only that it is masked, until somebody asks. */
export function ReadTranscript({ projectId, sampleId, content }: ReadTranscriptProps) {
  const [revealed, setRevealed] = useState<ResponseContent | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const shown = content ?? revealed
  const reveal = async () => {
    const answer = await ask(projectId, sampleId)
    if (answer.ok) setRevealed(answer.data.content)
    setWrong(answer.ok ? null : `${answer.message} The transcript is still masked.`)
  }
  useEffect(() => {
    if (shown) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'v' && isPlainKey(event)) void reveal()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
  if (shown) return <ReadResponse content={shown} compliesFrom={null} detector={null} regenerateHref={null} />
  return (
    <div className="hatch grid content-start justify-items-start gap-3 self-start rounded-1 border border-dashed border-line-2 p-5">
      <p className="max-w-[60ch] text-ink-2">
        <b className="font-medium text-ink">Masked: what a model did with a harmful prompt.</b> The transcript is not in
        this page; it is fetched when you ask, and that is put on record.
      </p>
      <Button onClick={() => void reveal()} aria-keyshortcuts="V">
        Show the transcript <Kbd>V</Kbd>
      </Button>
      {wrong && <Note tone="bad">{wrong}</Note>}
    </div>
  )
}

async function ask(projectId: string, sampleId: string): Promise<Answer> {
  try {
    const response = await fetch('/api/evaluations/reveal', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ projectId, sampleId }),
      signal: AbortSignal.timeout(20_000),
    })
    return (await response.json()) as Answer
  } catch {
    return { ok: false, message: 'The server does not answer. Try again.' }
  }
}
