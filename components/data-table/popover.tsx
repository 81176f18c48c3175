'use client'
import { type ReactNode, useEffect, useRef } from 'react'
import { buttonClass } from '../ui/button'
import { cx } from '../ui/cx'

/** A disclosure that floats over the list. Closes on Esc and on a click elsewhere. */
export function Popover({
  label,
  hint,
  keyshortcut,
  align,
  children,
}: {
  label: ReactNode
  hint?: ReactNode
  keyshortcut?: string
  align: 'left' | 'right'
  children: ReactNode
}) {
  const ref = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const details = ref.current
    const onPointer = (event: PointerEvent) => {
      if (!details?.contains(event.target as Node)) details?.removeAttribute('open')
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !details?.open) return
      event.preventDefault()
      details.removeAttribute('open')
      details.querySelector('summary')?.focus()
    }
    document.addEventListener('pointerdown', onPointer)
    // Before the list's own Esc, which would close its panel too.
    document.addEventListener('keydown', onKey, true)
    return () => {
      document.removeEventListener('pointerdown', onPointer)
      document.removeEventListener('keydown', onKey, true)
    }
  }, [])
  return (
    <details ref={ref} className="relative shrink-0" data-popover={keyshortcut}>
      <summary
        aria-keyshortcuts={keyshortcut}
        className={buttonClass('bare', 'sm', 'list-none [&::-webkit-details-marker]:hidden')}
      >
        {label} {hint}
      </summary>
      <div
        className={cx(
          'absolute top-full z-30 mt-1 max-h-[60dvh] min-w-56 overflow-y-auto rounded-3 border border-line-2 bg-sheet shadow-float',
          align === 'right' ? 'right-0' : 'left-0',
        )}
      >
        {children}
      </div>
    </details>
  )
}
