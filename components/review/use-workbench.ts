'use client'
import { useCallback, useEffect, useMemo, useReducer, useRef, useSyncExternalStore } from 'react'
import { v7 as newId } from 'uuid'
import { answerGap, toJudgment } from '@/lib/core/review/answer'
import { type BenchState, bodyOf, draftOf, EMPTY_BENCH, onScreen, reduceBench } from '@/lib/core/review/bench-state'
import type {
  ClaimOutput,
  DecisionName,
  DraftContent,
  HeartbeatOutput,
  RecentOutput,
  RevealOutput,
  Rubric,
  WithdrawOutput,
} from '@/lib/core/review/wire'
import { DraftKeeper } from './draft-keeper'
import { Outbox } from './outbox'
import { postReview } from './post-review'
import { claimTab, tabId } from './tab-id'

const ASK_AGAIN_BELOW = 6
const WANT = 10
const HEARTBEAT_MS = 30_000
const ACTIVE_WITHIN_MS = 5 * 60_000
/** When nothing is left to serve but may be soon (a lease runs out, a queue goes on). */
const LOOK_AGAIN_MS = 15_000

const ANSWERED = 'You answered this one. Undo takes it back.'
const MASKED = 'The text is masked. Show it first, or skip, flag or abstain.'

export interface WorkbenchInput {
  queueId: string
  userId: string
  rubric: Rubric
}

/** The workbench's state and its verbs. Keys and buttons call these; the network is behind the outbox. */
export function useWorkbench({ queueId, userId, rubric }: WorkbenchInput) {
  const [state, dispatch] = useReducer(reduceBench, EMPTY_BENCH)
  const now = useRef(state)
  now.current = state
  const outbox = useMemo(() => new Outbox(userId), [userId])
  const drafts = useMemo(() => new DraftKeeper(userId), [userId])
  const sending = useSyncExternalStore(outbox.subscribe, outbox.getState, outbox.getState)
  const shownAt = useRef({ entryId: '', at: 0 })
  const activeAt = useRef(Date.now())

  useEffect(() => outbox.start(), [outbox])
  useServing(queueId, state, dispatch, drafts, outbox)
  useHeartbeat(queueId, now, activeAt, dispatch)

  const shown = onScreen(state)
  const entryId = shown?.item.entryId ?? ''
  useEffect(() => {
    if (shownAt.current.entryId !== entryId) shownAt.current = { entryId, at: Date.now() }
  }, [entryId])

  const say = useCallback((message: string) => dispatch({ type: 'message', message }), [])

  const change = useCallback(
    (edit: (draft: DraftContent) => DraftContent) => {
      const current = onScreen(now.current)
      if (!current || current.answered) return
      const draft = edit(draftOf(now.current, current.item.entryId))
      drafts.save(current.item, draft)
      dispatch({ type: 'draft', entryId: current.item.entryId, draft })
    },
    [drafts],
  )

  /** Opens the reasons or the text, or closes what is open. */
  const open = useCallback(
    (panel: 'REASONS' | 'EDIT') => {
      const current = onScreen(now.current)
      if (!current) return
      if (current.answered) return say(ANSWERED)
      if (!bodyOf(now.current, current.item)) return say(MASKED)
      dispatch({ type: 'panel', panel: now.current.panel === panel ? 'NONE' : panel })
    },
    [say],
  )

  const decide = useCallback(
    (decision: DecisionName) => {
      const current = onScreen(now.current)
      if (!current) return
      if (current.answered) return say(ANSWERED)
      const { item } = current
      if (!bodyOf(now.current, item) && decision !== 'ABSTAIN') {
        return say(MASKED)
      }
      const draft = draftOf(now.current, item.entryId)
      const gap = answerGap(draft, decision)
      if (gap) {
        dispatch({ type: 'panel', panel: decision === 'EDIT' ? 'EDIT' : 'REASONS' })
        return say(gap)
      }
      const judgmentId = newId()
      const seconds = Math.min(86_400, Math.round((Date.now() - shownAt.current.at) / 1_000))
      const body = toJudgment(item, draft, decision, rubric, { id: judgmentId, seconds })
      try {
        outbox.put({ id: judgmentId, at: Date.now(), kind: 'judgment', body })
      } catch {
        return say('This browser cannot keep the answer (its storage is full or switched off). It is not saved yet.')
      }
      drafts.forget(item.entryId)
      dispatch({ type: 'answered', answered: { item: masked(item), judgmentId, decision, draft, standsBecause: null } })
    },
    [drafts, outbox, rubric, say],
  )

  const letGo = useCallback(
    (kind: 'skip' | 'flag') => {
      const current = onScreen(now.current)
      if (!current) return
      if (current.answered) return say(ANSWERED)
      const { item } = current
      const base = { entryId: item.entryId, clientId: tabId() }
      const id = newId()
      if (kind === 'skip') outbox.put({ id, at: Date.now(), kind, body: base })
      else
        outbox.put({
          id,
          at: Date.now(),
          kind,
          body: { ...base, note: draftOf(now.current, item.entryId).note.slice(0, 2_000) },
        })
      drafts.forget(item.entryId)
      dispatch({ type: 'gone', entryId: item.entryId })
      say(kind === 'skip' ? 'Skipped. It comes back last.' : 'Flagged. Nobody is served it until a lead has looked.')
    },
    [drafts, outbox, say],
  )

  const undo = useCallback(async () => {
    const last = now.current.answered[0]
    if (!last) return say('Nothing to undo yet.')
    if (last.standsBecause) return say(last.standsBecause)
    const back = (item: typeof last.item, draft: DraftContent) => {
      dispatch({ type: 'restored', item, draft, judgmentId: last.judgmentId })
      say('Taken back. Your answer is here again as a draft.')
    }
    if (outbox.takeBack(last.judgmentId)) return back(last.item, { ...last.draft, decision: null })
    say('Taking the last one back…')
    await outbox.flush()
    const answer = await postReview<WithdrawOutput>('withdraw', { judgmentId: last.judgmentId, clientId: tabId() })
    if (!answer.ok) return say(answer.message)
    back(answer.data.item, { ...(answer.data.item.draft ?? last.draft), decision: null })
  }, [outbox, say])

  const reveal = useCallback(async () => {
    const current = onScreen(now.current)
    if (!current || bodyOf(now.current, current.item)) return
    const { entryId: asked } = current.item
    say('Fetching the text…')
    const answer = await postReview<RevealOutput>('reveal', { entryId: asked })
    if (answer.ok) dispatch({ type: 'revealed', entryId: asked, ...answer.data })
    else say(`Could not fetch the text; still masked. ${answer.message}`)
  }, [say])

  const markStep = useCallback(() => {
    const { step } = now.current
    change((draft) => ({
      ...draft,
      stepMarks: draft.stepMarks.includes(step)
        ? draft.stepMarks.filter((mark) => mark !== step)
        : [...draft.stepMarks, step],
    }))
  }, [change])

  useEffect(() => {
    const touch = () => {
      activeAt.current = Date.now()
    }
    for (const type of ['keydown', 'pointerdown', 'pointermove', 'wheel'])
      addEventListener(type, touch, { passive: true })
    return () => {
      for (const type of ['keydown', 'pointerdown', 'pointermove', 'wheel']) removeEventListener(type, touch)
    }
  }, [])

  return { state, dispatch, sending, outbox, say, change, open, decide, letGo, undo, reveal, markStep }
}

