import type { ButtonHTMLAttributes } from 'react'
import { cx } from './cx'

export type ButtonVariant = 'default' | 'go' | 'bare'
export type ButtonSize = 'sm' | 'md' | 'lg'

export const buttonClass = (variant: ButtonVariant = 'default', size: ButtonSize = 'md', className?: string) =>
  cx('btn', variant !== 'default' && `btn-${variant}`, size !== 'md' && `btn-${size}`, className)

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: ButtonVariant
  size?: ButtonSize
  /** While true the button waits: it cannot be pressed, keeps its width, and says so to assistive technology. */
  busy?: boolean
}

export function Button({ variant, size, busy, className, type = 'button', disabled, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={buttonClass(variant, size, className)}
    />
  )
}
