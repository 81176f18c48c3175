import type { ReactNode } from 'react'
import { cx } from '../ui/cx'

/** A headed part of the overview: a hairline under its head, an aside and an act beside it. */
export function Section({
  title,
  aside,
  act,
  className,
  children,
}: {
  title: string
  aside?: ReactNode
  act?: ReactNode
  className?: string
  children: ReactNode
}) {
  return (
    <section className={cx('min-w-0', className)}>
      <header className="flex flex-wrap items-baseline gap-x-2 border-b border-line-2 pb-1.5">
        <h2>{title}</h2>
        {aside && <span className="text-12 text-ink-3">{aside}</span>}
        {act && <span className="ml-auto text-12">{act}</span>}
      </header>
      {children}
    </section>
  )
}
