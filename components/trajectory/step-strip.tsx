'use client'
import { memo, useEffect, useMemo, useRef } from 'react'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import { outlineOf } from '@/lib/core/trajectory/outline'
import { joinSteps } from '@/lib/core/trajectory/steps'
import { cx } from '../ui/cx'
import { StepDot } from './step-dot'

interface StepStripProps {
  content: Pick<ResponseContent, 'messages'>
  current: number
  compliesFrom: number | null
  onStep: (step: number) => void
}

const WIDTH = 48

/** The outline of a phone: one mark a step, the rest by scrolling sideways. */
export const StepStrip = memo(function StepStrip({ content, current, compliesFrom, onStep }: StepStripProps) {
  const lines = useMemo(() => outlineOf(joinSteps(content).steps), [content])
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    if (box.current) box.current.scrollLeft = current * WIDTH - box.current.clientWidth / 2
  }, [current])
  return (
    <nav
      ref={box}
      aria-label="Steps"
      className="sticky top-11 z-10 overflow-x-auto border-b border-line bg-sheet md:hidden"
    >
      <ol className="flex min-w-full">
        {lines.map(({ index, kind, title }) => (
          <li key={index} className="flex-1" style={{ minWidth: WIDTH }}>
            <a
              href={`#step-${index + 1}`}
              aria-label={`Step ${index + 1}: ${title}`}
              aria-current={index === current ? 'step' : undefined}
              onClick={(event) => {
                event.preventDefault()
                onStep(index)
              }}
              className={cx(
                'grid min-h-11 justify-items-center border-b-2 text-12 no-underline',
                index === current ? 'border-brass-mark font-medium text-ink' : 'border-transparent text-ink-2',
                compliesFrom !== null && index >= compliesFrom && 'shadow-[inset_0_2px_0_var(--failed)]',
              )}
            >
              <StepDot kind={kind} current={false} />
              {index + 1}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
})
