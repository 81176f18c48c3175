'use client'
import { useEffect, useState } from 'react'
import type { Outbox, OutboxState } from './outbox'
import { RefusedAnswers } from './refused-answers'
import type { Workbench } from './use-workbench'
import { WorkTime } from './work-time'

interface SavedLineProps {
  bench: Workbench
  /** Something was typed or chosen for the item on screen. */
  drafting: boolean
  breakAfterMinutes: number | null
}

/** Always true: "Saved" only after the server said so. */
export function SavedLine({ bench, drafting, breakAfterMinutes }: SavedLineProps) {
  const { sending, state, outbox } = bench
  const ahead = Math.max(0, state.pending.length - 1)
  const { exposure } = state
  return (
    <footer className="flex items-center gap-4 overflow-hidden border-t border-line bg-paper px-4 text-12 whitespace-nowrap text-ink-2">
      <SavedState sending={sending} outbox={outbox} />
      {drafting && (
        <span className="text-ink-3">
          <span className="max-md:hidden">This one is a draft, kept on this machine</span>
          <span className="md:hidden">this one is a draft</span>
        </span>
      )}
      <span className="ml-auto max-md:hidden">
        <WorkTime breakAfterMinutes={breakAfterMinutes} />
      </span>
      {exposure && <Exposure {...exposure} />}
      <span className="text-ink-3 max-lg:hidden">{ahead === 0 ? 'None loaded ahead' : `Next ${ahead} loaded`}</span>
    </footer>
  )
}

function Exposure({ harmfulToday, dailyLimit }: NonNullable<Workbench['state']['exposure']>) {
  if (harmfulToday === 0 && dailyLimit === null) return null
  return (
    <span className="max-lg:hidden">
      {dailyLimit === null ? harmfulToday : `${harmfulToday} of ${dailyLimit}`} harmful{' '}
      {(dailyLimit ?? harmfulToday) === 1 ? 'item' : 'items'} today
    </span>
  )
}

/** What waits, what was saved, what was refused. */
export function SavedState({ sending, outbox }: { sending: OutboxState; outbox: Outbox }) {
  return (
    <>
      <span role="status" className="flex items-center gap-3">
        {sending.unsent > 0 ? <Unsaved sending={sending} onTry={outbox.tryNow} /> : <Saved sending={sending} />}
      </span>
      {sending.refused.length > 0 && (
        <RefusedAnswers refused={sending.refused} onDiscard={(id) => outbox.discard(id)} />
      )}
    </>
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

const TRY_NOW_AFTER_MS = 60_000
/** What only the person can mend, and where. */
const MEND: Record<string, { href: string; label: string }> = {
  unauthenticated: { href: '/sign-in', label: 'Sign in, in another tab' },
  locked: { href: '/locked', label: 'Unlock, in another tab' },
}

function Unsaved({ sending, onTry }: { sending: OutboxState; onTry: () => void }) {
  const now = useClock()
  const { trouble, failingSince, nextTryAt } = sending
  const seconds = nextTryAt === null ? 0 : Math.max(0, Math.ceil((nextTryAt - now) / 1_000))
  const mend = trouble && MEND[trouble.code]
  return (
    <>
      <span className="flex items-center gap-1.5 font-medium text-brass">
        <i aria-hidden="true" className="size-[7px] rotate-45 shadow-[inset_0_0_0_1.5px_var(--brass-mark)]" />
        {sending.unsent} not saved yet
      </span>
      {trouble && (
        <span className="max-md:hidden">
          <span title={trouble.message}>kept on this machine</span>,{' '}
          <span aria-hidden="true">{seconds > 0 ? `trying again in ${seconds} s` : 'trying again'}</span>
        </span>
      )}
      {mend && (
        <a href={mend.href} target="_blank" rel="noopener">
          {mend.label}
        </a>
      )}
      {(mend || (failingSince !== null && now - failingSince >= TRY_NOW_AFTER_MS)) && (
        <button type="button" className="underline underline-offset-3" onClick={onTry}>
          Try now
        </button>
      )}
    </>
  )
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
