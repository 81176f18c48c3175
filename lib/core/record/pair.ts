import type { ResponseLabel } from '../compliance/labels'
import { canonicalJson } from '../json/canonical'
import type { Conversation, RecordMessage } from './conversation'

/** One answer to the same words of the same conversation. */
export interface PairSide {
  message: Extract<RecordMessage, { role: 'assistant' }>
  label: ResponseLabel | null
  quarantined: boolean
}
/** Two answers to one request: the better and the worse. */
export interface PreferencePair {
  /** What both saw: it ends on a user's message or a tool's result. Its `messages` are the prompt. */
  prompt: Conversation
  chosen: PairSide
  rejected: PairSide
  /** Something followed one of the two answers, which the pair has no place for. */
  cut: boolean
}

/**
 * The pair at which two conversations part: up to there they must be the same to the byte, tools included, and there both
 * must have the assistant speak, each in another way.
 */
export function makePair(
  better: Conversation,
  worse: Conversation,
): { ok: true; pair: PreferencePair } | { ok: false; reason: string } {
  if (canonicalJson(better.tools) !== canonicalJson(worse.tools)) return refuse('they were offered other tools')
  if (better.intent !== worse.intent || better.split !== worse.split) return refuse('they are of different intents')
  const at = better.messages.findIndex((message, place) => !isSame(message, worse.messages[place]))
  if (at < 0) return refuse('they are the same')
  const chosen = better.messages[at]
  const rejected = worse.messages[at]
  if (chosen?.role !== 'assistant' || rejected?.role !== 'assistant') {
    return refuse('where they part, not both are an answer of the assistant')
  }
  const before = better.messages[at - 1]?.role
  if (before !== 'user' && before !== 'tool') return refuse('they part where nobody asked or answered before')
  if (saying(chosen) === saying(rejected)) return refuse('their answers are the same')
  const side = (message: PairSide['message'], { label, quarantined }: Conversation) => ({ message, label, quarantined })
  return {
    ok: true,
    pair: {
      prompt: { ...better, messages: better.messages.slice(0, at), label: null, quarantined: false },
      ...{ chosen: side(chosen, better), rejected: side(rejected, worse) },
      cut: better.messages.length > at + 1 || worse.messages.length > at + 1,
    },
  }
}

const refuse = (reason: string) => ({ ok: false as const, reason })

const isSame = (one: RecordMessage, other: RecordMessage | undefined) =>
  other !== undefined && canonicalJson(one) === canonicalJson(other)

/** What a model would have to say for it: ids of calls are none of its words. */
const saying = ({ content, calls }: PairSide['message']) =>
  canonicalJson([content.text, calls.map(({ name, raw, value }) => [name, raw ?? value ?? null])])
