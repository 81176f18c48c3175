import type { RunProgress } from '@/lib/core/run/views'
import { underWay } from '@/lib/core/run/words'
import { cx } from '../ui/cx'

/** Up to here each call has a mark of its own. */
const MARKS = 160

const LOOKS = {
  applied: 'h-[18px] bg-ink-2',
  trouble: 'h-[9px] bg-failed',
  out: 'h-[18px] bg-brass-mark',
  waiting: 'h-[18px] border border-line-2',
  cancelled: 'h-[9px] border border-dashed border-edge',
} as const
type Part = { key: keyof typeof LOOKS; n: number; words: string }

/** One mark a call while they can be told apart, else a bar in the same parts; the words below carry the numbers. */
export function RunStrip({ counts, total }: Pick<RunProgress, 'counts' | 'total'>) {
  const all: Part[] = [
    { key: 'applied', n: counts.APPLIED, words: 'applied' },
    { key: 'trouble', n: counts.FAILED + counts.NEEDS_ATTENTION, words: 'failed or to be looked at' },
    { key: 'out', n: underWay(counts), words: 'under way' },
    { key: 'waiting', n: counts.WAITING, words: 'waiting' },
    { key: 'cancelled', n: counts.CANCELLED, words: 'cancelled' },
  ]
  const parts = all.filter(({ n }) => n > 0)
  const said = parts.map(({ n, words }) => `${n.toLocaleString('en-US')} ${words}`).join(', ')
  return (
    <div>
      <div
        role="img"
        aria-label={`${total.toLocaleString('en-US')} calls: ${said}`}
        className="flex flex-wrap items-end gap-[3px]"
      >
        {total <= MARKS
          ? parts.flatMap(({ key, n }) =>
              Array.from({ length: n }, (_, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: marks of one kind are alike.
                <i key={`${key}${at}`} className={cx('max-w-5 min-w-[3px] flex-1', LOOKS[key])} />
              )),
            )
          : parts.map(({ key, n }) => <i key={key} className={cx('min-w-[3px]', LOOKS[key])} style={{ flex: n }} />)}
      </div>
      <p className="mt-1.5 flex flex-wrap gap-x-4 text-12 text-ink-2">
        {parts.map(({ key, n, words }) => (
          <span key={key} className="inline-flex items-end gap-1.5">
            <i aria-hidden="true" className={cx('mb-[3px] w-2', LOOKS[key], 'max-h-[10px]')} />
            {n.toLocaleString('en-US')} {words}
          </span>
        ))}
      </p>
    </div>
  )
}
