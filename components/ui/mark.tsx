/** The plumb line. */
export function Mark({ className = 'h-[22px] w-[18px]' }: { className?: string }) {
  return (
    <svg viewBox="0 0 18 22" aria-hidden="true" className={className} fill="none">
      <path d="M4 1.75h10M9 1.75V11" stroke="currentColor" strokeWidth="1.5" />
      <path d="M5.25 11h7.5v2.6L9 21l-3.75-7.4z" fill="var(--brass-mark)" />
    </svg>
  )
}
