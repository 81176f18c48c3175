'use client'
import { useCallback, useEffect, useMemo, useReducer, useRef, useSyncExternalStore } from 'react'
import { v7 as newId } from 'uuid'
import type { LabelPolicy } from '@/lib/core/compliance/labels'
import { answerGap, toJudgment } from '@/lib/core/review/answer'
import { bodyOf, draftOf, EMPTY_BENCH, onScreen, reduceBench } from '@/lib/core/review/bench-state'
import {
  acceptingDraft,
  decisionOf,
  type LabelLine,
  labelGap,
  labelRule,
  leaveStepUnsaid,
  markCompliance,
  pickLabel,
} from '@/lib/core/review/label'
import type { OutboxEntry } from '@/lib/core/review/outbox-rules'
import { answerNext as answerNextQuestion, questionsGap } from '@/lib/core/review/questions'
import type {
  DecisionName,
  DraftContent,
  OpinionsOutput,
  RevealOutput,
  Rubric,
  WithdrawOutput,
} from '@/lib/core/review/wire'
import { DraftKeeper } from './draft-keeper'
import { Outbox } from './outbox'
import { postReview } from './post-review'
import { tabId } from './tab-id'
import { useHeartbeat, useServing } from './use-serving'

const ANSWERED = 'You answered this one. Undo takes it back.'
const FULL =
  'This browser cannot keep the answer (its storage is full or switched off). It is not saved yet, and stays on screen.'
const MASKED = 'The text is masked. Show it first, or skip, flag or abstain.'

/** Where what an answer still lacks is given. */
const PANEL_OF = {
  ACCEPT: 'REASONS',
  REJECT: 'REASONS',
  ABSTAIN: 'REASONS',
  EDIT: 'EDIT',
  AMBIGUOUS: 'CAUTION',
} as const

export interface WorkbenchInput {
  queueId: string
  userId: string
  rubric: Rubric
  labelPolicy: LabelPolicy
  /** AMBIGUOUS is among the answers. */
  offersAmbiguous: boolean
}

