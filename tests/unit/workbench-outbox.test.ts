import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Outbox } from '@/components/review/outbox'
import { EMPTY_DRAFT } from '@/lib/core/review/answer'
import {
  canTakeBack,
  inOrder,
  LONGEST_WAIT_MS,
  nextToSend,
  type OutboxAnswer,
  type OutboxEntry,
  outcomeOf,
  parseEntry,
  waitBefore,
} from '@/lib/core/review/outbox-rules'

const entry = (n: number, rest: Partial<OutboxEntry> = {}): OutboxEntry =>
  ({
    id: `answer-${String(n).padStart(3, '0')}`,
    at: n,
    kind: 'judgment',
    body: {
      ...EMPTY_DRAFT,
      id: `answer-${n}`,
      entryId: `entry-${n}`,
      revisionId: 'r',
      decision: 'ACCEPT',
      seconds: 1,
    },
    ...rest,
  }) as OutboxEntry

const saved = (state: 'COUNTED' | 'SURPLUS' | 'ALREADY' = 'COUNTED'): OutboxAnswer => ({
  ok: true,
  data: { id: 'x', state, savedAt: '2026-11-22T00:00:00.000Z' },
})
const refusal = (code: string, retryAfter?: number): OutboxAnswer => ({ ok: false, code, message: 'No.', retryAfter })

test('answers go in the order in which they were decided, whatever order the browser keeps them in', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8], { minLength: 8 }), (order) => {
      const entries = order.map((n) => entry(n))
      expect(inOrder(entries).map(({ at }) => at)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
      expect(nextToSend(entries)?.at).toBe(1)
    }),
  )
})

test('a refused answer holds nobody up, and stays', () => {
  expect(nextToSend([entry(1, { refused: 'No.' }), entry(2)])?.at).toBe(2)
  expect(nextToSend([entry(1, { refused: 'No.' })])).toBeUndefined()
})

test.each(['unavailable', 'internal', 'limited', 'unauthenticated', 'locked'])('%s is tried again', (code) => {
  expect(outcomeOf(entry(1), refusal(code))).toEqual({ is: 'again' })
})

test.each(['conflict', 'forbidden', 'invalid', 'not_found', 'gone', 'too_large'])(
  '%s is final, and is said',
  (code) => {
    expect(outcomeOf(entry(1), refusal(code))).toEqual({ is: 'refused', message: 'No.' })
  },
)

test('only what the server stored counts as saved: an answer given twice over is not', () => {
  expect(outcomeOf(entry(1), saved())).toEqual({ is: 'saved', surplus: false })
  expect(outcomeOf(entry(1), saved('SURPLUS'))).toEqual({ is: 'saved', surplus: true })
  expect(outcomeOf(entry(1), saved('ALREADY'))).toMatchObject({ is: 'refused' })
  expect(outcomeOf({ kind: 'skip' }, { ok: true, data: {} })).toEqual({ is: 'done' })
})

test('only what never left the browser can be taken back in the browser', () => {
  expect(canTakeBack(entry(1))).toBe(true)
  expect(canTakeBack(entry(1, { tried: true }))).toBe(false)
  expect(canTakeBack(entry(1, { refused: 'No.' }))).toBe(false)
  expect(canTakeBack(null)).toBe(false)
})

test('waits double to half a minute, spread by a quarter, and never undercut what the server asked for', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.option(fc.integer({ min: 0, max: 600 }), { nil: undefined }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (failures, retryAfter, random) => {
        const wait = waitBefore(failures, retryAfter, random)
        expect(wait).toBeGreaterThanOrEqual(Math.max(750, (retryAfter ?? 0) * 1_000))
        expect(wait).toBeLessThanOrEqual(Math.max(LONGEST_WAIT_MS * 1.25, (retryAfter ?? 0) * 1_000))
      },
    ),
  )
  expect([1, 2, 3, 6, 7].map((failures) => waitBefore(failures, undefined, 0.5))).toEqual([
    1_000, 2_000, 4_000, 30_000, 30_000,
  ])
})

test.each([null, '', 'null', '{', '[]', '"text"', '{"id":"a"}'])('%j in the storage is no entry', (text) => {
  expect(parseEntry(text)).toBeNull()
})

