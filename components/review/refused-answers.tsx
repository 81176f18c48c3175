import { useState } from 'react'
import type { OutboxEntry } from '@/lib/core/review/outbox-rules'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'

/** Answers that the server would not take, each with its words; kept here until somebody has read them. */
export function RefusedAnswers({ refused, onDiscard }: { refused: OutboxEntry[]; onDiscard: (id: string) => void }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        className="font-medium text-failed underline underline-offset-3"
        onClick={() => setOpen(true)}
      >
        {refused.length} not taken: read why
      </button>
      <Dialog open={open} title="Answers that were not taken" onClose={() => setOpen(false)}>
        <ul className="grid gap-4">
          {refused.map((entry) => (
            <li key={entry.id} className="grid gap-1 border-b border-line pb-3">
              <p>{entry.refused}</p>
              {entry.kind === 'judgment' && (
                <p className="whitespace-pre-wrap wrap-anywhere text-ink-2">
                  You said {entry.body.decision.toLowerCase()}
                  {entry.body.note && `: ${entry.body.note}`}
                </p>
              )}
              <Button size="sm" className="justify-self-start" onClick={() => onDiscard(entry.id)}>
                I have read it, forget this answer
              </Button>
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  )
}