/** The workbench's state and its verbs. Keys and buttons call these; the network is behind the outbox. */
export function useWorkbench({ queueId, userId, rubric, labelPolicy, offersAmbiguous }: WorkbenchInput) {
  const [state, dispatch] = useReducer(reduceBench, EMPTY_BENCH)
  const now = useRef(state)
  now.current = state
  const outbox = useMemo(() => new Outbox(userId), [userId])
  const drafts = useMemo(() => new DraftKeeper(userId), [userId])
  const sending = useSyncExternalStore(outbox.subscribe, outbox.getState, outbox.getState)
  const shownAt = useRef({ entryId: '', at: 0 })

  useEffect(() => outbox.start(), [outbox])
  const noteGone = useServing({ queueId, state, dispatch, drafts, outbox })
  useHeartbeat(queueId, now, dispatch)

  const shown = onScreen(state)
  const entryId = shown?.item.entryId ?? ''
  useEffect(() => {
    if (shownAt.current.entryId !== entryId) shownAt.current = { entryId, at: Date.now() }
  }, [entryId])

  const say = useCallback((message: string) => dispatch({ type: 'message', message }), [])

  /** Into the outbox, or nothing moves on. */
  const keep = useCallback(
    (entry: OutboxEntry): boolean => {
      try {
        outbox.put(entry)
      } catch {
        say(FULL)
        return false
      }
      noteGone(entry.body.entryId)
      // A skipped one comes back, and what was typed with it.
      if (entry.kind !== 'skip') drafts.forget(entry.body.entryId)
      return true
    },
    [drafts, noteGone, outbox, say],
  )

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
    (panel: 'REASONS' | 'CAUTION' | 'EDIT') => {
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
      const labels = labelRule(item, labelPolicy)
      const typed = draftOf(now.current, item.entryId)
      const draft = labels && decision === 'ACCEPT' ? acceptingDraft(typed, labels) : typed
      const gap = item.frame ? answerGap(draft, decision, labels, rubric) : questionsGap(draft, decision, rubric)
      if (gap) {
        if (!labels) dispatch({ type: 'panel', panel: PANEL_OF[decision] })
        return say(gap)
      }
      const judgmentId = newId()
      const seconds = Math.min(86_400, Math.round((Date.now() - shownAt.current.at) / 1_000))
      const body = toJudgment(item, draft, decision, rubric, { id: judgmentId, seconds }, labels)
      if (!keep({ id: judgmentId, at: Date.now(), kind: 'judgment', body })) return
      dispatch({ type: 'answered', answered: { item: masked(item), judgmentId, decision, draft, standsBecause: null } })
    },
    [keep, labelPolicy, rubric, say],
  )

  /** Of a response: sends the label that is picked, as what it decides. */
  const submitLabel = useCallback(() => {
    const current = onScreen(now.current)
    const rule = current && labelRule(current.item, labelPolicy)
    if (!current || !rule) return
    if (current.answered) return say(ANSWERED)
    const draft = draftOf(now.current, current.item.entryId)
    const decision = decisionOf(draft.label, rule)
    if (decision) decide(decision)
    else say(labelGap(draft, 'REJECT', rule) ?? '')
  }, [decide, labelPolicy, say])

  const letGo = useCallback(
    (kind: 'skip' | 'flag') => {
      const current = onScreen(now.current)
      if (!current) return
      if (current.answered) return say(ANSWERED)
      const { item } = current
      const note = draftOf(now.current, item.entryId).note.slice(0, 2_000)
      const base = { entryId: item.entryId, clientId: tabId() }
      const made = { id: newId(), at: Date.now() }
      if (!keep(kind === 'skip' ? { ...made, kind, body: base } : { ...made, kind, body: { ...base, note } })) return
      dispatch({ type: 'gone', entryId: item.entryId, comesBack: kind === 'skip' })
      say(kind === 'skip' ? 'Skipped. It comes back last.' : 'Flagged. Nobody is served it until a lead has looked.')
    },
    [keep, say],
  )

  const undoing = useRef(false)
  const undo = useCallback(async () => {
    if (undoing.current) return
    const last = now.current.answered[0]
    if (!last) return say('Nothing to undo yet.')
    if (last.standsBecause) return say(last.standsBecause)
    const back = (item: typeof last.item, draft: DraftContent) => {
      drafts.save(item, draft)
      dispatch({ type: 'restored', item, draft, judgmentId: last.judgmentId })
      say('Taken back. Your answer is here again as a draft.')
    }
    if (outbox.takeBack(last.judgmentId)) return back(last.item, { ...last.draft, decision: null })
    say('Taking the last one back…')
    undoing.current = true
    await outbox.flush()
    const answer = await postReview<WithdrawOutput>('withdraw', { judgmentId: last.judgmentId, clientId: tabId() })
    undoing.current = false
    if (!answer.ok) return say(`Not taken back, your answer stands. ${answer.message}`)
    outbox.withdrawn(last.judgmentId)
    back(answer.data.item, { ...(answer.data.item.draft ?? last.draft), decision: null })
  }, [drafts, outbox, say])

  const reveal = useCallback(async () => {
    const current = onScreen(now.current)
    if (!current || bodyOf(now.current, current.item)) return
    const { entryId: asked } = current.item
    say('Fetching the text…')
    const answer = await postReview<RevealOutput>('reveal', { entryId: asked })
    if (answer.ok) dispatch({ type: 'revealed', entryId: asked, ...answer.data })
    else say(`Could not fetch the text; still masked. ${answer.message}`)
  }, [say])

  /** A label, once the text can be read; one that passes closes the strip of those that fail. */
  const label = useCallback(
    (line: LabelLine) => {
      const current = onScreen(now.current)
      if (!current || current.answered) return
      if (!bodyOf(now.current, current.item)) return say(MASKED)
      change((draft) => pickLabel(draft, line.label))
      if (now.current.panel === 'REASONS' && line.decides === 'PASS') dispatch({ type: 'panel', panel: 'NONE' })
    },
    [change, say],
  )

  /** Evidence and other views, beside an answer that is looked at: asked for, since from then on the answer stands. */
  const seeViews = useCallback(async () => {
    const current = onScreen(now.current)
    if (!current?.answered) return
    const { entryId: asked } = current.item
    say('Asking the server…')
    await outbox.flush()
    const answer = await postReview<OpinionsOutput>('opinions', { entryId: asked })
    if (answer.ok) dispatch({ type: 'views', entryId: asked, views: answer.data })
    else say(answer.message)
  }, [outbox, say])

  const answerNext = useCallback(
    (yes: boolean) => {
      const current = onScreen(now.current)
      if (!current || current.answered) return
      if (!bodyOf(now.current, current.item)) return say(MASKED)
      const next = answerNextQuestion(draftOf(now.current, current.item.entryId), rubric, yes)
      if (typeof next === 'string') say(next)
      else change(() => next)
    },
    [change, rubric, say],
  )

  const leaveUnsaid = useCallback(() => change(leaveStepUnsaid), [change])

  const markStep = useCallback(
    (step = now.current.step) => {
      const current = onScreen(now.current)
      if (!current || !bodyOf(now.current, current.item)) return
      const rule = labelRule(current.item, labelPolicy)
      if (rule) {
        const marked = markCompliance(draftOf(now.current, current.item.entryId), step, rule)
        return typeof marked === 'string' ? say(marked) : change(() => marked)
      }
      change((draft) => ({
        ...draft,
        stepMarks: draft.stepMarks.includes(step)
          ? draft.stepMarks.filter((mark) => mark !== step)
          : [...draft.stepMarks, step],
      }))
    },
    [change, labelPolicy, say],
  )

  return {
    ...{ state, dispatch, sending, outbox, labelPolicy, say, change, open, decide, letGo, undo, reveal, markStep },
    ...{ answerNext, label, leaveUnsaid, submitLabel, seeViews, offersAmbiguous },
  }
}

export type Workbench = ReturnType<typeof useWorkbench>

/** What is kept of an item once it is answered: a masked one keeps no text. */
const masked = <T extends { masked: boolean; body: unknown }>(item: T): T =>
  item.masked ? { ...item, body: null } : item
