'use client'
import { memo, useEffect, useMemo, useRef } from 'react'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import { type OutlineLine, outlineOf } from '@/lib/core/trajectory/outline'
import { joinSteps } from '@/lib/core/trajectory/steps'
import { cx } from '../ui/cx'
import { StepDot } from './step-dot'

const ROW = 28
/** Where the line hangs, and how far it leans at the end. */
const LINE = 14
const LEAN = 12

interface RunOutlineProps {
  content: Pick<ResponseContent, 'messages'>
  current: number
  compliesFrom: number | null
  onStep: (step: number) => void
}

/** A line a step: it hangs true until compliance begins, then leans off the plumb line. */
export const RunOutline = memo(function RunOutline({ content, current, compliesFrom, onStep }: RunOutlineProps) {
  const lines = useMemo(() => outlineOf(joinSteps(content).steps), [content])
  const box = useRef<HTMLElement>(null)
  // The outline's own box is moved, never the page.
  useEffect(() => {
    const own = box.current
    const top = (current + 1) * ROW
    if (!own || own.clientHeight === 0) return
    if (top < own.scrollTop) own.scrollTop = top - ROW
    else if (top + ROW > own.scrollTop + own.clientHeight) own.scrollTop = top + 2 * ROW - own.clientHeight
  }, [current])
  const begin = compliesFrom ?? lines.length
  const x = (index: number) => LINE + (index < begin ? 0 : (LEAN * (index - begin + 1)) / (lines.length - begin))
  const height = (lines.length + 1) * ROW
  return (
    <nav ref={box} aria-label="Steps of the run" className="-mx-2 max-h-[55vh] overflow-y-auto">
      <ol className="relative">
        <svg aria-hidden="true" width="36" height={height} className="pointer-events-none absolute top-0 left-0">
          <path d={`M${LINE} ${ROW / 2}V${height}`} className="stroke-line-2" strokeDasharray="2 2" fill="none" />
          <path d={`M${LINE} ${ROW / 2}V${(begin + 0.5) * ROW}`} className="stroke-ink-3" fill="none" />
          {begin < lines.length && (
            <path
              d={`M${LINE} ${(begin + 0.5) * ROW}L${x(lines.length - 1)} ${(lines.length + 0.5) * ROW}`}
              className="stroke-failed"
              strokeWidth="1.75"
              fill="none"
            />
          )}
        </svg>
        <li className="grid h-7 grid-cols-[36px_1fr] items-center text-ink-2">
          <span className="relative h-full">
            <svg viewBox="0 0 12 12" aria-hidden="true" className="absolute top-2 left-2 size-3">
              <circle cx="6" cy="6" r="3.8" strokeWidth="1.75" className="fill-paper stroke-role-user" />
            </svg>
          </span>
          Request
        </li>
        {lines.map((line) => (
          <Line key={line.index} line={line} x={x(line.index)} current={line.index === current} onStep={onStep} />
        ))}
      </ol>
    </nav>
  )
})

interface LineProps {
  line: OutlineLine
  x: number
  current: boolean
  onStep: (step: number) => void
}

const Line = memo(function Line({ line: { index, title, kind, aside }, x, current, onStep }: LineProps) {
  return (
    <li>
      <a
        href={`#step-${index + 1}`}
        aria-current={current ? 'step' : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return
          event.preventDefault()
          onStep(index)
        }}
        className={cx(
          'grid h-7 grid-cols-[36px_18px_minmax(0,1fr)_auto] items-center gap-x-0.5 rounded-1 pr-2 text-ink-2 no-underline hover:text-ink',
          current && 'bg-well font-medium text-ink',
        )}
      >
        <span className="relative h-full">
          <StepDot kind={kind} current={current} className="absolute top-1" style={{ left: `${x - 10}px` }} />
        </span>
        <span className="text-12 font-normal text-ink-3">{index + 1}</span>
        <span className="truncate">{title}</span>
        <span className="text-12 font-normal whitespace-nowrap text-ink-3">{aside}</span>
      </a>
    </li>
  )
})
