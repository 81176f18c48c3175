'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { TextArea } from '../ui/inputs'
import { Moment } from '../ui/moment'
import { Note } from '../ui/note'

interface CommentsProps {
  comments: { id: string; by: string; text: string; at: Date }[]
  blind: boolean
  itemId: string
  onAdd: ((input: { itemId: string; text: string }) => Promise<{ ok: true } | { ok: false; message: string }>) | null
}

export function Comments({ comments, blind, itemId, onAdd }: CommentsProps) {
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!onAdd) return
    setBusy(true)
    const answer = await onAdd({ itemId, text })
    setBusy(false)
    setError(answer.ok ? null : answer.message)
    if (answer.ok) setText('')
  }
  return (
    <section>
      <h2 className="mb-2">Comments{comments.length > 0 && `, ${comments.length}`}</h2>
      {blind && <p className="text-ink-3">They open when all judgments are in.</p>}
      <ul className="grid gap-2">
        {comments.map((comment) => (
          <li key={comment.id} className="border-b border-line pb-2">
            <p className="text-12 text-ink-3">
              {comment.by}, <Moment at={comment.at} />
            </p>
            <p className="max-w-[68ch] whitespace-pre-wrap wrap-anywhere">{comment.text}</p>
          </li>
        ))}
      </ul>
      {onAdd && (
        <form onSubmit={submit} className="mt-3 grid max-w-[68ch] gap-2">
          <Field label="Say something to the others">
            {(control) => (
              <TextArea
                {...control}
                rows={2}
                maxLength={5_000}
                required
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
              />
            )}
          </Field>
          {error && <Note tone="bad">{error} What you wrote is still here.</Note>}
          <Button type="submit" busy={busy} className="justify-self-start">
            {busy ? 'Sending…' : 'Comment'}
          </Button>
        </form>
      )}
    </section>
  )
}
