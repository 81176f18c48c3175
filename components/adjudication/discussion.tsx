'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { TextArea } from '../ui/inputs'
import { LocalTime } from '../ui/local-time'

type Answer = { ok: true } | { ok: false; message: string }

export interface ShownDiscussion {
  open: boolean
  /** ISO 8601. */
  opensAt: string | null
  may: boolean
  comments: { id: string; by: string; text: string; at: string }[]
}

interface DiscussionProps {
  itemId: string
  entryId: string
  discussion: ShownDiscussion
  say: (input: unknown) => Promise<Answer>
}

/** Words between those who judged and those who settle; not before every vote is cast for good. */
export function Discussion({ itemId, entryId, discussion: { open, opensAt, may, comments }, say }: DiscussionProps) {
  return (
    <section aria-labelledby="discussion">
      <h2 id="discussion" className="mb-2">
        Discussion{open && `, ${comments.length} ${comments.length === 1 ? 'comment' : 'comments'}`}
      </h2>
      {!open && (
        <p className="hatch max-w-[70ch] rounded-1 border border-dashed border-line-2 px-2.5 py-2 text-12 text-ink-2">
          Opens when all have voted and nobody can take an answer back any more
          {opensAt ? (
            <>
              : <LocalTime iso={opensAt} />.
            </>
          ) : (
            '.'
          )}{' '}
          Until then nothing that is said here could leave a vote as it would have been.
        </p>
      )}
      <ol className="grid gap-3">
        {comments.map(({ id, by, text, at }) => (
          <li key={id} className="border-l-2 border-line-2 pl-2.5">
            <p className="text-12 text-ink-3">
              {by}, <LocalTime iso={at} />
            </p>
            <p className="max-w-[70ch] whitespace-pre-wrap wrap-anywhere">{text}</p>
          </li>
        ))}
      </ol>
      {open && comments.length === 0 && <p className="text-12 text-ink-3">Nobody has said anything yet.</p>}
      {may && <SayForm {...{ itemId, entryId, say }} />}
    </section>
  )
}

function SayForm({ itemId, entryId, say }: Omit<DiscussionProps, 'discussion'>) {
  const router = useRouter()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const add = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const answer = await say({ itemId, entryId, text }).catch(() => null)
    setBusy(false)
    if (!answer?.ok)
      return setWrong(answer?.message ?? 'The server does not answer. Your words are kept here; try again.')
    setWrong(null)
    setText('')
    router.refresh()
  }
  return (
    <form onSubmit={(event) => void add(event)} className="mt-3 grid max-w-[70ch] justify-items-start gap-2">
      <Field
        label="Say something"
        hint="Read by everybody who may see these votes. It changes none of them."
        error={wrong}
        className="w-full"
      >
        {(control) => (
          <TextArea
            {...control}
            rows={2}
            required
            maxLength={10_000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" size="sm" busy={busy}>
        {busy ? 'Saving…' : 'Say it'}
      </Button>
    </form>
  )
}
