/** How much of a whole: ink on a well, with the words beside it carrying the numbers. */
export function Meter({ value, of, label }: { value: number; of: number; label: string }) {
  const share = of > 0 ? Math.min(100, (value / of) * 100) : 0
  return (
    // biome-ignore lint/a11y/useSemanticElements: the native element cannot take the look in every browser.
    <span
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={of}
      aria-valuenow={value}
      className="inline-block h-2 w-20 bg-well align-middle"
    >
      <span className="block h-full bg-ink-2" style={{ width: `${share}%` }} />
    </span>
  )
}
