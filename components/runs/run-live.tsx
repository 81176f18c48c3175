'use client'
import { type ReactNode, useEffect, useState } from 'react'
import type { RunProgress } from '@/lib/core/run/views'
import { runStatusWords } from '@/lib/core/run/words'
import { isPlainKey } from '../layout/is-plain-key'
import { Section } from '../overview/section'
import { Button } from '../ui/button'
import { Kbd } from '../ui/kbd'
import { LocalTime } from '../ui/local-time'
import { Note } from '../ui/note'
import { FailureTable } from './failure-table'
import { type RunActions, RunActs } from './run-acts'
import { RunDot } from './run-dot'
import { RunFacts } from './run-facts'
import { RunStrip } from './run-strip'
import { useRunProgress } from './use-run-progress'

interface RunLiveProps {
  runId: string
  first: RunProgress
  priced: boolean
  /** "chains", "new attempts" */
  made: string
  /** The list of what it made; null: it makes no items. */
  madeHref: string | null
  base: string
  actions: RunActions
  /** Its name, beside its state. */
  title: ReactNode
  /** The list of calls: read again as they end, unless it is held still. */
  children: ReactNode
}

/** A run as it goes on: the figures by themselves, the lists below when a call has ended. */
export function RunLive({ runId, first, priced, made, madeHref, base, actions, title, children }: RunLiveProps) {
  const [held, setHeld] = useState(false)
  const { progress, live, silent } = useRunProgress(runId, first, held)
  useHoldKey(() => setHeld((before) => !before))
  const { status, pauseMessage, counts, total } = progress
  return (
    <>
      <header className="mb-2 flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          {title}
          <p role="status">
            <RunDot status={status} /> <b className="font-medium">{capital(runStatusWords({ ...progress, counts }))}</b>
            <span className="ml-3 text-12 text-ink-3">
              {silent ? 'could not be updated since ' : 'as of '}
              <LocalTime iso={progress.asOf.toISOString()} style="clock" />
            </span>
          </p>
        </div>
        <RunActs {...{ runId, progress, priced, actions }} />
      </header>
      {pauseMessage && status === 'PAUSED' && (
        <div className="mb-3">
          <Note tone="bad">{pauseMessage}</Note>
        </div>
      )}
      <RunStrip counts={counts} total={total} />
      <RunFacts progress={progress} made={made} madeHref={madeHref} />
      <Section title="Failures by class" aside="over all tries of its calls">
        <FailureTable failures={progress.failures} base={base} />
      </Section>
      {live && (
        <div className="mt-4 flex justify-end">
          <Button variant="bare" size="sm" aria-pressed={held} onClick={() => setHeld(!held)}>
            {held ? 'The list is held still' : 'Hold the list still'} <Kbd>H</Kbd>
          </Button>
        </div>
      )}
      {children}
    </>
  )
}

const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1)

function useHoldKey(onHold: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'h' && isPlainKey(event)) onHold()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
}
