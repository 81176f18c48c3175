import type { ReactNode } from 'react'

/** What goes here, and the first step. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="grid justify-items-start gap-2 border-t border-line py-8">
      <h2>{title}</h2>
      {children && <div className="max-w-[60ch] text-ink-2">{children}</div>}
      {action && <div className="flex flex-wrap gap-2 pt-1">{action}</div>}
    </div>
  )
}
