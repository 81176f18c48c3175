'use client'
import dynamic from 'next/dynamic'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { LabelPolicy } from '@/lib/core/compliance/labels'
import { isEmptyDraft } from '@/lib/core/review/answer'
import { bodyOf, draftOf, onScreen } from '@/lib/core/review/bench-state'
import type { Rubric } from '@/lib/core/review/wire'
import { evidenceOf } from '@/lib/core/trajectory/evidence'
import { Dialog } from '../ui/dialog'
import { BodyView } from './body-view'
import { ContextColumn } from './context-column'
import { JudgmentColumn } from './judgment-column'
import { KeysTable } from './keys-table'
import { MaskedText } from './masked-text'
import { NothingLeft } from './nothing-left'
import { SavedLine } from './saved-line'
import { TopBar } from './top-bar'
import { useKeys } from './use-keys'
import { useRun } from './use-run'
import { useWorkbench } from './use-workbench'

const EditBody = dynamic(() => import('./edit-body').then((module) => module.EditBody), {
  loading: () => <p className="text-ink-3">Opening the text…</p>,
})
const Earlier = dynamic(() => import('./earlier').then((module) => module.Earlier))

export interface WorkbenchProps {
  queue: {
    id: string
    name: string
    slots: number
    /** An item may need fewer judgments than it has slots. */
    stopsEarly: boolean
    study: boolean
    /** The gold answer is told after each. */
    calibration: boolean
    editCountsAs: 'ACCEPT' | 'REJECT'
    offersAmbiguous: boolean
  }
  project: { slug: string; name: string }
  user: { id: string; name: string }
  rubric: Rubric
  labelPolicy: LabelPolicy
  breakAfterMinutes: number | null
  support: { text: string; url: string }
  /** Blanks the screen and locks the session. */
  lockPath: string
}

export type OpenSheet = 'NONE' | 'GUIDELINES' | 'KEYS' | 'EARLIER'

