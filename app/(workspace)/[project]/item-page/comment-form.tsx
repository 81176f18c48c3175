'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextArea } from '@/components/ui/inputs'
import { addCommentAction } from '../chains/actions'

/** `entryId`: votes that decide nothing; what is said goes into their discussion, which whoever settles them reads. */
export function CommentForm({ itemId, entryId }: { itemId: string; entryId: string | null }) {
  const router = useRouter()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const add = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const result = await addCommentAction({ itemId, entryId, text }).catch(() => null)
    setBusy(false)
    if (!result) return setWrong('The server does not answer. Your words are kept here; try again.')
    if (!result.ok) return setWrong(result.message)
    setWrong(null)
    setText('')
    router.refresh()
  }
  return (
    <form onSubmit={(event) => void add(event)} className="mt-3 grid justify-items-start gap-2">
      <Field
        label={entryId ? 'Add to the discussion' : 'Add a comment'}
        hint={entryId ? 'Its votes decide nothing: whoever settles it reads this.' : undefined}
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
        {busy ? 'Saving…' : 'Add the comment'}
      </Button>
    </form>
  )
}
