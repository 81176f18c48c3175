import type { ReactNode } from 'react'
import { cx } from '../ui/cx'

interface PanelProps {
  id?: string
  title: string
  lead: string
  /** Where panels lie two by two. */
  span?: 'two-columns' | 'two-rows'
  children: ReactNode
}

export function Panel({ id, title, lead, span, children }: PanelProps) {
  return (
    <section
      id={id}
      className={cx(
        'min-w-0 scroll-mt-20 rounded-2 border border-line-2 bg-sheet p-4',
        span === 'two-columns' && 'xl:col-span-2',
        span === 'two-rows' && 'xl:row-span-2',
      )}
    >
      <h2>{title}</h2>
      <p className="mb-2 text-12 text-ink-3">{lead}</p>
      {children}
    </section>
  )
}
