import { z } from 'zod'
import { chainContentSchema } from '../chain/content'
import { RESPONSE_LABELS, type ResponseLabel } from '../compliance/labels'
import type { LabelOpinion } from '../compliance/opinion'
import type { CalibrationTally } from '../gold/answer'
import { instructionContentSchema, type ToolSchema } from '../instruction/content'
import type { ItemContent } from '../item/content'
import type { VerdictName } from '../item/filter'
import { type ResponseContent, responseContentSchema } from '../trajectory/content'

// What the workbench and /api/review say to each other. JSON both ways; every response is
// `{ ok: true, data } | { ok: false, code, message, fieldErrors? }` (services/errors.ts).

const id = z.uuid()

export const DECISIONS = ['ACCEPT', 'REJECT', 'EDIT', 'ABSTAIN', 'AMBIGUOUS'] as const
export type DecisionName = (typeof DECISIONS)[number]

export interface Rubric {
  id: string
  key: string
  version: number
  name: string
  /** `open`: a question whose answer decides nothing. */
  criteria: { key: string; label: string; question: string; open?: true }[]
  reasons: { key: string; label: string }[]
  guidelines: string
}

export interface WorkStep {
  capability: string
  title: string
  description: string
  gives: string
  listed: boolean
  tools: { name: string; description: string }[]
}

/** One claimed item. Blind: no verdict, votes, attempt, earlier reasons or model opinions. */
export interface WorkItem {
  entryId: string
  /** The slot held; null where none is left (an answer would be surplus). */
  assignmentId: string | null
  revisionId: string
  itemId: string
  number: number
  stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'
  /** Null in a study whose questions it would answer: such an item is answered by its rubric's questions and by nothing else. */
  frame: WorkFrame | null
  masked: boolean
  /** Absent (null) while masked: fetched by `reveal`. */
  body: WorkBody | null
  draft: DraftContent | null
  draftSeq: number
}

/** What the project says of an item, beside its text. */
export interface WorkFrame {
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
  /** "An agent should refuse" or comply. */
  expected: 'REFUSE' | 'COMPLY' | 'UNSPLIT'
  category: { path: string[]; severity: number | null }
  origin: string
  model: string | null
  /** What it was made from, the first of them first, each with its verdict as the reader may know it. */
  above: { id: string; stage: 'CHAIN' | 'INSTRUCTION' | 'RESPONSE'; number: number; verdict: VerdictName }[]
}

/** What masking withholds. */
export type WorkBody = ChainBody | InstructionBody | ResponseBody
interface SharedBody {
  /** The chain's steps; an instruction's are those of the chain that it was made from; a response has its own. */
  steps: WorkStep[]
  findings: { code: string; severity: 'INFO' | 'WARNING' | 'ERROR'; message: string }[]
}
export interface ChainBody extends SharedBody {
  stage: 'CHAIN'
  title: string | null
  explanation: string
}
export interface InstructionBody extends SharedBody {
  stage: 'INSTRUCTION'
  text: string
  tools: ToolSchema[]
}

/** Marks on its steps are by core/trajectory/steps.ts. */
export interface ResponseBody extends SharedBody {
  stage: 'RESPONSE'
  content: ResponseContent
}

/** An edited text, of whichever stage; the server checks that it is its item's (core/item/stages.ts). */
const proposalSchema = z.union([chainContentSchema, instructionContentSchema, responseContentSchema])

export const draftContentSchema = z.object({
  decision: z.enum(DECISIONS).nullable().default(null),
  criteria: z.record(z.string().max(64), z.boolean()).default({}),
  reasons: z.array(z.string().max(64)).max(30).default([]),
  note: z.string().max(10_000).default(''),
  stepMarks: z.array(z.number().int().min(0).max(2_000)).max(200).default([]),
  /** Of a response: what the agent did, and the step (from 0) at which it begins to comply. */
  label: z.enum(RESPONSE_LABELS).nullable().default(null),
  compliesFrom: z.number().int().min(0).max(2_000).nullable().default(null),
  /** The reader says that no one step can be named. */
  stepUnsaid: z.boolean().default(false),
  /** The edited text, for EDIT. */
  proposal: proposalSchema.nullable().default(null),
})
export type DraftContent = z.infer<typeof draftContentSchema>

