'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import type { ItemDetail, ItemOpinion } from '@/lib/core/item/detail'
import { Button } from '../ui/button'
import { ButtonLink } from '../ui/button-link'
import { Field } from '../ui/field'
import { TextArea } from '../ui/inputs'
import { Note } from '../ui/note'
import { ShortTime } from '../ui/short-time'
import type { Sent } from './use-item'

interface SplitPanelProps {
  itemId: string
  revisionId: string | null
  splits: Sent<ItemDetail['splits']>
  opinions: Sent<ItemOpinion>[]
  may: boolean
  settle: (input: unknown) => Promise<{ ok: true } | { ok: false; message: string }>
  /** The next one that nobody has settled. */
  nextHref: string | null
}

/** What a borderline instruction is for: people's word with its reason, and beside it what a model thinks. */
export function SplitPanel({ itemId, revisionId, splits, opinions, may, settle, nextHref }: SplitPanelProps) {
  const machine = opinions.find(({ code }) => code === 'borderline_split')
  return (
    <section>
      <h2 className="mb-1">Settled as</h2>
      {splits.length === 0 && <p className="text-12 text-ink-3">Nobody has settled it yet.</p>}
      <ol className="grid gap-2">
        {splits.map(({ outcome, reason, by, at, revision }, index) => (
          <li key={at} className={index === 0 ? 'border-l-2 border-brass-mark pl-2.5' : 'pl-3 text-ink-2'}>
            <b className="font-medium">{outcome.toLowerCase()}</b>, {by}, on revision {revision},{' '}
            <span className="text-12 text-ink-3">
              <ShortTime iso={at} />
            </span>
            <p className="whitespace-pre-wrap wrap-anywhere text-ink-2">{reason}</p>
          </li>
        ))}
      </ol>
      <p className="mt-2 text-12 text-ink-2">
        {machine
          ? `${machine.demo ? 'The demo model' : machine.model} says: ${machine.verdict?.toLowerCase() ?? 'nothing clear'}. Its words stand below the text.`
          : 'No model was asked.'}
      </p>
      {may && revisionId && <SplitForm {...{ itemId, revisionId, settle, nextHref }} again={splits.length > 0} />}
    </section>
  )
}

interface SplitFormProps extends Pick<SplitPanelProps, 'itemId' | 'settle' | 'nextHref'> {
  revisionId: string
  again: boolean
}

function SplitForm({ itemId, revisionId, settle, nextHref, again }: SplitFormProps) {
  const router = useRouter()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const button = (event.nativeEvent as SubmitEvent).submitter
    const outcome = button instanceof HTMLButtonElement ? button.value : ''
    if (reason.trim() === '') return setWrong('Say why: the reason stays with the item.')
    setBusy(true)
    const answer = await settle({ itemId, revisionId, outcome, reason }).catch(() => null)
    setBusy(false)
    if (!answer) return setWrong('The server does not answer. Your reason is kept here; try again.')
    if (!answer.ok) return setWrong(answer.message)
    setWrong(null)
    setReason('')
    router.refresh()
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="mt-2 grid gap-2">
      <Field label={again ? 'Settle it anew, because' : 'Settle it, because'} error={wrong}>
        {(control) => (
          <TextArea
            {...control}
            rows={2}
            maxLength={10_000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" value="BENIGN" busy={busy}>
          Benign: answer it
        </Button>
        <Button type="submit" value="HARMFUL" busy={busy}>
          Harmful: refuse it
        </Button>
        {nextHref && (
          <ButtonLink href={nextHref} variant="bare">
            Next to settle
          </ButtonLink>
        )}
      </div>
      <Note>It stays borderline. The newest word speaks; earlier ones stay on record.</Note>
    </form>
  )
}
