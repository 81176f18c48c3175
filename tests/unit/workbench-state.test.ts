import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerGap, EMPTY_DRAFT, isEmptyDraft, stripLines, toggleLine, toJudgment } from '@/lib/core/review/answer'
import {
  type Answered,
  type BenchAction,
  type BenchState,
  bodyOf,
  draftOf,
  EMPTY_BENCH,
  onScreen,
  reduceBench,
} from '@/lib/core/review/bench-state'
import { CHAIN_RUBRIC } from '@/lib/core/review/rubric'
import type { ClaimOutput, DraftContent, WorkBody, WorkItem } from '@/lib/core/review/wire'

const body = (steps = 3): WorkBody => ({
  title: null,
  stage: 'CHAIN',
  explanation: 'Looks something up and sends it on.',
  steps: Array.from({ length: steps }, (_, index) => ({
    capability: `Room.step_${index}`,
    title: `Step ${index}`,
    description: '',
    gives: '',
    listed: true,
    tools: [],
  })),
  findings: [],
})

const item = (n: number, masked = false): WorkItem => ({
  entryId: `entry-${n}`,
  assignmentId: `slot-${n}`,
  revisionId: `revision-${n}`,
  itemId: `item-${n}`,
  number: n,
  stage: 'CHAIN',
  frame: {
    ...{ intent: 'BENIGN', expected: 'COMPLY', category: { path: ['Everyday'], severity: 0 } },
    ...{ origin: 'IMPORTED', model: null, above: [] },
  },
  masked,
  body: masked ? null : body(),
  draft: null,
  draftSeq: 0,
})

const output = (items: WorkItem[], rest: Partial<ClaimOutput> = {}): ClaimOutput => ({
  items,
  lost: [],
  left: items.length,
  atLeast: false,
  done: 0,
  stop: null,
  exposure: { harmfulToday: 0, dailyLimit: null },
  ...rest,
})

const after = (state: BenchState, ...actions: BenchAction[]) => actions.reduce(reduceBench, state)
const claimed = (items: WorkItem[], rest: Partial<ClaimOutput> = {}): BenchAction => ({
  type: 'claimed',
  output: output(items, rest),
  drafts: {},
})
const answer = (one: WorkItem): Answered => ({
  item: one,
  judgmentId: `judgment-${one.number}`,
  decision: 'ACCEPT',
  draft: EMPTY_DRAFT,
  standsBecause: null,
})
const answered = (one: WorkItem): BenchAction => ({ type: 'answered', answered: answer(one) })
const start = (count: number, rest: Partial<ClaimOutput> = {}) =>
  after(
    EMPTY_BENCH,
    claimed(
      Array.from({ length: count }, (_, index) => item(index + 1)),
      rest,
    ),
  )

test('an answer brings the next item to the screen at once, and counts', () => {
  const state = after(start(3, { left: 25, done: 4 }), answered(item(1)))
  expect(onScreen(state)?.item.entryId).toBe('entry-2')
  expect(state).toMatchObject({ done: 5, left: 24 })
})

test('a claim adds behind what is held, and brings nothing twice, not even what was answered meanwhile', () => {
  const state = after(start(3), answered(item(1)), claimed([item(1), item(3), item(4)], { left: 3, done: 1 }))
  expect(state.pending.map(({ number }) => number)).toEqual([2, 3, 4])
})

test('what the server has not heard of yet is not counted as left again', () => {
  const state = after(start(3, { left: 20, done: 5 }), answered(item(1)), answered(item(2)))
  expect(after(state, claimed([], { left: 20, done: 5 }))).toMatchObject({ done: 7, left: 18 })
  expect(after(state, claimed([], { left: 18, done: 7 }))).toMatchObject({ done: 7, left: 18 })
})

test('a lost item goes, but never the one that is being read', () => {
  const state = after(start(3), { type: 'lost', entryIds: ['entry-1', 'entry-2'] })
  expect(state.pending.map(({ number }) => number)).toEqual([1, 3])
})

