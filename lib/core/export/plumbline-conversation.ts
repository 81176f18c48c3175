import type { Conversation } from '../record/conversation'
import { toResponse } from '../record/response'
import type { RowAnswer } from './format'
import { writePlumblineResponse } from './plumbline-jsonl'

/**
 * A conversation of any source as a line that a project imports as a response, with its line break. Nothing is withheld
 * here: it is no training file, and what was complied with comes in to be judged.
 */
export function plumblineLine(conversation: Conversation): RowAnswer {
  const { id, messages, category, intent, split, label, quarantined, pattern, licence, source } = conversation
  if (messages.some(({ content }) => content.other)) {
    return { ok: false, reason: 'a message holds something other than text' }
  }
  const written = writePlumblineResponse({
    ...{ format: 'plumbline-response/1', category, ...toResponse(conversation), label, pattern, licence },
    ...(intent !== null && { intent }),
    ...(split !== null && { split }),
    ...(quarantined && { quarantined }),
    source: source === null ? null : { name: source, id: id === '' ? null : id },
  })
  if (!written.ok) return written
  const weighed = messages.some((message) => message.role === 'assistant' && message.weight !== null)
  return { ok: true, text: `${written.line}\n`, notes: weighed ? ['weights of messages are left out'] : [] }
}
