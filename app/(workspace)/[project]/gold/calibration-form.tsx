'use client'
import { type FormEvent, useState } from 'react'
import { RaterBoxes } from '@/components/study/rater-boxes'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/inputs'
import { Note } from '@/components/ui/note'
import type { ItemStage } from '@/lib/core/item/lists'
import { createCalibrationAction } from './actions'

interface CalibrationFormProps {
  projectId: string
  stage: ItemStage
  seed: number
  /** Gold answers that can be used. */
  most: number
  reviewers: { userId: string; name: string }[]
}

/** A queue of gold texts for some reviewers. */
export function CalibrationForm({ projectId, stage, seed, most, reviewers }: CalibrationFormProps) {
  const [given, setGiven] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<{ tone: 'ok' | 'bad'; text: string } | null>(null)
  if (most === 0) return <p className="mb-4 text-ink-3">A calibration needs gold answers of this stage first.</p>

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    const answer = await createCalibrationAction({
      ...{ projectId, stage, seed, name: form.get('name'), size: Number(form.get('size')), reviewerIds: given },
      passMark: Number(form.get('mark')) / 100,
    })
    setBusy(false)
    setSaid(
      answer.ok
        ? { tone: 'ok', text: `Made: ${answer.data.size} texts. It is among their queues now.` }
        : { tone: 'bad', text: answer.message },
    )
  }

  return (
    <form onSubmit={submit} className="mb-4 grid gap-3">
      <div className="grid gap-3 md:grid-cols-[minmax(0,1fr)_7rem_7rem]">
        <Field label="Name">
          {(control) => <TextInput {...control} name="name" required maxLength={120} defaultValue="Calibration" />}
        </Field>
        <Field label="Texts" aside={`of ${most}`}>
          {(control) => (
            <TextInput {...control} name="size" type="number" min={1} max={most} defaultValue={Math.min(10, most)} />
          )}
        </Field>
        <Field label="Pass mark, %">
          {(control) => <TextInput {...control} name="mark" type="number" min={0} max={100} defaultValue={80} />}
        </Field>
      </div>
      <RaterBoxes raters={reviewers} given={given} needed={1} onChange={setGiven} />
      <Button type="submit" busy={busy} disabled={given.length === 0} className="justify-self-start">
        Make the calibration
      </Button>
      {said && <Note tone={said.tone}>{said.text}</Note>}
    </form>
  )
}
