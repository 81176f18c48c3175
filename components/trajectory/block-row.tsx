import type { ReactNode } from 'react'
import { cx } from '../ui/cx'

interface BlockRowProps {
  speaker: 'System' | 'User' | 'Model' | 'Result'
  id?: string
  current?: boolean
  past?: boolean
  /** Under the speaker's name. */
  under?: ReactNode
  children: ReactNode
}

const COLOUR = { System: 'text-ink-3', User: 'text-role-user', Model: 'text-ink-2', Result: 'text-role-tool' } as const

/** Who speaks, and what. Rows off the screen are not laid out, so that a run of any length scrolls. */
export function BlockRow({ speaker, id, current = false, past = false, under, children }: BlockRowProps) {
  return (
    <li
      id={id}
      aria-current={current ? 'step' : undefined}
      className={cx(
        'grid scroll-mt-12 grid-cols-[60px_minmax(0,1fr)] gap-x-4 border-t border-line py-2.5 pr-4 pl-4 [contain-intrinsic-size:auto_132px] [content-visibility:auto] first:border-t-0 max-md:scroll-mt-24 max-md:grid-cols-1 max-md:gap-y-0.5 max-md:px-3 md:pr-6',
        past && 'border-l-3 border-l-failed md:pl-[13px]',
        current && 'bg-paper shadow-[inset_2px_0_0_var(--brass-mark)]',
      )}
    >
      <div className="flex flex-col text-right max-md:flex-row max-md:items-baseline max-md:gap-2 max-md:text-left">
        <h3 className={cx('text-12 leading-6 font-medium max-md:leading-5', COLOUR[speaker])}>{speaker}</h3>
        {under}
      </div>
      <div className="min-w-0">{children}</div>
    </li>
  )
}