export function Workbench(props: WorkbenchProps) {
  const { queue, project, user, rubric } = props
  const bench = useWorkbench({
    ...{ queueId: queue.id, userId: user.id, rubric, labelPolicy: props.labelPolicy },
    offersAmbiguous: queue.offersAmbiguous,
  })
  const [sheet, setSheet] = useState<OpenSheet>('NONE')
  const { state } = bench
  const base = `/${project.slug}`
  useKeys(bench, { rubric, setSheet, lockPath: props.lockPath, study: queue.study, base })

  const shown = onScreen(state)
  const body = shown && bodyOf(state, shown.item)
  const draft = shown ? (shown.answered?.draft ?? draftOf(state, shown.item.entryId)) : null
  const editing = state.panel === 'EDIT' && shown && !shown.answered && body && draft

  const { views } = state
  const marked = useMemo(
    () => (views && body?.stage === 'RESPONSE' ? evidenceOf(body.content, views).signals : null),
    [views, body],
  )
  const item = shown?.item
  const { dispatch } = bench
  const toStep = useCallback((step: number) => dispatch({ type: 'toStep', step }), [dispatch])
  const toggleRaw = useCallback(() => dispatch({ type: 'raw' }), [dispatch])
  const compliesFrom = draft?.compliesFrom ?? null
  const run = useRun({ body, step: state.step, compliesFrom, toStep, links: item?.frame !== null })
  // Beside the item on a wide screen, folded over it on a narrow one.
  const context = useMemo(
    () =>
      item && (
        <ContextColumn
          item={item}
          slots={queue.slots}
          stopsEarly={queue.stopsEarly}
          rubric={rubric}
          onGuidelines={() => setSheet('GUIDELINES')}
          study={queue.study}
          calibration={queue.calibration}
          base={base}
          run={run}
        />
      ),
    [item, queue.slots, queue.stopsEarly, queue.study, queue.calibration, rubric, base, run],
  )
  const page = useRef<HTMLElement>(null)
  const onPage = item?.entryId
  // biome-ignore lint/correctness/useExhaustiveDependencies: the next item starts at its top; a step that is gone to is in sight.
  useEffect(() => {
    if (state.step === 0) page.current?.scrollTo(0, 0)
    else {
      const current = page.current?.querySelector('ol [aria-current=step]:not(nav *)')
      // Steps of a response may be longer than the screen: they are read from their beginning.
      current?.scrollIntoView({ block: current.id === '' ? 'nearest' : 'start' })
    }
  }, [onPage, state.step])

  return (
    <div className="grid h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[44px_minmax(0,1fr)_32px] overflow-hidden">
      <TopBar
        queueName={queue.name}
        backTo={`/${project.slug}/review`}
        done={state.done}
        left={state.left}
        ready={state.ready}
        onSheet={setSheet}
        userName={user.name}
        lockPath={props.lockPath}
      />
      <div className="grid min-h-0 grid-cols-1 max-lg:grid-rows-[minmax(0,1fr)_auto] md:max-lg:grid-cols-[minmax(0,1fr)_360px] md:max-lg:grid-rows-1 lg:grid-cols-[264px_minmax(0,1fr)_376px]">
        <aside aria-label="Context" className="hidden overflow-auto border-r border-line p-4 lg:block">
          {context}
        </aside>
        <main ref={page} id="item" aria-label="The item" className="min-w-0 overflow-auto bg-sheet" tabIndex={-1}>
          {!shown && (
            <NothingLeft state={state} feedback={bench.sending.feedback} project={project} support={props.support} />
          )}
          {shown && !body && <MaskedText item={shown.item} context={context} onReveal={bench.reveal} />}
          {editing && (
            <EditBody
              key={shown.item.entryId}
              item={shown.item}
              body={body}
              context={context}
              proposal={draft.proposal}
              step={state.step}
              onStep={toStep}
              onChange={(proposal) => bench.change((current) => ({ ...current, proposal }))}
            />
          )}
          {shown && body && !editing && (
            <BodyView
              item={shown.item}
              body={body}
              context={context}
              step={state.step}
              marks={draft?.stepMarks ?? []}
              raw={state.raw}
              onMark={shown.answered || !shown.item.frame ? undefined : bench.markStep}
              compliesFrom={draft?.compliesFrom ?? null}
              detector={views?.detector ?? null}
              signals={marked}
              onStep={toStep}
              onRaw={toggleRaw}
            />
          )}
        </main>
        {shown && draft && (
          <JudgmentColumn
            bench={bench}
            shown={shown}
            body={body}
            draft={draft}
            rubric={rubric}
            edit={{ ...queue, measures: queue.study }}
            study={queue.study}
            onSheet={setSheet}
          />
        )}
      </div>
      <SavedLine
        bench={bench}
        drafting={Boolean(draft && !shown?.answered && !isEmptyDraft(draft))}
        breakAfterMinutes={props.breakAfterMinutes}
      />
      <Dialog
        open={sheet === 'GUIDELINES'}
        title={`${rubric.name}, guidelines version ${rubric.version}`}
        onClose={() => setSheet('NONE')}
      >
        <div className="max-w-[68ch] text-15 whitespace-pre-wrap">
          {rubric.guidelines || 'No guidelines were written for this rubric.'}
        </div>
      </Dialog>
      <Dialog open={sheet === 'KEYS'} title="All keys" onClose={() => setSheet('NONE')}>
        <KeysTable
          labels={shown?.item.stage === 'RESPONSE'}
          ambiguous={queue.offersAmbiguous}
          questionsOnly={shown?.item.frame === null}
        />
      </Dialog>
      <Dialog open={sheet === 'EARLIER'} title="Earlier texts and what was said" onClose={() => setSheet('NONE')}>
        {shown?.answered && <Earlier entryId={shown.item.entryId} rubric={rubric} body={body} />}
      </Dialog>
    </div>
  )
}
