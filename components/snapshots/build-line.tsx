import { Meter } from '../ui/meter'
import type { BuildState } from './use-build'
import { figure } from './words'

const PHASES: Record<string, string> = {
  WAITING: 'Waits for a worker',
  READING: 'Reads what passed',
  COMPARING: 'Compares texts',
  WRITING: 'Writes the rows',
}

/** What a count or a freeze is at. */
export function BuildLine({ state }: { state: BuildState }) {
  return (
    <p role="status" className="flex flex-wrap items-center gap-3 text-ink-2">
      <span>
        {state.status === 'BUILDING' ? 'Being frozen' : 'Being counted'}: {PHASES[state.phase] ?? 'under way'}
        {state.phase === 'READING' && ` (${figure(state.done)} of ${figure(state.total)})`}…
      </span>
      {state.phase === 'READING' && <Meter value={state.done} of={state.total} label="Rows read" />}
    </p>
  )
}
