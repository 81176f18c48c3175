'use client'
import { type ReactNode, useEffect, useRef } from 'react'
import { cx } from '../ui/cx'

/** A disclosure that floats. Closes on Esc, on a click elsewhere and after a choice. */
export function Menu({
  label,
  trigger,
  align,
  children,
}: {
  label: string
  trigger: ReactNode
  align: 'left' | 'right'
  children: ReactNode
}) {
  const ref = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const details = ref.current
    const close = () => details?.removeAttribute('open')
    const onPointer = (event: PointerEvent) => {
      if (!details?.contains(event.target as Node)) close()
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !details?.open) return
      close()
      details.querySelector('summary')?.focus()
    }
    document.addEventListener('pointerdown', onPointer)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('pointerdown', onPointer)
      document.removeEventListener('keydown', onKey)
    }
  }, [])
  return (
    <details ref={ref} className="relative">
      <summary className="flex cursor-pointer list-none items-center gap-1.5 rounded-1 px-1.5 py-1 hover:bg-well [&::-webkit-details-marker]:hidden">
        <span className="sr-only">{label}</span>
        <span aria-hidden="true" className="flex items-center gap-1.5">
          {trigger}
          <span className="text-11 text-ink-3">▾</span>
        </span>
      </summary>
      <div
        className={cx(
          'absolute top-full z-30 mt-1 min-w-52 rounded-3 border border-line-2 bg-sheet py-1 shadow-float',
          align === 'right' ? 'right-0' : 'left-0',
        )}
      >
        {children}
      </div>
    </details>
  )
}
