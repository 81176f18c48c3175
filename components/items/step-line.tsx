import type { WorkStep } from '@/lib/core/review/wire'
import { cx } from '../ui/cx'

interface StepLineProps {
  steps: WorkStep[]
  marks: readonly number[]
  /** With each step's own name and what it does. */
  full?: boolean
}

/** A chain's steps, hanging from the line. */
export function StepLine({ steps, marks, full = false }: StepLineProps) {
  const times = (index: number) => marks.filter((mark) => mark === index).length
  return (
    <ol className="relative mt-1 grid gap-2 pl-6 before:absolute before:-top-2 before:bottom-1 before:left-[8.5px] before:w-px before:bg-line-2">
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place; the same capability may stand twice.
        <li key={index} className="relative">
          <span
            className={cx(
              'absolute top-px -left-6 grid size-[18px] place-items-center rounded-full border bg-sheet text-11 leading-none font-medium',
              times(index) > 0 ? 'border-failed text-failed' : 'border-line-2 text-ink-2',
            )}
          >
            {index + 1}
          </span>
          <span title={step.capability}>{step.title}</span>
          {!step.listed && <span className="text-12 text-failed"> not in the list</span>}
          {times(index) > 0 && <span className="text-12 text-failed"> marked by {times(index)}</span>}
          {full && (
            <p className="text-12 text-ink-2">
              <span className="font-mono wrap-anywhere text-ink-3">{step.capability}</span> {step.description}
            </p>
          )}
        </li>
      ))}
    </ol>
  )
}
