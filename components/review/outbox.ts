import {
  canTakeBack,
  inOrder,
  isWaiting,
  nextToSend,
  type OutboxAnswer,
  type OutboxEntry,
  outcomeOf,
  parseEntry,
  waitBefore,
} from '@/lib/core/review/outbox-rules'
import type { Feedback } from '@/lib/core/review/wire'
import { postReview } from './post-review'

/**
 * What was decided and not yet acknowledged. Each entry is one localStorage key, written before the screen moves on, and
 * removed only when the server has answered: it survives a reload, a deploy and a closed tab. Sent in order, one at a
 * time, by one tab at a time; sending twice is harmless, because the server knows each by its id.
 */

export interface OutboxState {
  unsent: number
  /** Refused for good, each with the server's words; kept until somebody has read them. */
  refused: OutboxEntry[]
  saved: number
  surplus: number
  lastSavedAt: number | null
  /** Since when something waits in vain (ms). */
  failingSince: number | null
  nextTryAt: number | null
  trouble: { code: string; message: string } | null
  /** Of the last answer that the server took, in a calibration. */
  feedback: Feedback | null
}

const CALM = { failingSince: null, nextTryAt: null, trouble: null } as const
const INITIAL: OutboxState = {
  unsent: 0,
  refused: [],
  saved: 0,
  surplus: 0,
  lastSavedAt: null,
  feedback: null,
  ...CALM,
}

export const outboxPrefix = (userId: string) => `plumbline.outbox.${userId}.`

/** Entries of one person in this browser, in the order of sending. */
export function readEntries(storage: Storage, prefix: string): OutboxEntry[] {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
  return inOrder(keys.filter((key) => key.startsWith(prefix)).flatMap((key) => parseEntry(storage.getItem(key)) ?? []))
}

export class Outbox {
  readonly #prefix: string
  readonly #send: (kind: OutboxEntry['kind'], body: OutboxEntry['body']) => Promise<OutboxAnswer>
  #state = INITIAL
  #listeners = new Set<() => void>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  #sending: Promise<void> | null = null
  #stopped = false
  /** What the server has acknowledged to this page and nobody took back since, by id: as surplus or not. */
  #acknowledged = new Map<string, boolean>()

  constructor(userId: string, send: (kind: string, body: unknown) => Promise<OutboxAnswer> = postReview) {
    this.#prefix = outboxPrefix(userId)
    this.#send = send
  }

  start(): () => void {
    this.#stopped = false
    this.#recount()
    void this.flush()
    const other = () => this.#recount()
    addEventListener('online', this.tryNow)
    addEventListener('storage', other)
    return () => {
      this.#stopped = true
      clearTimeout(this.#timer)
      removeEventListener('online', this.tryNow)
      removeEventListener('storage', other)
    }
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  getState = (): OutboxState => this.#state

  /** Throws when the browser cannot keep it: then nothing may move on. */
  put(entry: OutboxEntry): void {
    this.#write(entry)
    this.#recount()
    // After the next item is painted: the way from key to screen waits for no network. A wait that runs is kept to.
    setTimeout(() => {
      if (this.#state.nextTryAt === null) void this.flush()
    }, 0)
  }

  /** Takes an answer back that never left this browser. False: the server may have it. */
  takeBack(id: string): boolean {
    if (!canTakeBack(parseEntry(localStorage.getItem(this.#prefix + id)))) return false
    this.discard(id)
    return true
  }

  /** The server has taken an answer back: it is no longer among those that are saved. */
  withdrawn(id: string): void {
    this.#acknowledged.delete(id)
    this.#set(this.#countAcknowledged())
  }

  /** After a refusal was read. */
  discard(id: string): void {
    localStorage.removeItem(this.#prefix + id)
    this.#recount()
  }

  entries = (): OutboxEntry[] => readEntries(localStorage, this.#prefix)

  tryNow = (): void => {
    this.#failures = 0
    void this.flush()
  }

  /** Sends what waits; resolves when all is sent, or when the server did not answer. */
  flush(): Promise<void> {
    if (this.#stopped) return Promise.resolve()
    clearTimeout(this.#timer)
    this.#sending ??= withLock(this.#prefix, () => this.#sendAll()).finally(() => {
      this.#sending = null
      // What came in after the last look.
      if (this.#state.nextTryAt === null && this.entries().some(isWaiting)) this.#retryIn(0)
    })
    return this.#sending
  }

  async #sendAll(): Promise<void> {
    this.#set({ nextTryAt: null })
    for (let entry = nextToSend(this.entries()); entry && !this.#stopped; entry = nextToSend(this.entries())) {
      // Marked first: a tab that dies now leaves behind that the server may know of it.
      this.#markTried(entry)
      const answer = await this.#send(entry.kind, entry.body)
      if (!this.#settle(entry, answer)) return
    }
  }

  /** Returns whether to go on with the next. */
  #settle(entry: OutboxEntry, answer: OutboxAnswer): boolean {
    const outcome = outcomeOf(entry, answer)
    if (outcome.is === 'again' && !answer.ok) {
      this.#failures++
      const { code, message } = answer
      this.#set({ failingSince: this.#state.failingSince ?? Date.now(), trouble: { code, message } })
      this.#retryIn(waitBefore(this.#failures, answer.retryAfter, Math.random()))
      return false
    }
    this.#failures = 0
    if (outcome.is === 'refused') this.#write({ ...entry, tried: true, refused: outcome.message })
    else localStorage.removeItem(this.#prefix + entry.id)
    if (outcome.is === 'saved') this.#acknowledged.set(entry.id, outcome.surplus)
    this.#set({ ...CALM, ...this.#countAcknowledged(), ...(outcome.is === 'saved' && { lastSavedAt: Date.now() }) })
    if (outcome.is === 'saved' && outcome.feedback) this.#set({ feedback: outcome.feedback })
    this.#recount()
    return true
  }

  #countAcknowledged(): Pick<OutboxState, 'saved' | 'surplus'> {
    const surplus = [...this.#acknowledged.values()].filter(Boolean).length
    return { saved: this.#acknowledged.size, surplus }
  }

  #retryIn(ms: number): void {
    clearTimeout(this.#timer)
    if (this.#stopped) return
    this.#set({ nextTryAt: Date.now() + ms })
    this.#timer = setTimeout(() => void this.flush(), ms)
  }

  #markTried(entry: OutboxEntry): void {
    try {
      this.#write({ ...entry, tried: true })
    } catch {
      // A full storage costs the mark only: the entry itself is there.
    }
  }

  #write(entry: OutboxEntry): void {
    localStorage.setItem(this.#prefix + entry.id, JSON.stringify(entry))
  }

  #recount(): void {
    const entries = this.entries()
    const unsent = entries.filter(isWaiting).length
    // Another tab may have sent the last one.
    this.#set({ ...(unsent === 0 && CALM), unsent, refused: entries.filter((entry) => !isWaiting(entry)) })
  }

  #set(change: Partial<OutboxState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}

/** One tab sends at a time. A browser without locks sends from each: the server keeps every answer once. */
async function withLock(name: string, run: () => Promise<void>): Promise<void> {
  const locks = globalThis.navigator?.locks
  if (!locks) return run()
  await locks.request(name, run)
}
