'use client'
import { useCallback, useEffect, useRef } from 'react'
import type { BenchAction, BenchState } from '@/lib/core/review/bench-state'
import { isWaiting } from '@/lib/core/review/outbox-rules'
import { ACTIVE_WITHIN_MS, HEARTBEAT_MS, WINDOW } from '@/lib/core/review/slots'
import type { ClaimOutput, HeartbeatOutput, RecentOutput } from '@/lib/core/review/wire'
import type { DraftKeeper } from './draft-keeper'
import type { Outbox } from './outbox'
import { postParting, postReview } from './post-review'
import { claimTab, tabId } from './tab-id'

const ASK_AGAIN_BELOW = 6
const MOST_HELD = 50
/** When nothing is left to serve but may be soon (a lease runs out, a queue goes on). */
const LOOK_AGAIN_MS = 15_000

type Dispatch = React.Dispatch<BenchAction>

const answeredIds = (outbox: Outbox) =>
  outbox.entries().flatMap((entry) => (isWaiting(entry) ? entry.body.entryId : []))

interface Serving {
  queueId: string
  state: BenchState
  dispatch: Dispatch
  drafts: DraftKeeper
  outbox: Outbox
}

/** Claims ahead: asks for more while items are still in hand, so that the next one is always here. */
export function useServing({ queueId, state, dispatch, drafts, outbox }: Serving) {
  const asking = useRef(false)
  /** What left the screen while a claim was on its way: that claim may still bring it. */
  const goneMeanwhile = useRef(new Set<string>())
  const pending = useRef(state.pending)
  pending.current = state.pending

  const ask = useCallback(async () => {
    if (asking.current) return
    asking.current = true
    goneMeanwhile.current.clear()
    // What waits in the outbox is answered: it keeps its slot until the answer is in, and does not come back to the screen.
    const waiting = answeredIds(outbox)
    const inHand = pending.current.map(({ entryId }) => entryId)
    const have = [...new Set([...inHand, ...waiting])].slice(0, MOST_HELD)
    const clientId = await claimTab()
    const answer = await postReview<ClaimOutput>('claim', { queueId, clientId, have, want: WINDOW })
    asking.current = false
    if (!answer.ok) return dispatch({ type: 'message', message: answer.message })
    const gone = new Set([...waiting, ...goneMeanwhile.current])
    const items = answer.data.items.filter(({ entryId }) => !gone.has(entryId))
    dispatch({ type: 'claimed', output: { ...answer.data, items }, drafts: drafts.merge(items) })
  }, [queueId, dispatch, drafts, outbox])

  useEffect(() => {
    const waited = answeredIds(outbox).length > 0
    void ask()
    // What waited from before a reload is counted, and among the recent ones, only once it is in.
    void outbox.flush().then(async () => {
      if (waited) void ask()
      const answer = await postReview<RecentOutput>('recent', { queueId })
      if (answer.ok) dispatch({ type: 'recent', output: answer.data })
    })
  }, [ask, queueId, dispatch, outbox])

  const inHand = state.pending.length
  useEffect(() => {
    const more = state.ready && state.left > inHand && !state.stop
    if (more && inHand > 0 && inHand < ASK_AGAIN_BELOW) void ask()
  }, [ask, inHand, state.left, state.ready, state.stop])

  useEffect(() => {
    if (inHand > 0 || !state.ready) return
    // Skipped ones are free for this tab again as soon as the server knows of the skip.
    const look = () => void outbox.flush().then(ask)
    look()
    return everyVisible(look)
  }, [ask, inHand, outbox, state.ready])

  useEffect(() => (state.ready ? undefined : everyVisible(() => void ask())), [ask, state.ready])

  useEffect(() => {
    // Others need not wait for the leases of a page that is gone. One that was only put away claims again when it is back.
    const leave = () => {
      const entryIds = pending.current.map(({ entryId }) => entryId).slice(0, MOST_HELD)
      if (entryIds.length > 0) postParting('release', { clientId: tabId(), entryIds })
    }
    const comeBack = (event: PageTransitionEvent) => event.persisted && void ask()
    window.addEventListener('pagehide', leave)
    window.addEventListener('pageshow', comeBack)
    return () => {
      window.removeEventListener('pagehide', leave)
      window.removeEventListener('pageshow', comeBack)
    }
  }, [ask])

  return useCallback((entryId: string) => void goneMeanwhile.current.add(entryId), [])
}

function everyVisible(look: () => void): () => void {
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') look()
  }, LOOK_AGAIN_MS)
  addEventListener('online', look)
  return () => {
    clearInterval(timer)
    removeEventListener('online', look)
  }
}

/** Keeps the leases while somebody is at work. A tab that closes lets them run out, so that a reload finds its items. */
export function useHeartbeat(queueId: string, now: React.RefObject<BenchState>, dispatch: Dispatch) {
  const activeAt = useRef(Date.now())
  useEffect(() => {
    const touch = () => {
      activeAt.current = Date.now()
    }
    const types = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const
    for (const type of types) addEventListener(type, touch, { passive: true })
    return () => {
      for (const type of types) removeEventListener(type, touch)
    }
  }, [])
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
  }, [queueId, now, dispatch])
}
