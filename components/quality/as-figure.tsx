import type { ReactNode } from 'react'

/** A figure to take away, below the table that it draws once more: folded, since the table says it all. */
export function AsFigure({ children }: { children: ReactNode }) {
  return (
    <details className="mt-2 text-12">
      <summary className="inline-flex min-h-6 cursor-pointer items-center text-ink-2">As a figure, CSV and SVG</summary>
      <div className="pt-2 text-13">{children}</div>
    </details>
  )
}
