'use client'
import { type FormEvent, useRef, useState } from 'react'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Checkbox, TextArea, TextInput } from '../ui/inputs'
import { LocalTime } from '../ui/local-time'
import { Note } from '../ui/note'
import { ScrollBox } from '../ui/scroll-box'
import { type Answer, UNREACHED } from './answer'
import { figure } from './words'

interface HashListsProps {
  projectId: string
  lists: { id: string; name: string; entries: number; everywhere: boolean; by: string | null; createdAt: Date }[]
  admin: boolean
  add(input: unknown): Promise<Answer<{ entries: number; texts: number }>>
  remove(input: unknown): Promise<Answer>
}

/** The lists there are, and a form for another one. Texts are sent once and only their hashes are kept. */
export function HashLists({ projectId, lists, admin, add, remove }: HashListsProps) {
  const form = useRef<HTMLFormElement>(null)
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<{ tone: 'bad' | 'ok'; text: string } | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    setBusy(true)
    const answer = await add({
      projectId,
      name: String(data.get('name') ?? ''),
      prompts: String(data.get('prompts') ?? ''),
      everywhere: data.get('everywhere') !== null,
    }).catch(() => null)
    setBusy(false)
    if (!answer?.ok) return setSaid({ tone: 'bad', text: answer?.message ?? UNREACHED.message })
    form.current?.reset()
    const { entries, texts } = answer.data
    setSaid({
      tone: 'ok',
      text: `${figure(entries)} hashes kept, ${figure(texts)} of them made from texts. No text was.`,
    })
  }
  const takeAway = async (listId: string) => {
    const answer = await remove({ projectId, listId }).catch(() => null)
    setSaid(answer?.ok ? null : { tone: 'bad', text: answer?.message ?? UNREACHED.message })
  }
  return (
    <div className="grid gap-6 xl:grid-cols-2">
      <div className="min-w-0">
        {lists.length === 0 ? (
          <p className="text-ink-2">No list yet: snapshots are compared with no benchmark.</p>
        ) : (
          <ScrollBox label="Hash lists">
            <table className="tbl">
              <caption className="sr-only">Hash lists</caption>
              <thead>
                <tr>
                  <th>Name</th>
                  <th className="num">Hashes</th>
                  <th>Holds in</th>
                  <th>Added</th>
                  <th>
                    <span className="sr-only">Remove</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {lists.map((list) => (
                  <tr key={list.id}>
                    <th scope="row" className="text-13 font-normal wrap-anywhere text-ink">
                      {list.name}
                    </th>
                    <td className="num">{figure(list.entries)}</td>
                    <td className="text-ink-2">{list.everywhere ? 'all projects' : 'this project'}</td>
                    <td className="text-ink-2">
                      <LocalTime iso={list.createdAt.toISOString()} style="day" />
                    </td>
                    <td>
                      {(!list.everywhere || admin) && (
                        <Button size="sm" variant="bare" onClick={() => void takeAway(list.id)}>
                          Remove<span className="sr-only"> {list.name}</span>
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
        )}
      </div>
      <form ref={form} onSubmit={submit} className="grid max-w-[640px] content-start gap-3" aria-label="New hash list">
        <Field label="Name">
          {(control) => <TextInput {...control} name="name" required maxLength={120} placeholder="Of the benchmark" />}
        </Field>
        <Field
          label="Hashes or prompts, a line each"
          hint="A SHA-256 of the normalised text (words in lower case, one space between them), or the text itself, or a JSON string where it has several lines. Texts are hashed at once and not kept; close ones are found only where the text was given."
        >
          {(control) => <TextArea {...control} name="prompts" rows={8} required className="font-mono text-12" />}
        </Field>
        {admin && <Checkbox name="everywhere" label="For all projects of this installation" />}
        {said && <Note tone={said.tone}>{said.text}</Note>}
        <div>
          <Button type="submit" variant="go" busy={busy}>
            Add the list
          </Button>
        </div>
      </form>
    </div>
  )
}
