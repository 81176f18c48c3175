import type { ReactNode } from 'react'

/** What is wider than the page scrolls in here, by arrow keys too; the page itself never scrolls sideways. */
export function ScrollBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a scrolled table is no section of the page's outline.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <div role="region" aria-label={label} tabIndex={0} className="scroll-box relative overflow-x-auto">
      {children}
    </div>
  )
}
