import { type Count, printCount } from '@/lib/core/item/count'
import type { VerdictName } from '@/lib/core/item/filter'
import { VerdictMark, verdictWord } from '../ui/verdict'

const ORDER = ['PASSED', 'FAILED', 'CONTESTED', 'OPEN'] as const

/** How many of the filtered items have which verdict; each opens them. */
export function VerdictTally({
  counts,
  onPick,
}: {
  counts: { verdicts: Record<VerdictName, Count> } | null
  onPick: (verdict: VerdictName) => void
}) {
  if (!counts) return null
  return (
    <ul aria-label="Verdicts" className="flex gap-3.5 text-12 text-ink-2">
      {ORDER.map((verdict) => (
        <li key={verdict}>
          <button
            type="button"
            onClick={() => onPick(verdict)}
            className="inline-flex items-center gap-[5px] hover:text-ink hover:underline"
          >
            <VerdictMark verdict={verdict} label={null} />
            {printCount(counts.verdicts[verdict])} {verdictWord(verdict)}
          </button>
        </li>
      ))}
    </ul>
  )
}
