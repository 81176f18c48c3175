import { stepCount } from '../trajectory/words'
import { EMPTY_DRAFT } from './answer'
import type { ClaimOutput, DecisionName, DraftContent, OpinionsOutput, RecentOutput, WorkBody, WorkItem } from './wire'

/** The workbench as data: what is claimed, what was answered, what is on screen. */

export interface Answered {
  item: WorkItem
  judgmentId: string
  decision: DecisionName
  draft: DraftContent
  /** Null: it can be taken back, as far as this browser knows. */
  standsBecause: string | null
}

export interface BenchState {
  /** Claimed and not answered; the first is on screen while `at` is null. */
  pending: WorkItem[]
  /** Newest first. */
  answered: Answered[]
  /** Position in `answered` that is looked at. */
  at: number | null
  drafts: Record<string, DraftContent>
  /** Texts asked for; forgotten when their item leaves the screen. */
  revealed: Record<string, WorkBody>
  /** What others say of the answered response on screen; forgotten when it leaves. */
  views: OpinionsOutput | null
  /** CAUTION: the reasons of an ambiguous answer, none of which is needed. */
  panel: 'NONE' | 'REASONS' | 'CAUTION' | 'EDIT'
  step: number
  raw: boolean
  done: number
  left: number
  stop: ClaimOutput['stop']
  exposure: ClaimOutput['exposure']
  /** False until the first claim was answered. */
  ready: boolean
  /** A word about the last key; gone with the next one. */
  message: string | null
}

export const EMPTY_BENCH: BenchState = {
  pending: [],
  answered: [],
  at: null,
  drafts: {},
  revealed: {},
  views: null,
  panel: 'NONE',
  step: 0,
  raw: false,
  done: 0,
  left: 0,
  stop: null,
  exposure: null,
  ready: false,
  message: null,
}

export type BenchAction =
  | { type: 'claimed'; output: ClaimOutput; drafts: Record<string, DraftContent> }
  | { type: 'recent'; output: RecentOutput }
  | { type: 'lost'; entryIds: string[] }
  | { type: 'draft'; entryId: string; draft: DraftContent }
  | { type: 'panel'; panel: BenchState['panel'] }
  | { type: 'answered'; answered: Answered }
  | { type: 'gone'; entryId: string; comesBack: boolean }
  | { type: 'restored'; item: WorkItem; draft: DraftContent; judgmentId: string }
  | { type: 'revealed'; entryId: string; body: WorkBody; proposal: DraftContent['proposal'] }
  | { type: 'views'; entryId: string; views: OpinionsOutput }
  | { type: 'look'; delta: 1 | -1 }
  | { type: 'step'; delta: 1 | -1 }
  | { type: 'toStep'; step: number }
  | { type: 'raw' }
  | { type: 'message'; message: string | null }

/** What is on screen: an answered item that is looked at, else the first claimed one. */
export function onScreen(state: BenchState): { item: WorkItem; answered: Answered | null } | null {
  const looked = state.at === null ? null : state.answered[state.at]
  if (looked) return { item: looked.item, answered: looked }
  const [item] = state.pending
  return item ? { item, answered: null } : null
}

export const draftOf = (state: BenchState, entryId: string): DraftContent => state.drafts[entryId] ?? EMPTY_DRAFT

export const bodyOf = (state: BenchState, item: WorkItem): WorkBody | null =>
  item.body ?? state.revealed[item.entryId] ?? null

/** Everything that belongs to the item on screen only. */
const leaving = { views: null, panel: 'NONE', step: 0, raw: false, revealed: {}, message: null } as const

export function reduceBench(state: BenchState, action: BenchAction): BenchState {
  switch (action.type) {
    case 'claimed':
      return claimed(state, action)
    case 'recent':
      return { ...state, answered: mergeRecent(state.answered, action.output) }
    case 'lost':
      return dropLost(state, action.entryIds)
    case 'draft':
      return { ...state, drafts: { ...state.drafts, [action.entryId]: action.draft }, message: null }
    case 'panel':
      return { ...state, panel: action.panel, message: null }
    case 'answered':
      return {
        ...withoutPending(state, action.answered.item.entryId),
        answered: [action.answered, ...state.answered].slice(0, 50),
        done: state.done + 1,
      }
    case 'gone': {
      const gone = withoutPending(state, action.entryId)
      return action.comesBack ? { ...gone, left: state.left } : gone
    }
    case 'restored':
      return restored(state, action)
    case 'revealed':
      return revealed(state, action)
    case 'views':
      return seeViews(state, action)
    case 'look':
      return look(state, action.delta)
    case 'step':
      return toStep(state, state.step + action.delta)
    case 'toStep':
      return toStep(state, action.step)
    case 'raw':
      return { ...state, raw: !state.raw, message: null }
    case 'message':
      return { ...state, message: action.message }
  }
}

