import type { ReactNode } from 'react'

/** A word about somebody or something. Not to be pressed, and does not look as if it were. */
export function Tag({ children }: { children: ReactNode }) {
  return <span className="rounded-1 bg-well px-1.5 py-px text-12 whitespace-nowrap text-ink-2">{children}</span>
}
