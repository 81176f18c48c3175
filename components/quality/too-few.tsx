import type { RateLine } from '@/lib/core/review/quality-report'
import { BLIND_BELOW } from '@/lib/core/review/rates'

const isWithheld = ({ figures, n }: RateLine) => figures.majority.value === null && n > 0

/** What stands where a rate would: nothing to count, or too few of them to be told to people who judge. */
export const noRate = (line: RateLine) => (isWithheld(line) ? `too few (${line.n})` : 'no data')

/** Says once what the short cells of a table mean; nothing where it has none. */
export function TooFewNote({ lines }: { lines: readonly RateLine[] }) {
  if (!lines.some(isWithheld)) return null
  return (
    <p className="pt-2 text-12 text-ink-3">
      Too few: rates show from {BLIND_BELOW} closed ones on, so that the first few lead nobody who judges here.
    </p>
  )
}