function claimed(state: BenchState, { output, drafts }: Extract<BenchAction, { type: 'claimed' }>): BenchState {
  const known = new Set([...state.pending, ...state.answered.map(({ item }) => item)].map(({ entryId }) => entryId))
  const fresh = output.items.filter(({ entryId }) => !known.has(entryId))
  const kept = dropLost(state, output.lost)
  const pending = [...kept.pending, ...fresh]
  // The server has not heard of what waits in the outbox: it still counts those as left. The sum is the same for both.
  const done = Math.max(output.done, kept.ready ? kept.done : 0)
  return {
    ...kept,
    pending,
    drafts: { ...drafts, ...kept.drafts },
    done,
    left: Math.max(pending.length, output.done + output.left - done, output.atLeast ? kept.left : 0),
    stop: output.stop,
    exposure: output.exposure,
    ready: true,
  }
}

/** The one on screen stays, whatever the server says: an answer to it is kept as surplus rather than lost under the reader's eyes. */
function dropLost(state: BenchState, entryIds: readonly string[]): BenchState {
  if (entryIds.length === 0) return state
  const lost = new Set(entryIds)
  return { ...state, pending: state.pending.filter((item, index) => index === 0 || !lost.has(item.entryId)) }
}

function withoutPending(state: BenchState, entryId: string): BenchState {
  const { [entryId]: _, ...drafts } = state.drafts
  const held = state.pending.some((item) => item.entryId === entryId)
  return {
    ...state,
    ...leaving,
    drafts,
    at: null,
    pending: state.pending.filter((item) => item.entryId !== entryId),
    left: held ? Math.max(0, state.left - 1) : state.left,
  }
}

function restored(
  state: BenchState,
  { item, draft, judgmentId }: Extract<BenchAction, { type: 'restored' }>,
): BenchState {
  return {
    ...state,
    ...leaving,
    at: null,
    pending: [item, ...state.pending.filter(({ entryId }) => entryId !== item.entryId)],
    answered: state.answered.filter((one) => one.judgmentId !== judgmentId),
    drafts: { ...state.drafts, [item.entryId]: draft },
    done: Math.max(0, state.done - 1),
    left: state.left + 1,
  }
}

function revealed(state: BenchState, action: Extract<BenchAction, { type: 'revealed' }>): BenchState {
  if (onScreen(state)?.item.entryId !== action.entryId) return state
  const draft = draftOf(state, action.entryId)
  const proposal = draft.proposal ?? action.proposal
  return {
    ...state,
    revealed: { [action.entryId]: action.body },
    drafts: proposal ? { ...state.drafts, [action.entryId]: { ...draft, proposal } } : state.drafts,
    message: null,
  }
}

/** Only beside the answer that they were asked for. From then on it stands. */
function seeViews(state: BenchState, { entryId, views }: Extract<BenchAction, { type: 'views' }>): BenchState {
  const shown = onScreen(state)?.answered
  if (shown?.item.entryId !== entryId) return state
  const answered = state.answered.map((one) => (one === shown ? { ...one, standsBecause: SAW_VIEWS } : one))
  return { ...state, answered, views, message: null }
}

const SAW_VIEWS = 'This judgment stands: you have read what others answered since.'

/** −1 goes back through what was answered, newest first; +1 towards the item that waits. */
function look(state: BenchState, delta: 1 | -1): BenchState {
  const from = state.at ?? -1
  const to = from - delta
  if (to < -1 || to >= state.answered.length) return state
  return { ...state, ...leaving, at: to === -1 ? null : to }
}

function toStep(state: BenchState, step: number): BenchState {
  const shown = onScreen(state)
  const body = shown && bodyOf(state, shown.item)
  const count = body ? (body.stage === 'RESPONSE' ? stepCount(body.content) : body.steps.length) : 0
  return { ...state, step: Math.min(Math.max(0, count - 1), Math.max(0, step)) }
}

function mergeRecent(answered: Answered[], output: RecentOutput): Answered[] {
  const known = new Set(answered.map(({ judgmentId }) => judgmentId))
  const older = output.judgments
    .filter(({ judgmentId }) => !known.has(judgmentId))
    .map(({ item, judgmentId, answer, standsBecause }) => ({
      item,
      judgmentId,
      decision: answer.decision ?? 'ABSTAIN',
      draft: answer,
      standsBecause,
    }))
  return [...answered, ...older]
}
