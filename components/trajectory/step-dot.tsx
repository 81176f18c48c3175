import type { CSSProperties } from 'react'
import type { OutlineLine } from '@/lib/core/trajectory/outline'

interface StepDotProps {
  kind: OutlineLine['kind']
  current: boolean
  className?: string
  style?: CSSProperties
}

/** What a step is, by shape: a full dot calls, a ring says, a triangle failed; a brass ring around it is where you are. */
export function StepDot({ kind, current, className = '', style }: StepDotProps) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className={`size-5 ${className}`} style={style}>
      {current && <circle cx="10" cy="10" r="8.5" strokeWidth="1.5" className="fill-none stroke-brass-mark" />}
      {kind === 'CALL' && <circle cx="10" cy="10" r="3.6" className="fill-ink-2" />}
      {kind === 'WORDS' && <circle cx="10" cy="10" r="3.8" strokeWidth="1.4" className="fill-paper stroke-ink-2" />}
      {kind === 'EMPTY' && <path d="M6 10h8" strokeWidth="1.6" className="stroke-ink-3" />}
      {kind === 'ERROR' && <path d="M10 5.2l5 8.6H5z" strokeWidth="1.5" className="fill-paper stroke-role-tool" />}
    </svg>
  )
}
