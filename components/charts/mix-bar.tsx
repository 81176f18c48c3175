interface MixBarProps {
  /** Null: nothing to measure yet; the reference alone is drawn. */
  value: number | null
  /** What it is measured against. */
  reference?: number | null
  /** The right end. */
  most: number
}

/** A share as an ink bar in a well, the reference as a brass tick. The figures stand in the same table row. */
export function MixBar({ value, reference, most }: MixBarProps) {
  const at = (part: number) => `${(most > 0 ? Math.min(1, Math.max(0, part / most)) * 100 : 0).toFixed(2)}%`
  return (
    <span aria-hidden="true" className="relative my-1 block h-3 min-w-14 bg-well">
      {value !== null && <i className="absolute inset-y-0 left-0 bg-ink-2" style={{ width: at(value) }} />}
      {reference != null && (
        <i className="absolute -inset-y-1 w-0.5 -translate-x-px bg-brass-mark" style={{ left: at(reference) }} />
      )}
    </span>
  )
}
