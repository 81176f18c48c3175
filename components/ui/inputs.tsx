import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx'

export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...rest} className={cx('field', className)} />
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea {...rest} className={cx('field resize-y', className)} />
}

export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select {...rest} className={cx('field', className)} />
}

export function Checkbox({
  label,
  hint,
  className,
  ...rest
}: Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode; hint?: ReactNode }) {
  return (
    <label className={cx('grid cursor-pointer grid-cols-[14px_1fr] items-start gap-x-2 max-md:py-2', className)}>
      <input
        {...rest}
        type="checkbox"
        className="mt-[3px] size-3.5 shrink-0 accent-(--ink) disabled:cursor-not-allowed"
      />
      <span>{label}</span>
      {hint && <span className="col-start-2 text-12 text-ink-3">{hint}</span>}
    </label>
  )
}
