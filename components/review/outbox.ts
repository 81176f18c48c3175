import type { FlagInput, JudgmentInput, JudgmentOutput, SkipInput } from '@/lib/core/review/wire'
import { type Answer, postReview } from './post-review'

/**
 * What was decided and not yet acknowledged. Each entry is one localStorage key, written before the screen moves on, and
 * removed only when the server has answered: it survives a reload, a deploy and a closed tab. Sent in order, one at a
 * time, by one tab at a time; sending twice is harmless, because the server knows each by its id.
 */

export type OutboxEntry = { id: string; at: number; refused?: string } & (
  | { kind: 'judgment'; body: JudgmentInput }
  | { kind: 'skip'; body: SkipInput }
  | { kind: 'flag'; body: FlagInput }
)

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
  trouble: string | null
}

const INITIAL: OutboxState = {
  unsent: 0,
  refused: [],
  saved: 0,
  surplus: 0,
  lastSavedAt: null,
  failingSince: null,
  nextTryAt: null,
  trouble: null,
}

/** Refusals that time or a sign-in can mend; everything else is final for that answer. */
const WORTH_TRYING = new Set(['unavailable', 'internal', 'limited', 'unauthenticated', 'locked'])
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 30_000

export class Outbox {
  #prefix: string
  #state = INITIAL
  #listeners = new Set<() => void>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #wait = FIRST_WAIT_MS
  #sending = false
  #stopped = false

  constructor(userId: string) {
    this.#prefix = `plumbline.outbox.${userId}.`
  }

  start(): () => void {
    this.#stopped = false
    this.#recount()
    void this.flush()
    const wake = () => {
      this.#wait = FIRST_WAIT_MS
      void this.flush()
    }
    const other = () => this.#recount()
    addEventListener('online', wake)
    addEventListener('storage', other)
    return () => {
      this.#stopped = true
      clearTimeout(this.#timer)
      removeEventListener('online', wake)
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
    localStorage.setItem(this.#prefix + entry.id, JSON.stringify(entry))
    this.#recount()
    // After the next item is painted: the way from key to screen waits for no network.
    setTimeout(() => void this.flush(), 0)
  }

  /** Takes an answer back that was not sent yet. False: it is gone, or on its way. */
  takeBack(id: string): boolean {
    const key = this.#prefix + id
    if (this.#inFlight === id || localStorage.getItem(key) === null) return false
    localStorage.removeItem(key)
    this.#recount()
    return true
  }

  /** After a refusal was read. */
  discard(id: string): void {
    localStorage.removeItem(this.#prefix + id)
    this.#recount()
  }

  entries(): OutboxEntry[] {
    const found: OutboxEntry[] = []
    for (let index = 0; index < localStorage.length; index++) {
      const key = localStorage.key(index)
      if (!key?.startsWith(this.#prefix)) continue
      const text = localStorage.getItem(key)
      if (text) found.push(JSON.parse(text) as OutboxEntry)
    }
    return found.sort((a, b) => a.at - b.at || a.id.localeCompare(b.id))
  }

  tryNow = () => {
    this.#wait = FIRST_WAIT_MS
    void this.flush()
  }

  #inFlight: string | null = null

  async flush(): Promise<void> {
    if (this.#sending || this.#stopped) return
    this.#sending = true
    clearTimeout(this.#timer)
    try {
      await withLock(this.#prefix, () => this.#sendAll())
    } finally {
      this.#sending = false
      this.#inFlight = null
    }
    if (this.entries().some(({ refused }) => !refused) && !this.#state.nextTryAt) this.#retryIn(FIRST_WAIT_MS)
  }

  async #sendAll(): Promise<void> {
    for (let entry = this.#first(); entry && !this.#stopped; entry = this.#first()) {
      this.#inFlight = entry.id
      const answer = await postReview<JudgmentOutput>(entry.kind, entry.body)
      this.#inFlight = null
      if (!this.#settle(entry, answer)) return
    }
  }

  #first = () => this.entries().find(({ refused }) => !refused)

  /** Returns whether to go on with the next. */
  #settle(entry: OutboxEntry, answer: Answer<JudgmentOutput>): boolean {
    const key = this.#prefix + entry.id
    if (answer.ok) {
      localStorage.removeItem(key)
      this.#wait = FIRST_WAIT_MS
      const judged = entry.kind === 'judgment'
      this.#set({
        saved: this.#state.saved + (judged ? 1 : 0),
        surplus: this.#state.surplus + (judged && answer.data.state === 'SURPLUS' ? 1 : 0),
        lastSavedAt: Date.now(),
        failingSince: null,
        nextTryAt: null,
        trouble: null,
      })
      this.#recount()
      return true
    }
    if (!WORTH_TRYING.has(answer.code)) {
      localStorage.setItem(key, JSON.stringify({ ...entry, refused: answer.message }))
      this.#recount()
      return true
    }
    const wait = Math.max(this.#wait * (0.75 + Math.random() / 2), (answer.retryAfter ?? 0) * 1_000)
    this.#wait = Math.min(LONGEST_WAIT_MS, this.#wait * 2)
    this.#set({ failingSince: this.#state.failingSince ?? Date.now(), trouble: answer.message })
    this.#retryIn(wait)
    return false
  }

  #retryIn(ms: number): void {
    clearTimeout(this.#timer)
    this.#set({ nextTryAt: Date.now() + ms })
    this.#timer = setTimeout(() => {
      this.#set({ nextTryAt: null })
      void this.flush()
    }, ms)
  }

  #recount(): void {
    const entries = this.entries()
    const refused = entries.filter((entry) => entry.refused)
    this.#set({ unsent: entries.length - refused.length, refused })
  }

  #set(change: Partial<OutboxState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}

/** One tab sends at a time. A browser without locks sends from each: the server keeps every answer once. */
async function withLock(name: string, run: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return run()
  await navigator.locks.request(name, run)
}
