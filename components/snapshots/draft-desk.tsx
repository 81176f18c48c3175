'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { SnapshotSpec } from '@/lib/core/snapshot/spec'
import { Button } from '../ui/button'
import { Note } from '../ui/note'
import { type Answer, faultIn, type Refusal, UNREACHED } from './answer'
import { BuildLine } from './build-line'
import { readSpec } from './read-spec'
import { SpecFields } from './spec-fields'
import { type BuildState, isAtWork, useBuild } from './use-build'

interface DraftDeskProps {
  snapshotId: string
  name: string
  spec: SnapshotSpec
  state: BuildState
  rows: number
  error: string | null
  /** Where the list stands. */
  base: string
  actions: {
    change(input: unknown): Promise<Answer>
    freeze(input: unknown): Promise<Answer>
    discard(input: unknown): Promise<Answer>
  }
  /** The report, rendered on the server. */
  children: ReactNode
}

/** After so long without another keystroke what was changed is counted. */
const PAUSE_MS = 800

/** A draft: what it would hold stands beside the form and is counted again whenever that changes. */
export function DraftDesk({
  snapshotId,
  name,
  spec,
  state: first,
  rows,
  error,
  base,
  actions,
  children,
}: DraftDeskProps) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [changed, setChanged] = useState(false)
  const [busy, setBusy] = useState(false)
  const state = useBuild(snapshotId, first)
  const building = state.status === 'BUILDING'
  useEffect(() => () => clearTimeout(timer.current), [])

  const act = async (run: () => Promise<Answer>): Promise<boolean> => {
    setBusy(true)
    const answer = await run().catch(() => UNREACHED)
    setRefusal(answer.ok ? null : answer)
    setBusy(false)
    return answer.ok
  }
  const count = async () => {
    clearTimeout(timer.current)
    if (!form.current) return false
    const data = new FormData(form.current)
    const ok = await act(() =>
      actions.change({ snapshotId, name: String(data.get('name') ?? ''), spec: readSpec(data) }),
    )
    if (ok) setChanged(false)
    return ok
  }
  const later = () => {
    setChanged(true)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void count(), PAUSE_MS)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void count()
  }
  const atWork = isAtWork(state) || changed
  return (
    <div className="grid gap-6 xl:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <form ref={form} onSubmit={submit} onChange={later} aria-label="What goes in" className="min-w-0">
        <fieldset disabled={building} className="grid gap-4">
          <SpecFields name={name} spec={spec} fault={(field) => faultIn(refusal, field)} />
        </fieldset>
      </form>
      <section aria-label="What it would hold" className="grid min-w-0 content-start gap-4">
        {error && <Note tone="bad">{error}</Note>}
        {refusal && <Note tone="bad">{refusal.message}</Note>}
        {isAtWork(state) ? <BuildLine state={state} /> : changed && <p className="text-ink-2">Counts again…</p>}
        <div className={atWork ? 'opacity-60' : undefined} aria-busy={atWork}>
          {children}
        </div>
        <div className="flex flex-wrap gap-2">
          <Button
            variant="go"
            busy={busy || building}
            disabled={atWork || rows === 0}
            onClick={() => void act(() => actions.freeze({ snapshotId }))}
          >
            {building ? 'Being frozen…' : 'Freeze these rows'}
          </Button>
          <Button disabled={busy || building} onClick={() => void count()}>
            Count again
          </Button>
          <Button
            variant="bare"
            disabled={busy || building}
            onClick={async () => {
              if (await act(() => actions.discard({ snapshotId }))) router.push(base)
            }}
          >
            Discard the draft
          </Button>
        </div>
        <p className="max-w-[70ch] text-12 text-ink-3">
          Freezing reads the project once more, in one state, and keeps each row’s text, votes and hash. From then on
          the votes behind these rows cannot be taken back, and nothing in the snapshot changes.
        </p>
      </section>
    </div>
  )
}
