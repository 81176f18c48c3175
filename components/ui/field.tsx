import { type ReactNode, useId } from 'react'
import { cx } from './cx'

export interface FieldControl {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

/** A label, a control, what helps, and what is wrong with it; tied together for assistive technology. */
export function Field({
  label,
  aside,
  hint,
  error,
  className,
  children,
}: {
  label: ReactNode
  /** Beside the label, to the right. */
  aside?: ReactNode
  hint?: ReactNode
  error?: ReactNode
  className?: string
  children: (control: FieldControl) => ReactNode
}) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={cx('grid content-start gap-1', className)}>
      <div className="flex items-baseline justify-between gap-2 text-12">
        <label htmlFor={id} className="font-medium text-ink-2">
          {label}
        </label>
        {aside && <span className="text-ink-3">{aside}</span>}
      </div>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      {hint && (
        <p id={`${id}-hint`} className="text-12 text-ink-3">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-12 text-failed">
          <span aria-hidden="true">✕ </span>
          {error}
        </p>
      )}
    </div>
  )
}
