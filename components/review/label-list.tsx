import { LABEL_WORDS, type LabelOutcome, type ResponseLabel } from '@/lib/core/compliance/labels'
import type { LabelLine } from '@/lib/core/review/label'
import { cx } from '../ui/cx'
import { type VerdictKind, VerdictMark } from '../ui/verdict'

export const OUTCOME: Record<LabelOutcome, { mark: VerdictKind; word: string; on: string }> = {
  PASS: { mark: 'PASSED', word: 'passes', on: 'border-passed! bg-passed-wash' },
  FAIL: { mark: 'FAILED', word: 'fails', on: 'border-failed! bg-failed-wash' },
  AGAIN: { mark: 'STALE', word: 'made again', on: 'border-stale! bg-well' },
}

interface LabelListProps {
  lines: readonly LabelLine[]
  chosen: ResponseLabel | null
  /** Without it the list is only read. */
  onPick?: ((line: LabelLine) => void) | undefined
  legend: string
  aside?: string
}

/** What the agent did, one of a closed few, each with its key and with what it decides as shape and word. */
export function LabelList({ lines, chosen, onPick, legend, aside }: LabelListProps) {
  return (
    <div>
      <p className="flex justify-between gap-2 border-line text-12 md:border-b md:pb-1">
        <b id="label-legend" className="font-medium text-ink-2">
          {legend}
        </b>
        {aside && <span className="text-ink-3 max-md:hidden">{aside}</span>}
      </p>
      <div
        role="radiogroup"
        aria-labelledby="label-legend"
        className="max-md:mt-1.5 max-md:grid max-md:grid-cols-2 max-md:gap-1.5"
      >
        {lines.map((line) => (
          <LabelRow key={line.label} line={line} on={line.label === chosen} onPick={onPick} />
        ))}
      </div>
    </div>
  )
}

function LabelRow({ line, on, onPick }: { line: LabelLine; on: boolean; onPick: LabelListProps['onPick'] }) {
  const { mark, word, on: colours } = OUTCOME[line.decides]
  return (
    // biome-ignore lint/a11y/useSemanticElements: a radio with a key printed on it; its key picks it, Enter sends it.
    <button
      type="button"
      role="radio"
      aria-checked={on}
      aria-keyshortcuts={line.press}
      data-enter-sends=""
      disabled={!onPick}
      onClick={() => onPick?.(line)}
      className={cx(
        'grid min-h-8 w-full grid-cols-[16px_14px_1fr_auto] items-center gap-2 border border-transparent border-b-line px-2 text-left max-md:min-h-11 max-md:grid-cols-[14px_minmax(0,1fr)_auto] max-md:rounded-1 max-md:border-line-2 max-md:bg-sheet max-md:leading-4',
        on ? cx('rounded-1 font-medium', colours) : onPick && 'hover:bg-well',
      )}
    >
      <span aria-hidden="true" className="text-center text-12 text-ink-3 max-md:hidden">
        {line.press}
      </span>
      <span
        aria-hidden="true"
        className={cx('size-3.5 rounded-full border', on ? 'border-4 border-current' : 'border-edge')}
      />
      <span>{LABEL_WORDS[line.label]}</span>
      <span className="flex items-center gap-1.5 text-12 font-normal text-ink-2 md:w-24">
        <VerdictMark verdict={mark} label={null} /> <span className="max-md:sr-only">{word}</span>
      </span>
    </button>
  )
}
