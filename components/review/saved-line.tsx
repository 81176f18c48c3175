'use client'
import { useEffect, useState } from 'react'
import type { OutboxState } from './outbox'
import { RefusedAnswers } from './refused-answers'
import type { Workbench } from './use-workbench'

/** Always true: "Saved" only after the server said so. */
export function SavedLine({ bench, breakAfterMinutes }: { bench: Workbench; breakAfterMinutes: number | null }) {
  const { sending, state, outbox } = bench
  const now = useClock()
  const ahead = Math.max(0, state.pending.length - 1)
  return (
    <footer className="flex items-center gap-4 overflow-hidden border-t border-line bg-paper px-4 text-12 whitespace-nowrap text-ink-2">
      <span role="status" className="flex items-center gap-3">
        {sending.unsent > 0 ? (
          <Unsaved sending={sending} now={now} onTry={outbox.tryNow} />
        ) : (
          <Saved sending={sending} />
        )}
      </span>
      {sending.refused.length > 0 && (
        <RefusedAnswers refused={sending.refused} onDiscard={(id) => outbox.discard(id)} />
      )}
      <span className="ml-auto max-md:hidden">
        <Work now={now} breakAfterMinutes={breakAfterMinutes} />
      </span>
      {state.exposure.dailyLimit !== null && (
        <span className="max-md:hidden">
          {state.exposure.harmfulToday} of {state.exposure.dailyLimit} harmful items today
        </span>
      )}
      <span className="text-ink-3 max-md:hidden">{ahead === 0 ? 'None loaded ahead' : `Next ${ahead} loaded`}</span>
    </footer>
  )
}

function Saved({ sending }: { sending: OutboxState }) {
  const at = sending.lastSavedAt
  return (
    <span className="flex items-center gap-1.5 text-ink">
      <i aria-hidden="true" className="size-[7px] rotate-45 bg-passed" />
      {at === null ? (
        'Nothing unsaved'
      ) : (
        <span>
          Saved
          <span className="max-md:hidden">
            {' '}
            · {sending.saved} {sending.saved === 1 ? 'judgment' : 'judgments'}, the last at {clockTime(at)}
            {sending.surplus > 0 && ` · ${sending.surplus} as surplus: kept, not counted`}
          </span>
        </span>
      )}
    </span>
  )
}

function Unsaved({ sending, now, onTry }: { sending: OutboxState; now: number; onTry: () => void }) {
  const waits = sending.failingSince !== null
  const seconds = sending.nextTryAt === null ? 0 : Math.max(0, Math.ceil((sending.nextTryAt - now) / 1_000))
  const long = waits && now - (sending.failingSince ?? now) >= 60_000
  return (
    <>
      <span className="flex items-center gap-1.5 font-medium text-brass">
        <i aria-hidden="true" className="size-[7px] rotate-45 shadow-[inset_0_0_0_1.5px_var(--brass-mark)]" />
        {sending.unsent} not saved yet
      </span>
      {waits && (
        <span className="max-md:hidden">
          kept on this machine, {seconds > 0 ? `trying again in ${seconds} s` : 'trying again'} · {sending.trouble}
        </span>
      )}
      {long && (
        <button type="button" className="underline underline-offset-3" onClick={onTry}>
          Try now
        </button>
      )}
    </>
  )
}

/** Minutes of work without a pause of five, from this page's own clock. */
function Work({ now, breakAfterMinutes }: { now: number; breakAfterMinutes: number | null }) {
  const [since, setSince] = useState(now)
  useEffect(() => {
    let last = Date.now()
    const touch = () => {
      const at = Date.now()
      if (at - last > 5 * 60_000) setSince(at)
      last = at
    }
    addEventListener('keydown', touch)
    addEventListener('pointerdown', touch)
    return () => {
      removeEventListener('keydown', touch)
      removeEventListener('pointerdown', touch)
    }
  }, [])
  const minutes = Math.floor((now - since) / 60_000)
  if (breakAfterMinutes !== null && minutes >= breakAfterMinutes) {
    return <b className="font-medium text-brass">{minutes} min since your break: a good moment for one</b>
  }
  return <>{minutes} min since your break</>
}

function useClock(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

const clockTime = (ms: number) => new Date(ms).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
