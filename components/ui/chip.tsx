import type { ReactNode } from 'react'

/** A filter that narrows a list, to be taken off. */
export function Chip({ name, children, onRemove }: { name: string; children: ReactNode; onRemove: () => void }) {
  return (
    <span className="inline-flex h-6 items-center gap-1.5 rounded-1 border border-line-2 bg-sheet px-2 text-12 whitespace-nowrap max-md:h-9">
      <span className="text-ink-3">{name}</span>
      <b className="font-medium">{children}</b>
      <button
        type="button"
        onClick={onRemove}
        aria-label={`Take off the filter ${name}`}
        className="-mr-1 px-1 text-ink-3 hover:text-ink"
      >
        ×
      </button>
    </span>
  )
}
