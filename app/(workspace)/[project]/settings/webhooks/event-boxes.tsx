import { Checkbox } from '@/components/ui/inputs'
import { EVENT_WORDS, WEBHOOK_EVENTS, type WebhookEvent } from '@/lib/core/webhook/events'

interface EventBoxesProps {
  events: readonly WebhookEvent[]
  onChange: (events: WebhookEvent[]) => void
}

export function EventBoxes({ events, onChange }: EventBoxesProps) {
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1 text-12 font-medium text-ink-2">It is told</legend>
      {WEBHOOK_EVENTS.map((event) => (
        <Checkbox
          key={event}
          label={<span className="font-mono">{event}</span>}
          hint={EVENT_WORDS[event]}
          checked={events.includes(event)}
          onChange={({ target }) =>
            onChange(WEBHOOK_EVENTS.filter((other) => (other === event ? target.checked : events.includes(other))))
          }
        />
      ))}
    </fieldset>
  )
}
