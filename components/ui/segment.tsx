import type { ReactNode } from 'react'
import { cx } from './cx'

export interface SegmentOption<V extends string> {
  value: V
  label: ReactNode
}

/** One of a few, side by side. */
export function Segment<V extends string>({
  label,
  options,
  value,
  onChange,
}: {
  label: string
  options: readonly SegmentOption<V>[]
  value: V | null
  onChange: (value: V) => void
}) {
  return (
    <fieldset className="inline-flex overflow-hidden rounded-1 border border-line-2 bg-sheet" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className={cx(
            'inline-flex h-6 items-center gap-1.5 border-l border-line px-2.5 text-12 whitespace-nowrap first:border-l-0 max-md:h-9',
            option.value === value ? 'bg-act text-act-ink' : 'text-ink-2 hover:bg-well hover:text-ink',
          )}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  )
}
