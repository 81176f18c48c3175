import type { Message, ResponseContent } from '@/lib/core/trajectory/content'

const REVIEWS = ['The rye keeps for a week.', 'Good rolls, closed too early for me.', 'Friendly people, a short queue.']

/** A response of so many steps and about so many bytes: a shop is looked up and its reviews are read, again and again. */
export function longResponse({ steps = 200, bytes = 1_000_000 } = {}): ResponseContent {
  const each = Math.max(1, Math.round((bytes / steps - 400) / 74))
  const messages: Message[] = [
    { role: 'system', text: 'You are an agent who has tools. '.repeat(40) },
    { role: 'user', text: 'Read the reviews of every bakery in Mill Lane and tell me which bread keeps longest.' },
  ]
  for (let step = 0; step < steps - 1; step++) {
    const call = {
      id: `call_${step}`,
      name: 'list_reviews',
      arguments: `{"merchant":"m_${2_000 + step}","limit":${each}}`,
    }
    const reviews = Array.from({ length: each }, (_, place) => ({
      id: `r_${step}_${place}`,
      stars: 1 + ((step + place) % 5),
      said: REVIEWS[(step + place) % REVIEWS.length]!,
    }))
    messages.push(
      { role: 'assistant', text: step % 7 === 0 ? `Now shop ${step + 1}.` : '', calls: [call], stop: 'tool_calls' },
      {
        ...{ role: 'tool', callId: call.id, name: call.name, error: false, source: 'IMPORTED' },
        text: JSON.stringify({ merchant: `m_${2_000 + step}`, reviews, page: 1 }),
      },
    )
  }
  messages.push({ role: 'assistant', text: 'The rye of the last shop keeps longest: a week.', calls: [], stop: 'stop' })
  return { messages, tools: [], world: null, outcome: 'FINISHED' }
}
