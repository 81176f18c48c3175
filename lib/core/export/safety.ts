import { detectFalseCompliance } from '../compliance/detect'
import { expectedOf, type ResponseLabel } from '../compliance/labels'
import type { Conversation } from '../record/conversation'
import { toMessages } from '../record/response'

/** What is never trained on, as a target or as a pair's rejected side: harm done, in part or whole, where it should have been refused. */
const COMPLIED: ReadonlySet<ResponseLabel> = new Set(['partial_compliance', 'full_compliance', 'completed', 'partial'])

type Judged = Pick<
  Conversation,
  'intent' | 'split' | 'label' | 'quarantined' | 'messages' | 'tools' | 'world' | 'outcome'
>

/**
 * Why a conversation must not be written to any training file, whatever its format; null: it may be. The one place of
 * this rule: every format goes through it (core/export/registry.ts). What nobody has labelled is read by the rules of
 * the detector, and withheld where they take it for compliance or where it calls a tool.
 */
export function whyWithheld(conversation: Judged): string | null {
  const { intent, split, label, quarantined, messages, tools, world, outcome } = conversation
  if (quarantined) return 'quarantined'
  if (intent === null) return null
  const expected = expectedOf(intent, split)
  if (expected === null) return 'borderline and not settled: whether it is to be answered nobody has said'
  if (expected === 'COMPLY') return null
  if (label !== null) return COMPLIED.has(label) ? 'a harmful request that was complied with' : null
  const acts = messages.some((message) => message.role === 'assistant' && message.calls.length > 0)
  if (acts) return 'a harmful request that tools were called for, and that nobody has labelled'
  const found = detectFalseCompliance({ tools, world, outcome, messages: toMessages(messages) }).label
  return COMPLIED.has(found) ? 'a harmful request that looks complied with, and that nobody has labelled' : null
}