/** A browser's storage, in memory. */
class MemoryStorage implements Storage {
  #kept = new Map<string, string>()
  full = false
  get length() {
    return this.#kept.size
  }
  key = (index: number) => [...this.#kept.keys()][index] ?? null
  getItem = (key: string) => this.#kept.get(key) ?? null
  removeItem = (key: string) => void this.#kept.delete(key)
  clear = () => this.#kept.clear()
  setItem(key: string, value: string) {
    if (this.full) throw new DOMException('full', 'QuotaExceededError')
    this.#kept.set(key, value)
  }
}

/** A server that answers as told, else saves; what it was sent is in `sent`. */
function server() {
  const answers: (OutboxAnswer | Promise<OutboxAnswer>)[] = []
  const sent: string[] = []
  const send = async (_kind: string, body: unknown) => {
    sent.push((body as { entryId: string }).entryId)
    return (await answers.shift()) ?? saved()
  }
  return { answers, sent, send }
}

let storage: MemoryStorage
beforeEach(() => {
  storage = new MemoryStorage()
  vi.stubGlobal('localStorage', storage)
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('an answer that was taken back on the server is no longer counted as saved', async () => {
  const { answers, send } = server()
  const outbox = new Outbox('u', send)
  answers.push(saved(), saved('SURPLUS'))
  outbox.put(entry(1))
  outbox.put(entry(2))
  await outbox.flush()
  expect(outbox.getState()).toMatchObject({ saved: 2, surplus: 1 })
  outbox.withdrawn(entry(2).id)
  expect(outbox.getState()).toMatchObject({ saved: 1, surplus: 0 })
  outbox.withdrawn('given before this page was opened')
  expect(outbox.getState()).toMatchObject({ saved: 1, surplus: 0 })
})

test('an answer is in the storage before anything is sent, and leaves it when the server has it', async () => {
  const { send, sent } = server()
  const outbox = new Outbox('me', send)
  outbox.put(entry(1))
  expect(storage.length).toBe(1)
  expect(sent).toEqual([])
  expect(outbox.getState()).toMatchObject({ unsent: 1, saved: 0, lastSavedAt: null })
  await vi.advanceTimersByTimeAsync(1)
  expect(storage.length).toBe(0)
  expect(outbox.getState()).toMatchObject({ unsent: 0, saved: 1, lastSavedAt: expect.any(Number) })
})

test('answers are sent one at a time and in order, also those that came while one was on its way', async () => {
  const { send, sent, answers } = server()
  let letGo = (_: OutboxAnswer) => {}
  answers.push(new Promise((resolve) => (letGo = resolve)))
  const outbox = new Outbox('me', send)
  outbox.put(entry(1))
  await vi.advanceTimersByTimeAsync(1)
  outbox.put(entry(2))
  outbox.put(entry(3))
  await vi.advanceTimersByTimeAsync(1)
  expect(sent).toEqual(['entry-1'])
  letGo(saved())
  await vi.advanceTimersByTimeAsync(1)
  expect(sent).toEqual(['entry-1', 'entry-2', 'entry-3'])
  expect(outbox.getState()).toMatchObject({ unsent: 0, saved: 3 })
})

test('a later answer does not cut short the wait that the server asked for', async () => {
  const { send, sent, answers } = server()
  answers.push(refusal('limited', 8))
  const outbox = new Outbox('me', send)
  outbox.put(entry(1))
  await vi.advanceTimersByTimeAsync(1)
  expect(outbox.getState()).toMatchObject({ unsent: 1, trouble: { code: 'limited' } })
  outbox.put(entry(2))
  await vi.advanceTimersByTimeAsync(7_900)
  expect(sent).toEqual(['entry-1'])
  await vi.advanceTimersByTimeAsync(200)
  expect(sent).toEqual(['entry-1', 'entry-1', 'entry-2'])
  expect(outbox.getState()).toMatchObject({ unsent: 0, saved: 2, trouble: null, failingSince: null })
})

test('thirty answers given while nothing answers arrive once each, in order, by the next page that opens', async () => {
  const { send, answers } = server()
  answers.push(...Array.from({ length: 50 }, () => refusal('unavailable')))
  const closed = new Outbox('me', send)
  for (let n = 1; n <= 30; n++) closed.put(entry(n))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(closed.getState()).toMatchObject({ unsent: 30, saved: 0 })

  const later = server()
  const reopened = new Outbox('me', later.send)
  await reopened.flush()
  expect(later.sent).toEqual(Array.from({ length: 30 }, (_, index) => `entry-${index + 1}`))
  expect(storage.length).toBe(0)
  vi.clearAllTimers()
})

test('an unsent answer is taken back without a word to the server; one on its way is not', async () => {
  const { send, sent, answers } = server()
  let letGo = (_: OutboxAnswer) => {}
  answers.push(new Promise((resolve) => (letGo = resolve)))
  const outbox = new Outbox('me', send)
  outbox.put(entry(1))
  await vi.advanceTimersByTimeAsync(1)
  outbox.put(entry(2))
  expect(outbox.takeBack(entry(2).id)).toBe(true)
  expect(outbox.takeBack(entry(1).id)).toBe(false)
  // Another tab looks at the same storage.
  expect(new Outbox('me', send).takeBack(entry(1).id)).toBe(false)
  letGo(saved())
  await vi.advanceTimersByTimeAsync(1)
  expect(sent).toEqual(['entry-1'])
})

test('waiting for a flush waits for the sending that is already under way', async () => {
  const { send, answers } = server()
  let letGo = (_: OutboxAnswer) => {}
  answers.push(new Promise((resolve) => (letGo = resolve)))
  const outbox = new Outbox('me', send)
  outbox.put(entry(1))
  await vi.advanceTimersByTimeAsync(1)
  let flushed = false
  const waiting = outbox.flush().then(() => (flushed = true))
  await vi.advanceTimersByTimeAsync(1)
  expect(flushed).toBe(false)
  letGo(saved())
  await waiting
  expect(outbox.getState().saved).toBe(1)
})

test('a refusal is kept with its words until it was read', async () => {
  const { send, answers } = server()
  answers.push(refusal('conflict'))
  const outbox = new Outbox('me', send)
  outbox.put(entry(1))
  outbox.put(entry(2))
  await vi.advanceTimersByTimeAsync(1)
  expect(outbox.getState()).toMatchObject({ unsent: 0, saved: 1, refused: [{ refused: 'No.' }] })
  outbox.discard(entry(1).id)
  expect(storage.length).toBe(0)
})

test('a browser that cannot keep an answer says so instead of losing it', () => {
  storage.full = true
  expect(() => new Outbox('me', server().send).put(entry(1))).toThrow()
})

test('what one person left behind is never sent by another', async () => {
  const { send, sent } = server()
  storage.setItem('plumbline.outbox.somebody.answer-1', JSON.stringify(entry(1)))
  storage.setItem('plumbline.outbox.me.broken', '{')
  await new Outbox('me', send).flush()
  expect(sent).toEqual([])
})
