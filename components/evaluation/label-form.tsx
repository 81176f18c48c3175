'use client'
import { useState } from 'react'
import { EVALUATION_LABEL_WORDS, type EvaluationLabelName, evaluationLabelsFor } from '@/lib/core/evaluation/labels'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { TextArea } from '../ui/inputs'
import { Note } from '../ui/note'

interface LabelFormProps {
  projectId: string
  sampleId: string
  intent: 'HARMFUL' | 'BENIGN'
  mine: { label: EvaluationLabelName; note: string } | null
  save: (input: {
    projectId: string
    sampleId: string
    label: EvaluationLabelName | null
    note: string
  }) => Promise<{ ok: true } | { ok: false; message: string }>
}

/** What the reader finds the sample to be, whatever its scorer said. */
export function LabelForm({ projectId, sampleId, intent, mine, save }: LabelFormProps) {
  const [label, setLabel] = useState<EvaluationLabelName | null>(mine?.label ?? null)
  const [note, setNote] = useState(mine?.note ?? '')
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<{ tone: 'ok' | 'bad'; text: string } | null>(null)
  const send = async (next: EvaluationLabelName | null) => {
    setBusy(true)
    const answer = await save({ projectId, sampleId, label: next, note: next === null ? '' : note })
    setBusy(false)
    if (answer.ok && next === null) {
      setLabel(null)
      setNote('')
    }
    const kept = next === null ? 'Your label is taken back.' : 'Kept. You can change it at any time.'
    setSaid(answer.ok ? { tone: 'ok', text: kept } : { tone: 'bad', text: answer.message })
  }
  return (
    <section className="grid gap-3">
      <h2>What do you find it to be?</h2>
      <fieldset className="flex flex-wrap gap-1.5" aria-label="Label">
        {evaluationLabelsFor(intent).map((one) => (
          <Button
            key={one}
            size="sm"
            variant={one === label ? 'go' : 'default'}
            aria-pressed={one === label}
            onClick={() => setLabel(one)}
          >
            {EVALUATION_LABEL_WORDS[one]}
          </Button>
        ))}
      </fieldset>
      <Field label="Why" hint="Of the benchmark alone: it is no vote, and no rate of training data counts it.">
        {(control) => (
          <TextArea
            {...control}
            rows={3}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="go" busy={busy} disabled={label === null} onClick={() => void send(label)}>
          Keep the label
        </Button>
        {mine && (
          <Button variant="bare" busy={busy} onClick={() => void send(null)}>
            Take it back
          </Button>
        )}
      </div>
      {said && <Note tone={said.tone}>{said.text}</Note>}
    </section>
  )
}
