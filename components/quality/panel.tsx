import type { ReactNode } from 'react'

interface PanelProps {
  id?: string
  title: string
  lead: string
  children: ReactNode
}

export function Panel({ id, title, lead, children }: PanelProps) {
  return (
    <section id={id} className="min-w-0 scroll-mt-20 rounded-2 border border-line-2 bg-sheet p-4">
      <h2>{title}</h2>
      <p className="mb-2 text-12 text-ink-3">{lead}</p>
      {children}
    </section>
  )
}