export const claimInput = z.object({
  queueId: id,
  /** The browser tab; made once a tab and kept in sessionStorage. */
  clientId: z.string().min(8).max(64),
  /** Entries this tab already holds: they are renewed and not sent again. */
  have: z.array(id).max(50).default([]),
  want: z.number().int().min(1).max(11).default(10),
})
export type ClaimInput = z.infer<typeof claimInput>
export interface ClaimOutput {
  items: WorkItem[]
  /** Entries of `have` that this tab no longer holds. */
  lost: string[]
  /** Entries in this queue that the reviewer could still judge, the claimed ones included. */
  left: number
  /** The queue is long and was not counted to its end: `left` is the least it can be. Never so while `have` is empty. */
  atLeast: boolean
  /** Judged by this reviewer in this queue. */
  done: number
  /** Why nothing more came, when nothing came. */
  stop: null | 'EMPTY' | 'PAUSED' | 'DAILY_LIMIT' | 'OTHERS_HOLD_THE_REST'
  /** Null where it would tell which items are harmful. */
  exposure: { harmfulToday: number; dailyLimit: number | null } | null
}

export const heartbeatInput = z.object({
  queueId: id,
  clientId: z.string().min(8).max(64),
  entryIds: z.array(id).max(50),
  /** The entry on screen: recorded as exposure. */
  showing: id.nullable().default(null),
})
export type HeartbeatInput = z.infer<typeof heartbeatInput>
export interface HeartbeatOutput {
  lost: string[]
}

export const draftInput = z.object({
  entryId: id,
  /** Start from the item's draftSeq and count up; a draft that is not newer than the stored one is ignored. */
  seq: z.number().int().min(0),
  content: draftContentSchema.nullable(),
  /** While an item is masked its draft came without the edited text: true leaves what is stored of it. */
  keepProposal: z.boolean().default(false),
})
export type DraftInput = z.infer<typeof draftInput>
export interface DraftOutput {
  /** False: a newer draft, or this person's judgment, is already there. */
  saved: boolean
}

export const judgmentInput = z.object({
  /** Made in the browser (UUIDv7): the idempotency key. */
  id,
  entryId: id,
  /** The text that was judged; another current text is a conflict, never counted for it. */
  revisionId: id,
  decision: z.enum(DECISIONS),
  /** Of a response: the decision is what the label decides, and one that differs is refused. */
  label: z.enum(RESPONSE_LABELS).nullable().default(null),
  compliesFrom: z.number().int().min(0).max(2_000).nullable().default(null),
  criteria: z.record(z.string().max(64), z.boolean()).default({}),
  reasons: z.array(z.string().max(64)).max(30).default([]),
  note: z.string().max(10_000).default(''),
  stepMarks: z.array(z.number().int().min(0).max(2_000)).max(200).default([]),
  seconds: z.number().int().min(0).max(86_400).default(0),
  proposal: proposalSchema.nullable().default(null),
})
export type JudgmentInput = z.infer<typeof judgmentInput>
export interface JudgmentOutput {
  id: string
  /** COUNTED, or SURPLUS: kept and shown, not counted; ALREADY: this person's live judgment on the entry stands and this one was not stored. */
  state: 'COUNTED' | 'SURPLUS' | 'ALREADY'
  savedAt: string
  /** In a calibration, and nowhere else. */
  feedback?: Feedback
}
/** What the gold answer is, and how far the calibration has come. */
export interface Feedback {
  number: number
  right: boolean
  gold: { decision: 'ACCEPT' | 'REJECT'; label: ResponseLabel | null; reason: string }
  tally: CalibrationTally
}

export const withdrawInput = z.object({ judgmentId: id, clientId: z.string().min(8).max(64) })
export type WithdrawInput = z.infer<typeof withdrawInput>
export interface WithdrawOutput {
  /** The item again, claimed for this tab, with the withdrawn answer as its draft. */
  item: WorkItem
}