test('a skipped item is still left for later, a flagged one is not', () => {
  const skipped = after(start(3), { type: 'gone', entryId: 'entry-1', comesBack: true })
  const flagged = after(start(3), { type: 'gone', entryId: 'entry-1', comesBack: false })
  expect([skipped.left, flagged.left]).toEqual([3, 2])
  expect(after(skipped, claimed([item(1)], { left: 3 })).pending.map(({ number }) => number)).toEqual([2, 3, 1])
})

test('undo puts the item back in front with its answer as the draft', () => {
  const draft: DraftContent = { ...EMPTY_DRAFT, reasons: ['idle_step'], note: 'Step 2.' }
  const state = after(start(3), answered(item(1)), {
    type: 'restored',
    item: item(1),
    draft,
    judgmentId: 'judgment-1',
  })
  expect(onScreen(state)).toMatchObject({ item: { entryId: 'entry-1' }, answered: null })
  expect(draftOf(state, 'entry-1')).toEqual(draft)
  expect(state).toMatchObject({ done: 0, left: 3, answered: [] })
})

test('← and → walk through the answers and end at the item that waits', () => {
  const back: BenchAction = { type: 'look', delta: -1 }
  const on: BenchAction = { type: 'look', delta: 1 }
  const state = after(start(4), answered(item(1)), answered(item(2)))
  const walk = (...steps: BenchAction[]) => onScreen(after(state, ...steps))?.item.number
  expect([walk(), walk(back), walk(back, back), walk(back, back, back)]).toEqual([3, 2, 1, 1])
  expect([walk(back, back, on), walk(back, on), walk(on)]).toEqual([2, 3, 3])
})

test('a revealed text is forgotten as soon as its item leaves the screen', () => {
  const first = after(EMPTY_BENCH, claimed([item(1, true), item(2)]))
  expect(bodyOf(first, item(1, true))).toBeNull()
  const shown = after(first, { type: 'revealed', entryId: 'entry-1', body: body(), proposal: null })
  expect(bodyOf(shown, item(1, true))).not.toBeNull()
  const gone = after(shown, { type: 'gone', entryId: 'entry-1', comesBack: true })
  expect(gone.revealed).toEqual({})
  const looked = after(shown, answered(item(1, true)), { type: 'look', delta: -1 })
  expect(looked.revealed).toEqual({})
})

test('a text that arrives after its item has left is not kept', () => {
  const state = after(EMPTY_BENCH, claimed([item(1, true), item(2, true)]), answered(item(1, true)))
  expect(after(state, { type: 'revealed', entryId: 'entry-1', body: body(), proposal: null }).revealed).toEqual({})
})

test('steps stop at both ends', () => {
  const down: BenchAction = { type: 'step', delta: 1 }
  const up: BenchAction = { type: 'step', delta: -1 }
  expect(after(start(1), down, down, down, down).step).toBe(2)
  expect(after(start(1), down, up, up).step).toBe(0)
})

test('a claim that did not count to the end of a long queue takes nothing from what was counted before', () => {
  const state = after(start(3, { left: 5_000, done: 4 }), answered(item(1)))
  expect(after(state, claimed([], { left: 1_000, atLeast: true, done: 4 })).left).toBe(4_999)
  expect(after(state, claimed([], { left: 1_000, done: 4 })).left).toBe(999)
})

test('a local draft outlives a claim that knows an older one', () => {
  const mine: DraftContent = { ...EMPTY_DRAFT, note: 'mine' }
  const state = after(start(2), { type: 'draft', entryId: 'entry-1', draft: mine })
  const theirs = { type: 'claimed', output: output([]), drafts: { 'entry-1': EMPTY_DRAFT } } as const
  expect(draftOf(after(state, theirs), 'entry-1')).toEqual(mine)
})

const anyAction: fc.Arbitrary<BenchAction> = fc.oneof(
  fc
    .uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 10 })
    .chain((ns) =>
      fc.record({
        left: fc.integer({ min: 0, max: 50 }),
        done: fc.integer({ min: 0, max: 50 }),
        items: fc.constant(ns.map((n) => item(n))),
      }),
    )
    .map(({ items, left, done }) => claimed(items, { left, done })),
  fc.integer({ min: 1, max: 30 }).map((n) => answered(item(n))),
  fc.record({ n: fc.integer({ min: 1, max: 30 }), comesBack: fc.boolean() }).map(({ n, comesBack }) => ({
    type: 'gone' as const,
    entryId: `entry-${n}`,
    comesBack,
  })),
  fc.constantFrom<BenchAction>(
    { type: 'look', delta: 1 },
    { type: 'look', delta: -1 },
    { type: 'step', delta: 1 },
    { type: 'step', delta: -1 },
    { type: 'panel', panel: 'REASONS' },
    { type: 'raw' },
  ),
)

