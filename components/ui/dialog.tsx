'use client'
import { type ReactNode, useEffect, useRef } from 'react'
import { Button } from './button'

/** A sheet over the page, for what is asked for: never in the normal path of work. Esc closes it. */
export function Dialog({
  open,
  title,
  onClose,
  children,
}: {
  open: boolean
  title: string
  onClose: () => void
  children: ReactNode
}) {
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = ref.current
    if (open && !dialog?.open) dialog?.showModal()
    if (!open && dialog?.open) dialog.close()
  }, [open])
  return (
    <dialog
      ref={ref}
      onClose={onClose}
      aria-label={title}
      className="m-auto max-h-[85dvh] w-[min(640px,calc(100vw-32px))] rounded-3 border border-line-2 bg-sheet p-0 text-ink shadow-float backdrop:bg-[rgb(0_0_0/.35)]"
    >
      <div className="sticky top-0 flex items-center justify-between gap-4 border-b border-line bg-sheet px-4 py-2">
        <h2>{title}</h2>
        <Button variant="bare" size="sm" onClick={onClose}>
          Close
        </Button>
      </div>
      <div className="p-4">{open && children}</div>
    </dialog>
  )
}
