import type { ReactNode } from 'react'

interface FoldButtonProps {
  expanded: boolean
  onPress: () => void
  children: ReactNode
}

/** Unfolds what is kept short, or folds it again. */
export function FoldButton({ expanded, onPress, children }: FoldButtonProps) {
  return (
    <button
      type="button"
      aria-expanded={expanded}
      onClick={onPress}
      className="flex min-h-6 items-center gap-2 text-left text-12 text-ink-2 hover:text-ink max-md:min-h-9"
    >
      <svg viewBox="0 0 8 8" aria-hidden="true" className={`size-2 shrink-0 ${expanded ? 'rotate-90' : ''}`}>
        <path d="M1 0l6 4-6 4z" fill="currentColor" />
      </svg>
      <span>{children}</span>
    </button>
  )
}