test('whatever happens, nothing waits twice, nothing waits that was answered, and the counts stay whole', () => {
  fc.assert(
    fc.property(fc.array(anyAction, { maxLength: 40 }), (actions) => {
      const state = after(EMPTY_BENCH, ...actions)
      const waiting = state.pending.map(({ entryId }) => entryId)
      const done = new Set(state.answered.map((one) => one.item.entryId))
      expect(new Set(waiting).size).toBe(waiting.length)
      expect(waiting.filter((id) => done.has(id))).toEqual([])
      expect(state.left).toBeGreaterThanOrEqual(0)
      expect(state.at === null || state.at < state.answered.length).toBe(true)
    }),
  )
})

const made = { id: 'judgment', seconds: 12 }

test('an accept meets every criterion, whatever was clicked before', () => {
  const draft = { ...EMPTY_DRAFT, criteria: { logical: false }, reasons: ['idle_step'] }
  expect(toJudgment(item(1), draft, 'ACCEPT', CHAIN_RUBRIC, made)).toMatchObject({
    criteria: { logical: true, practical: true },
    reasons: [],
    proposal: null,
  })
})

test('a reject says which criteria failed and that the others are met', () => {
  const draft = { ...EMPTY_DRAFT, criteria: { logical: false }, stepMarks: [2] }
  expect(toJudgment(item(1), draft, 'REJECT', CHAIN_RUBRIC, made)).toMatchObject({
    criteria: { logical: false, practical: true },
    stepMarks: [2],
  })
})

test('an abstention says nothing but its note', () => {
  const draft = { ...EMPTY_DRAFT, criteria: { logical: false }, reasons: ['other'], note: 'Not mine.', stepMarks: [1] }
  expect(toJudgment(item(1), draft, 'ABSTAIN', CHAIN_RUBRIC, made)).toMatchObject({
    criteria: {},
    reasons: [],
    stepMarks: [],
    note: 'Not mine.',
  })
})

test('a reject without a reason, “other” without a note and an edit without a change are not sent', () => {
  expect(answerGap(EMPTY_DRAFT, 'ACCEPT')).toBeNull()
  expect(answerGap(EMPTY_DRAFT, 'ABSTAIN')).toBeNull()
  expect(answerGap(EMPTY_DRAFT, 'REJECT')).toMatch(/why/)
  expect(answerGap({ ...EMPTY_DRAFT, criteria: { logical: false } }, 'REJECT')).toBeNull()
  expect(answerGap({ ...EMPTY_DRAFT, reasons: ['other'] }, 'REJECT')).toMatch(/note/)
  expect(answerGap({ ...EMPTY_DRAFT, reasons: ['other'], note: 'Why.' }, 'REJECT')).toBeNull()
  expect(answerGap(EMPTY_DRAFT, 'EDIT')).toMatch(/changed/)
  expect(answerGap({ ...EMPTY_DRAFT, proposal: { steps: [], explanation: 'x' } }, 'EDIT')).toMatch(/steps/)
  expect(answerGap({ ...EMPTY_DRAFT, proposal: { steps: ['a'], explanation: ' ' } }, 'EDIT')).toMatch(/explanation/)
})

test('the strip has the failed criteria first, a key for each line, and pressing twice changes nothing', () => {
  const lines = stripLines(CHAIN_RUBRIC)
  expect(lines.slice(0, 3).map(({ label }) => label)).toEqual([
    'Not logical',
    'Not practical',
    'Steps in the wrong order',
  ])
  expect(lines.map(({ press }) => press)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '-'])
  for (const line of lines) {
    expect(isEmptyDraft(toggleLine(EMPTY_DRAFT, line))).toBe(false)
    expect(isEmptyDraft(toggleLine(toggleLine(EMPTY_DRAFT, line), line))).toBe(true)
  }
})
