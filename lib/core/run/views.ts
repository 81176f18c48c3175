import type { PromptMessage } from '../prompt/render'
import type { PromptTask } from '../prompt/tasks'
import type { Message } from '../trajectory/content'
import type { RunTask } from './targets'
import { GENERATION_STATES, type GenerationState, type PauseCause, type RunStatus } from './words'

/** Runs and their calls as those who may spend know them. Money in micro-dollars. */

export type StateCounts = Record<GenerationState, number>

export interface RunRow {
  id: string
  number: number
  task: RunTask
  model: string
  provider: string
  prompt: string
  status: RunStatus
  pauseCause: PauseCause | null
  tryOut: boolean
  automatic: boolean
  /** Who started it; null: the project's own rule, or the operator. */
  by: string | null
  counts: StateCounts
  calls: number
  spentMicros: number
  budgetMicros: number | null
  budgetCalls: number | null
  createdAt: Date
  endedAt: Date | null
}

/** Generations that met one kind of trouble at any of their calls, and what became of them so far. */
export interface FailureRow {
  kind: string
  /** Generations that ever met it, and how often all in all. */
  met: number
  times: number
  /** Of these: applied in the end. */
  later: number
  /** Of these: it is what they ended with, or what they wait after. */
  failed: number
  attention: number
  /** To be called again by itself. */
  again: number
}

/** What changes while a run goes on. */
export interface RunProgress {
  status: RunStatus
  pauseCause: PauseCause | null
  pauseMessage: string | null
  counts: StateCounts
  total: number
  /** Items, revisions or findings that came of it so far. */
  produced: number
  calls: number
  spentMicros: number
  /** Held for calls under way. */
  reservedMicros: number
  budgetMicros: number | null
  budgetCalls: number | null
  inputTokens: number
  outputTokens: number
  /** Calls begun in each of the last RATE_MINUTES minutes, the oldest first; the last one is the minute up to now. */
  rate: number[]
  /** Calls at once, now, and the provider's own limit. */
  atOnce: { now: number; most: number }
  /** Nobody calls the provider before; null: it may be called. */
  heldUntil: Date | null
  failures: FailureRow[]
  endedAt: Date | null
  /** The database's clock. */
  asOf: Date
}
export const RATE_MINUTES = 10

export interface RunDetail extends RunRow {
  projectId: string
  providerId: string
  promptVersionId: string
  temperature: number
  seed: number
  samples: number
  maxOutputTokens: number
  estimateMicros: number | null
  priced: boolean
  /** How its targets were chosen. */
  chosenBy: 'CATEGORIES' | 'ITEMS' | 'FILTER'
  judges: RunTask[]
  controlShare: number
  /** Where its conversations end; null: it has none. */
  limits: { steps: number; tokens: number } | null
  secondTry: boolean
  queue: { id: string; name: string } | null
  progress: RunProgress
}

export interface NamedItem {
  id: string
  number: number
  stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'
}

/** One call (and its retries) in a list: no request, no answer. */
export interface GenerationRow {
  id: string
  number: number
  task: RunTask
  state: GenerationState
  /** Calls begun; of a conversation those of its next step. */
  tries: number
  /** Steps of a conversation so far. */
  stepsTaken: number
  /** What it is about; null for subcategories, and while withheld. */
  item: NamedItem | null
  category: { path: string[]; severity: number | null }
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN' | null
  /** Its request and answer stay away until they are asked for. */
  masked: boolean
  /** Its item is being judged, and the reader may be one who judges it: what it is about and what came of it are not said. */
  withheld: boolean
  control: boolean
  produced: number
  /** Items that came of it. */
  made: NamedItem[]
  errorKind: string | null
  costMicros: number
  ms: number | null
  startedAt: Date | null
  endedAt: Date | null
}

/** What was asked, what came back, what became of it. Null as a whole while masked or withheld. */
export interface GenerationTexts {
  messages: PromptMessage[]
  /** The answer's body, word for word. */
  response: string | null
  /** What went wrong, in the words of the provider or of the reader of answers. */
  problem: string | null
  /** Of a conversation: what it added so far, step by step; empty for other tasks. */
  steps: Message[]
  /** Names of the tools that were offered. */
  offered: string[]
  /** What judge models said, stored as findings. */
  opinions: { code: string; message: string; verdict: string | null }[]
}

export interface GenerationDetail extends GenerationRow {
  kind: 'GENERATION'
  runId: string
  projectId: string
  seed: number
  prompt: { task: PromptTask; label: string }
  tools: string[]
  inputTokens: number
  outputTokens: number
  repairs: number
  texts: GenerationTexts | null
  /** Its neighbours in the run. */
  before: number | null
  after: number | null
}
export type FoundGeneration = GenerationDetail | { kind: 'OPTED_OUT' } | null

/** Which generations a run's page lists. */
export const GENERATION_VIEWS = {
  begun: {
    label: 'Begun',
    states: ['QUEUED', 'CALLING', 'ANSWERED', 'APPLIED', 'NEEDS_ATTENTION', 'FAILED', 'CANCELLED'],
  },
  underway: { label: 'Under way', states: ['QUEUED', 'CALLING', 'ANSWERED'] },
  applied: { label: 'Applied', states: ['APPLIED'] },
  attention: { label: 'Needs attention', states: ['NEEDS_ATTENTION'] },
  failed: { label: 'Failed', states: ['FAILED'] },
  waiting: { label: 'Waiting', states: ['WAITING'] },
  cancelled: { label: 'Cancelled', states: ['CANCELLED'] },
  going: { label: 'Not ended', states: ['WAITING', 'QUEUED', 'CALLING', 'ANSWERED'] },
  all: { label: 'All', states: GENERATION_STATES },
} as const satisfies Record<string, { label: string; states: readonly GenerationState[] }>
export type GenerationView = keyof typeof GENERATION_VIEWS
/** Reached by figures, and not offered beside those that they are made of. */
export const UNOFFERED_VIEWS: readonly GenerationView[] = ['going', 'all']
export const isGenerationView = (value: unknown): value is GenerationView =>
  typeof value === 'string' && Object.hasOwn(GENERATION_VIEWS, value)
