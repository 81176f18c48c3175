import { Button } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { MAX_TRIAL_CALLS, type TrialCall } from '@/lib/core/trajectory/trial'
import type { MadeCall, useTrial } from './use-trial'

interface MadeCallsProps {
  trial: ReturnType<typeof useTrial>
  /** As it stands in the form. */
  seed: string
  onReuse: (call: TrialCall) => void
}

/** The calls of this session in their order. */
export function MadeCalls({ trial, seed, onReuse }: MadeCallsProps) {
  const { made, shown, busy } = trial
  return (
    <section aria-labelledby="calls" className="min-w-0 xl:col-span-2">
      <div className="mb-1 flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 id="calls" className="text-13">
          Calls so far{' '}
          <span className="text-12 font-normal text-ink-3">
            {made.length} of at most {MAX_TRIAL_CALLS}
            {made.length > 0 && `, seed ${trial.seed}`}
          </span>
        </h2>
        {made.length > 0 && (
          <>
            <Button size="sm" busy={busy} onClick={() => trial.replay(seed)}>
              Replay from seed {seed}
            </Button>
            <Button size="sm" variant="bare" disabled={busy} onClick={trial.startOver}>
              Start over
            </Button>
          </>
        )}
        <span role="status" className="text-12 text-ink-2">
          {trial.said}
        </span>
      </div>
      {made.length === 0 && <p className="text-ink-3">None yet. What a call changes, later ones find changed.</p>}
      <ol>
        {made.map((call, place) => (
          <Line
            // biome-ignore lint/suspicious/noArrayIndexKey: a call is its place; the same one may be made twice.
            key={place}
            call={call}
            place={place}
            shown={place === shown}
            busy={busy}
            onShow={() => trial.show(place)}
            onReuse={() => onReuse(call)}
            onDrop={() => trial.drop(place)}
          />
        ))}
      </ol>
    </section>
  )
}

interface LineProps {
  call: MadeCall
  place: number
  shown: boolean
  busy: boolean
  onShow: () => void
  onReuse: () => void
  onDrop: () => void
}

function Line({ call, place, shown, busy, onShow, onReuse, onDrop }: LineProps) {
  const which = `call ${place + 1}, ${call.name}`
  return (
    <li
      className={cx(
        'grid grid-cols-[24px_minmax(0,1fr)] items-baseline gap-x-2 gap-y-1 border-t border-line py-1.5 md:grid-cols-[24px_minmax(0,1fr)_auto]',
        shown && 'bg-brass-wash',
      )}
    >
      <span className="text-right text-12 text-ink-3">{place + 1}</span>
      <div className="min-w-0">
        <span className="font-mono text-12 wrap-anywhere">{call.name}</span>{' '}
        {call.error && <span className="text-12 text-failed">✕ refused</span>}
        <p className="truncate font-mono text-12 text-ink-3">{flat(call.arguments)}</p>
      </div>
      <div className="col-start-2 flex flex-wrap gap-1.5 md:col-start-3">
        <Button size="sm" aria-pressed={shown} aria-label={`Show ${which}`} onClick={onShow}>
          Show
        </Button>
        <Button size="sm" aria-label={`Use ${which} again`} onClick={onReuse}>
          Use again
        </Button>
        <Button size="sm" variant="bare" disabled={busy} aria-label={`Drop ${which}`} onClick={onDrop}>
          Drop
        </Button>
      </div>
    </li>
  )
}

const flat = (text: string) => text.replace(/\s+/g, ' ')
