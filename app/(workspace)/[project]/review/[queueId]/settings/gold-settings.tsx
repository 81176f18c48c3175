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
  seeded: {
    gold: number
    of: number
    /** Gold texts of the stage that are not among them yet. */
    free: number
    scores: { userId: string; name: string; right: number; answered: number }[]
  }
  leads: { userId: string; name: string }[]
}

type Said = { tone: 'ok' | 'bad'; text: string } | null

/** Gold texts among the queue's, and a lead's second look at its judgments. */
export function GoldSettings({ leads, ...props }: GoldSettingsProps) {
  return (
    <div className="grid min-w-0 content-start gap-6">
      <SeedGold {...props} />
      <BeginAudit queueId={props.queueId} seed={props.seed} leads={leads} />
    </div>
  )
}

const PANEL = 'grid min-w-0 content-start gap-3 rounded-2 border border-line-2 bg-sheet p-4'

function SeedGold({ queueId, seed, closed, seeded }: Omit<GoldSettingsProps, 'leads'>) {
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<Said>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const rate = Number(new FormData(event.currentTarget).get('rate')) / 100
    setBusy(true)
    const answer = await seedGoldAction({ queueId, rate, seed })
    setBusy(false)
    setSaid(
      answer.ok
        ? { tone: 'ok', text: `${answer.data.added} gold texts added, ${answer.data.gold} in all.` }
        : { tone: 'bad', text: answer.message },
    )
  }
  return (
    <section className={PANEL}>
      <div>
        <h2>
          Gold texts among them, {seeded.gold} of {seeded.of}
        </h2>
        <p className="max-w-[70ch] text-12 text-ink-3">
          Texts whose answer is known, served as any other. Reviewers are not told, not even afterwards, and their
          answers enter no figure. {seeded.free} more {seeded.free === 1 ? 'gold text' : 'gold texts'} could be put in.
        </p>
      </div>
      {!closed && (
        <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
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
      {said && <Note tone={said.tone}>{said.text}</Note>}
      {seeded.gold > 0 && <CalibrationScores scores={seeded.scores} />}
    </section>
  )
}

function BeginAudit({ queueId, seed, leads }: Pick<GoldSettingsProps, 'queueId' | 'seed' | 'leads'>) {
  const [given, setGiven] = useState<string[]>([])
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<Said>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const share = Number(new FormData(event.currentTarget).get('share')) / 100
    setBusy(true)
    const answer = await createAuditAction({ queueId, share, seed, leadIds: given })
    setBusy(false)
    if (!answer.ok) return setSaid({ tone: 'bad', text: answer.message })
    const { judgments, texts } = answer.data
    setSaid({
      tone: 'ok',
      text: `${judgments} ${judgments === 1 ? 'judgment' : 'judgments'} on ${texts} ${texts === 1 ? 'text goes' : 'texts go'} to a lead, as a queue of its own. Results stand under Gold, audits.`,
    })
  }
  return (
    <form onSubmit={submit} className={PANEL}>
      <div>
        <h2>A lead’s second look</h2>
        <p className="max-w-[70ch] text-12 text-ink-3">
          A seeded share of each reviewer’s judgments that stand, for a lead who does not see what was said. Who judged
          a text does not audit it, and a judgment is drawn once.
        </p>
      </div>
      <Field label="Share of each reviewer’s work, %" className="w-[16rem]">
        {(control) => (
          <TextInput {...control} name="share" type="number" min={1} max={100} defaultValue={15} required />
        )}
      </Field>
      <RaterBoxes legend="Leads who judge" raters={leads} given={given} needed={1} onChange={setGiven} />
      <Button type="submit" busy={busy} disabled={given.length === 0} className="justify-self-start">
        Give it to a lead
      </Button>
      {said && <Note tone={said.tone}>{said.text}</Note>}
    </form>
  )
}
