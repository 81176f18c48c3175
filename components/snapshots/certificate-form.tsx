'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { type CertificateAsked, makePlan, planWords } from '@/lib/core/certificate/plan'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Checkbox, Select, TextInput } from '../ui/inputs'
import { Note } from '../ui/note'
import { type Answer, faultIn, type Refusal, UNREACHED } from './answer'
import { figure } from './words'

interface CertificateFormProps {
  snapshotId: string
  rows: number
  auditors: { id: string; name: string; own: number; reviews: boolean }[]
  base: string
  make(input: unknown): Promise<Answer<{ number: number }>>
}

const FIRST: CertificateAsked = {
  kind: 'SEQUENTIAL',
  share: 0.95,
  confidence: 0.95,
  votes: 3,
  allowed: 0,
  sample: null,
}

/** The plan of a certificate, with what it takes said before anything is drawn. */
export function CertificateForm({ snapshotId, rows, auditors, base, make }: CertificateFormProps) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [asked, setAsked] = useState(FIRST)
  if (!open) {
    return (
      <Button className="mt-3" onClick={() => setOpen(true)}>
        New certificate
      </Button>
    )
  }
  const made = makePlan(asked, rows)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const auditorIds = new FormData(event.currentTarget).getAll('auditor').map(String)
    setBusy(true)
    const answer = await make({ ...asked, snapshotId, auditorIds }).catch(() => UNREACHED)
    if (answer.ok) return router.push(`${base}/${answer.data.number}`)
    setBusy(false)
    setRefusal(answer)
  }
  const number = (key: 'share' | 'confidence' | 'votes' | 'allowed', label: string, scale: number, step: number) => (
    <Field label={label} error={faultIn(refusal, key)}>
      {(control) => (
        <TextInput
          {...control}
          type="number"
          required
          min={key === 'votes' ? 1 : 0}
          step={step}
          defaultValue={Number((asked[key] * scale).toFixed(2))}
          onChange={(event) => setAsked({ ...asked, [key]: Number(event.target.value) / scale })}
          className="max-w-[130px]"
        />
      )}
    </Field>
  )
  return (
    <form onSubmit={submit} className="mt-3 grid gap-3 border-t border-line pt-3" aria-label="New certificate">
      <div className="flex flex-wrap gap-3">
        {number('share', 'At least, %', 100, 0.1)}
        {number('confidence', 'Confidence, %', 100, 0.1)}
        {number('votes', 'Fresh votes a row', 1, 2)}
      </div>
      <div className="flex flex-wrap gap-3">
        <Field label="Plan">
          {(control) => (
            <Select
              {...control}
              defaultValue={asked.kind}
              onChange={(event) =>
                setAsked({ ...asked, kind: event.target.value === 'FIXED' ? 'FIXED' : 'SEQUENTIAL' })
              }
            >
              <option value="SEQUENTIAL">row by row, until it is decided</option>
              <option value="FIXED">a fixed sample</option>
            </Select>
          )}
        </Field>
        {asked.kind === 'FIXED' && number('allowed', 'Failures allowed', 1, 1)}
      </div>
      <p className="text-12 text-ink-2">{made.ok ? planWords(made.plan) : made.reason}</p>
      <fieldset className="grid grid-cols-[repeat(auto-fill,minmax(200px,1fr))] gap-x-4 gap-y-1">
        <legend className="mb-1 text-12 font-medium text-ink-2">Who judges</legend>
        {auditors.map(({ id, name, own, reviews }) => (
          <Checkbox
            key={id}
            name="auditor"
            value={id}
            label={name}
            className="content-start"
            hint={own === 0 ? undefined : `had to do with ${figure(own)} of these rows, and is not given them`}
            defaultChecked={own === 0 && reviews}
          />
        ))}
      </fieldset>
      <p className="text-12 text-ink-3">
        Nobody is given a row that they judged, edited, adjudicated or wrote, nor one whose parent they did; nobody sees
        the earlier votes.
      </p>
      {refusal && <Note tone="bad">{refusal.message}</Note>}
      <div className="flex gap-2">
        <Button type="submit" variant="go" busy={busy} disabled={!made.ok}>
          Draw the rows
        </Button>
        <Button variant="bare" onClick={() => setOpen(false)}>
          Leave it
        </Button>
      </div>
    </form>
  )
}
