import type { RunStatus } from '@/lib/core/run/words'
import { cx } from '../ui/cx'

/** Brass and full while it works, hollow while it stands; the words beside it say the same. */
export const RunDot = ({ status }: { status: RunStatus }) => (
  <i
    aria-hidden="true"
    className={cx(
      'mr-1 inline-block size-2 rounded-full border',
      status === 'RUNNING' && 'border-brass-mark bg-brass-mark',
      status === 'PAUSED' && 'border-brass-mark',
      status === 'DONE' && 'border-ink-2 bg-ink-2',
      status === 'CANCELLED' && 'border-edge',
    )}
  />
)
