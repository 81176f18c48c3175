'use client'
import { useState } from 'react'
import { pieces, type Span } from '@/lib/core/trajectory/evidence'
import { printBytes, utf8Bytes } from '@/lib/core/trajectory/outline'
import type { Readable } from '@/lib/core/trajectory/pretty'
import { FoldButton } from './fold-button'

/** Characters that one press brings: more at once would hold the page up. */
const AT_ONCE = 40_000
const NONE: readonly Span[] = []

interface FoldedTextProps {
  readable: Readable
  className: string
  spans?: readonly Span[]
}

/** A text of which the beginning is shown at once, the rest when it is asked for, with its size. */
export function FoldedText({ readable: { text, end, others }, className, spans = NONE }: FoldedTextProps) {
  const [open, setOpen] = useState(0)
  // What somebody points at is not folded away.
  const first = Math.max(end, Math.min(text.length, spans.at(-1)?.end ?? 0))
  const upTo = Math.min(text.length, Math.max(first, open))
  const left = text.length - upTo
  return (
    <>
      <p className={className}>
        {spans.length === 0 ? text.slice(0, upTo) : <Marked text={text} spans={spans} upTo={upTo} />}
        {left > 0 && !text.startsWith('\n', upTo) && '…'}
      </p>
      {left > 0 && (
        <FoldButton expanded={false} onPress={() => setOpen(upTo + AT_ONCE)}>
          Show {left > AT_ONCE ? `the next ${printBytes(AT_ONCE)} of` : (upTo === first && others) || 'the rest'},{' '}
          {printBytes(utf8Bytes(text.slice(upTo)))} more
        </FoldButton>
      )}
      {left === 0 && text.length > first && (
        <FoldButton expanded onPress={() => setOpen(0)}>
          Fold it again
        </FoldButton>
      )}
    </>
  )
}

/** Marked by a letter and a line, never by colour alone. */
export function Marked({ text, spans, upTo }: { text: string; spans: readonly Span[]; upTo?: number }) {
  return pieces(text, spans, upTo).map((piece, index) => {
    const key = `${index}.${piece.letter}`
    if (piece.letter === null) return <span key={key}>{piece.text}</span>
    return (
      <mark key={key} className="border-b border-brass-mark bg-mark text-ink">
        {piece.text}
        <Letter letter={piece.letter} />
      </mark>
    )
  })
}

export const Letter = ({ letter }: { letter: string }) => (
  <sup className="px-px text-11 font-semibold text-brass">
    <span className="sr-only">evidence </span>
    {letter}
  </sup>
)
