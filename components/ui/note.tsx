import type { ReactNode } from 'react'
import { cx } from './cx'

/** A word to the reader. `bad`: what happened, what was kept, what to do; announced at once. */
export function Note({ tone = 'plain', children }: { tone?: 'plain' | 'bad' | 'ok'; children: ReactNode }) {
  return (
    <div
      role={tone === 'bad' ? 'alert' : tone === 'ok' ? 'status' : undefined}
      className={cx('prose-note', tone !== 'plain' && `prose-note-${tone}`)}
    >
      {children}
    </div>
  )
}