export const releaseInput = z.object({ clientId: z.string().min(8).max(64), entryIds: z.array(id).max(50) })
export type ReleaseInput = z.infer<typeof releaseInput>
export interface ReleaseOutput {
  released: string[]
}
export const skipInput = z.object({ entryId: id, clientId: z.string().min(8).max(64) })
export type SkipInput = z.infer<typeof skipInput>
export const flagInput = z.object({
  entryId: id,
  clientId: z.string().min(8).max(64),
  note: z.string().max(2_000).default(''),
})
export type FlagInput = z.infer<typeof flagInput>
export const revealInput = z.object({ entryId: id })
export type RevealInput = z.infer<typeof revealInput>
export interface RevealOutput {
  body: WorkBody
  /** The edited text of the reader's own draft, which masking withheld. */
  proposal: ItemContent | null
}
/** After judging (undo time passed, or closed; never in studies): what the revision was before, and what was said. A masked item is revealed first. */
export const earlierInput = z.object({ entryId: id })
export type EarlierInput = z.infer<typeof earlierInput>
export interface EarlierOutput {
  /** Earlier texts of the item, newest first. */
  revisions: { number: number; content: ItemContent; at: string }[]
  /** On this revision and earlier ones, oldest first; the reader's own included. */
  judgments: {
    revision: number
    decision: DecisionName
    /** Of a response. */
    label: ResponseLabel | null
    reasons: string[]
    note: string
    at: string
    /** A name where names may be seen, "you", or "a reviewer". */
    reviewer: string
  }[]
}
/** After judging a response (as `earlier`): what the detector, judge models and other people say of it. Never in studies. */
export const opinionsInput = z.object({ entryId: id })
export type OpinionsInput = z.infer<typeof opinionsInput>
/** How often a view and people's label were the same, of all responses that both have labelled; null: withheld, too few. */
export interface Agreement {
  same: number
  of: number
}
export interface OpinionsOutput {
  detector:
    | (Pick<LabelOpinion, 'label' | 'compliesFrom' | 'message' | 'signals'> & { agreement: Agreement | null })
    | null
  /** One a model and prompt version: what most of its repeats say, and how many of them. */
  judges: (Pick<LabelOpinion, 'label' | 'compliesFrom' | 'message' | 'quotes' | 'model' | 'demo'> & {
    prompt: string
    repeats: number
    saying: number
    agreement: Agreement | null
  })[]
  /** Other people's answers on this very text, oldest first. */
  people: { reviewer: string; decision: DecisionName; label: ResponseLabel | null; compliesFrom: number | null }[]
  /** People who are asked besides the reader. */
  others: number
}
/** Bytes of a body that brings a whole response along: its messages, its tools, and the words beside it. */
export const RESPONSE_BYTES = 8 * 1024 * 1024

/** An edited response, to be answered by its world from a step (from 0) on. */
export const replayInput = z.object({
  entryId: id,
  content: responseContentSchema,
  from: z.number().int().min(0).max(2_000),
})
export type ReplayInput = z.infer<typeof replayInput>
export interface ReplayOutput {
  /** Null where it cannot be replayed. */
  content: ResponseContent | null
  /** Steps, from 0, of which a result is another than before. */
  changed: number[]
  /** NO_WORLD: not made in our environment; OTHER_VERSION: in an earlier one; OTHER_RESULTS: its earlier results are others. */
  why: 'NO_WORLD' | 'OTHER_VERSION' | 'OTHER_RESULTS' | null
}
/** The last ten judgments of this person in this queue, newest first, for `←`. */
export const recentInput = z.object({ queueId: id })
export type RecentInput = z.infer<typeof recentInput>
export interface RecentItem {
  judgmentId: string
  state: 'COUNTED' | 'SURPLUS'
  savedAt: string
  /** As it was given; the edited text is null while the item is masked. */
  answer: DraftContent
  /** Null: it can be taken back; else why not. */
  standsBecause: string | null
  item: WorkItem
}
export interface RecentOutput {
  judgments: RecentItem[]
}
