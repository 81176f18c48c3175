'use client'
import { type FormEvent, useState } from 'react'
import { CalibrationScores } from '@/components/gold/calibration-scores'
import { RaterBoxes } from '@/components/study/rater-boxes'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/inputs'
import { Note } from '@/components/ui/note'
import { createAuditAction, seedGoldAction } from '../../../gold/actions'

interface GoldSettingsProps {
  queueId: string
  seed: number
  closed: boolean
  seeded: { gold: number; of: number; scores: { userId: string; name: string; right: number; answered: number }[] }
  leads: { userId: string; name: string }[]
}

/** Gold texts among the queue's, and a lead's second look at its judgments. */
export function GoldSettings({ queueId, seed, closed, seeded, leads }: GoldSettingsProps) {
  const [given, setGiven] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<{ tone: 'ok' | 'bad'; text: string } | null>(null)

  const seedTexts = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const rate = Number(new FormData(event.currentTarget).get('rate')) / 100
    setBusy(true)
    const answer = await seedGoldAction({ queueId, rate, seed })
    setBusy(false)
    setSaid(
      answer.ok
        ? { tone: 'ok', text: `${answer.data.added} added, ${answer.data.gold} in all.` }
        : { tone: 'bad', text: answer.message },
    )
  }
  const audit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const share = Number(new FormData(event.currentTarget).get('share')) / 100
    setBusy(true)
    const answer = await createAuditAction({ queueId, share, seed, leadIds: given })
    setBusy(false)
    setSaid(
      answer.ok
        ? {
            tone: 'ok',
            text: `${answer.data.judgments} judgments on ${answer.data.texts} texts were given to a lead. Results stand on the page of gold and audits.`,
          }
        : { tone: 'bad', text: answer.message },
    )
  }

  return (
    <div className="mt-8 grid max-w-[560px] gap-6 border-t border-line pt-4">
      {said && <Note tone={said.tone}>{said.text}</Note>}
      <section className="grid gap-2">
        <h2>
          Gold texts among them, {seeded.gold} of {seeded.of}
        </h2>
        <p className="text-12 text-ink-2">
          Texts whose answer is known, served as any other. Reviewers are not told, not even afterwards, and their
          answers enter no figure.
        </p>
        {!closed && (
          <form onSubmit={seedTexts} className="flex items-end gap-2">
            <Field label="Share of the queue, %" className="w-[10rem]">
              {(control) => (
                <TextInput {...control} name="rate" type="number" min={1} max={50} defaultValue={5} required />
              )}
            </Field>
            <Button type="submit" busy={busy} className="min-h-8">
              Put them in
            </Button>
          </form>
        )}
        {seeded.gold > 0 && <CalibrationScores scores={seeded.scores} />}
      </section>
      <form onSubmit={audit} className="grid gap-2">
        <h2>A lead’s second look</h2>
        <p className="text-12 text-ink-2">
          A seeded share of each reviewer’s judgments that stand, for a lead who does not see what was said. Who judged
          a text does not audit it.
        </p>
        <Field label="Share of each reviewer’s work, %" className="w-[14rem]">
          {(control) => (
            <TextInput {...control} name="share" type="number" min={1} max={100} defaultValue={15} required />
          )}
        </Field>
        <RaterBoxes raters={leads.map((one) => ({ ...one, roles: '' }))} given={given} needed={1} onChange={setGiven} />
        <Button type="submit" busy={busy} disabled={given.length === 0} className="justify-self-start">
          Give it to a lead
        </Button>
      </form>
    </div>
  )
}