export type Workbench = ReturnType<typeof useWorkbench>

/** What is kept of an item once it is answered: a masked one keeps no text. */
const masked = <T extends { masked: boolean; body: unknown }>(item: T): T =>
  item.masked ? { ...item, body: null } : item

/** Claims ahead: asks for more while items are still in hand, so that the next one is always here. */
function useServing(
  queueId: string,
  state: BenchState,
  dispatch: React.Dispatch<Parameters<typeof reduceBench>[1]>,
  drafts: DraftKeeper,
  outbox: Outbox,
) {
  const asking = useRef(false)
  const askedAt = useRef(0)
  const pending = useRef(state.pending)
  pending.current = state.pending

  const ask = useCallback(async () => {
    if (asking.current) return
    asking.current = true
    askedAt.current = Date.now()
    // What waits in the outbox is answered: it keeps its slot until the answer is in, and does not come back to the screen.
    const waiting = outbox.entries().flatMap(({ body, refused }) => (refused ? [] : body.entryId))
    const have = [...new Set([...pending.current.map(({ entryId }) => entryId), ...waiting])].slice(0, 50)
    const clientId = await claimTab()
    const answer = await postReview<ClaimOutput>('claim', { queueId, clientId, have, want: WANT })
    asking.current = false
    if (answer.ok) {
      const items = answer.data.items.filter(({ entryId }) => !waiting.includes(entryId))
      dispatch({ type: 'claimed', output: { ...answer.data, items }, drafts: drafts.merge(items) })
    } else dispatch({ type: 'message', message: answer.message })
  }, [queueId, dispatch, drafts, outbox])

  useEffect(() => {
    void ask()
    void postReview<RecentOutput>('recent', { queueId }).then(
      (answer) => answer.ok && dispatch({ type: 'recent', output: answer.data }),
    )
  }, [ask, queueId, dispatch])

  const inHand = state.pending.length
  useEffect(() => {
    const more = state.ready && state.left > inHand && !state.stop
    if (more && inHand < ASK_AGAIN_BELOW) void ask()
  }, [ask, inHand, state.left, state.ready, state.stop])

  useEffect(() => {
    if (inHand > 0) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void ask()
    }, LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [ask, inHand])
}

/** Keeps the leases while somebody is at work; gives them back when the tab goes. */
function useHeartbeat(
  queueId: string,
  now: React.RefObject<BenchState>,
  activeAt: React.RefObject<number>,
  dispatch: React.Dispatch<Parameters<typeof reduceBench>[1]>,
) {
  useEffect(() => {
    const beat = async () => {
      const { pending, at } = now.current
      if (pending.length === 0 || Date.now() - activeAt.current > ACTIVE_WITHIN_MS) return
      const entryIds = pending.map(({ entryId }) => entryId)
      const showing = at === null ? (entryIds[0] ?? null) : null
      const answer = await postReview<HeartbeatOutput>('heartbeat', { queueId, clientId: tabId(), entryIds, showing })
      if (answer.ok && answer.data.lost.length > 0) dispatch({ type: 'lost', entryIds: answer.data.lost })
    }
    const timer = setInterval(beat, HEARTBEAT_MS)
    return () => clearInterval(timer)
  }, [queueId, now, activeAt, dispatch])
}
