import type { ReactNode } from 'react'
import { cx } from './cx'

export type VerdictKind = 'PASSED' | 'FAILED' | 'CONTESTED' | 'OPEN' | 'STALE'

const LOOK: Record<VerdictKind, { word: string; colour: string; shape: ReactNode }> = {
  PASSED: { word: 'passed', colour: 'text-passed', shape: <circle cx="6" cy="6" r="4.75" fill="currentColor" /> },
  FAILED: {
    word: 'failed',
    colour: 'text-failed',
    shape: <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" strokeWidth="2" />,
  },
  CONTESTED: {
    word: 'contested',
    colour: 'text-contested',
    shape: (
      <>
        <circle cx="6" cy="6" r="4.25" stroke="currentColor" strokeWidth="1.25" />
        <path d="M6 1.75a4.25 4.25 0 0 0 0 8.5z" fill="currentColor" />
      </>
    ),
  },
  OPEN: {
    word: 'open',
    colour: 'text-open',
    shape: <circle cx="6" cy="6" r="4.25" stroke="currentColor" strokeWidth="1.25" />,
  },
  STALE: {
    word: 'stale',
    colour: 'text-stale',
    shape: <circle cx="6" cy="6" r="4.25" stroke="currentColor" strokeWidth="1.5" strokeDasharray="1.7 1.64" />,
  },
}

export const verdictWord = (verdict: VerdictKind) => LOOK[verdict].word

/** The verdict as a shape and a colour. `label` null hides it from assistive technology where the word stands beside. */
export function VerdictMark({
  verdict,
  label = LOOK[verdict].word,
  className,
}: {
  verdict: VerdictKind
  label?: string | null
  className?: string
}) {
  const { colour, shape } = LOOK[verdict]
  const said = label === null ? ({ 'aria-hidden': true } as const) : ({ role: 'img', 'aria-label': label } as const)
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: named by aria-label, or hidden where its word stands beside it.
    <svg viewBox="0 0 12 12" fill="none" {...said} className={cx('inline-block size-3 shrink-0', colour, className)}>
      {shape}
    </svg>
  )
}

/** Shape, hue and word together. */
export function VerdictText({ verdict, children }: { verdict: VerdictKind; children?: ReactNode }) {
  return (
    <span className={cx('inline-flex items-center gap-1.5 font-medium whitespace-nowrap', LOOK[verdict].colour)}>
      <VerdictMark verdict={verdict} label={null} />
      {children ?? `${LOOK[verdict].word[0]!.toUpperCase()}${LOOK[verdict].word.slice(1)}`}
    </span>
  )
}
