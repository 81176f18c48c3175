/** The plumb bob, where something stands off the line. */
export const Bob = ({ className = '' }: { className?: string }) => (
  <svg viewBox="0 0 11 20" aria-hidden="true" className={`h-5 w-[11px] shrink-0 ${className}`}>
    <path d="M5.5 0v6" stroke="currentColor" fill="none" />
    <path d="M1 6h9v3.4L5.5 20 1 9.4z" fill="currentColor" />
  </svg>
)
