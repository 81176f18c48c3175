'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Checkbox, TextInput } from '@/components/ui/inputs'
import { Note } from '@/components/ui/note'
import { Severity } from '@/components/ui/severity'
import type { CategoryChoice, OwnPreferences } from '@/lib/data/queries/preferences'
import { updatePreferencesAction } from './actions'

interface FormProps {
  projectId: string
  own: OwnPreferences
  categories: CategoryChoice[]
  teamLimit: number | null
}

export function PreferencesForm({ projectId, own, categories, teamLimit }: FormProps) {
  const [optOuts, setOptOuts] = useState<ReadonlySet<string>>(new Set(own.optOutCategoryIds))
  const [limit, setLimit] = useState(own.dailyLimit === null ? '' : String(own.dailyLimit))
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<{ tone: 'ok' | 'bad'; text: string } | null>(null)

  const toggle = (id: string) => {
    const next = new Set(optOuts)
    if (!next.delete(id)) next.add(id)
    setOptOuts(next)
    setSaid(null)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const answer = await updatePreferencesAction({
      projectId,
      optOutCategoryIds: [...optOuts],
      dailyLimit: limit.trim() === '' ? null : Number(limit),
    })
    setSaid(answer.ok ? { tone: 'ok', text: savedText(answer.data.released) } : { tone: 'bad', text: answer.message })
    setBusy(false)
  }

  return (
    <form onSubmit={submit} className="grid gap-6">
      <fieldset>
        <legend className="mb-1 text-13 font-semibold">Categories that you do not want to be shown</legend>
        <p className="mb-2 max-w-[60ch] text-12 text-ink-2">
          Their items leave your queues at once and never reach your browser: not in lists, not by a link, not after the
          fact. What you judged already stays as it is.
        </p>
        {categories.length === 0 ? (
          <p className="text-ink-3">This project has no categories yet.</p>
        ) : (
          <ul className="border-t border-line-2">
            {categories.map((category) => (
              <li key={category.id} className="border-b border-line py-2">
                <Choice {...category} on={optOuts.has(category.id)} onChange={toggle} bold />
                <ul className="mt-1 grid gap-x-6 gap-y-1 pl-6 md:grid-cols-2">
                  {category.children.map((child) => (
                    <li key={child.id}>
                      <Choice
                        {...child}
                        on={optOuts.has(category.id) || optOuts.has(child.id)}
                        taken={optOuts.has(category.id)}
                        onChange={toggle}
                      />
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        )}
      </fieldset>
      <Field
        label="Harmful items a day, at most"
        hint={`${teamText(teamLimit)} Shown to you today: ${own.harmfulToday}. Benign work goes on beyond it. Empty: no limit of your own.`}
        className="max-w-[420px]"
      >
        {(control) => (
          <TextInput
            {...control}
            className="max-w-40"
            type="number"
            min={0}
            max={100_000}
            step={1}
            inputMode="numeric"
            value={limit}
            onChange={(event) => {
              setLimit(event.target.value)
              setSaid(null)
            }}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="go" busy={busy}>
          {busy ? 'Saving…' : 'Save for me'}
        </Button>
        {said && <Note tone={said.tone}>{said.text}</Note>}
      </div>
    </form>
  )
}

function Choice({
  id,
  title,
  severity,
  on,
  taken = false,
  bold = false,
  onChange,
}: {
  id: string
  title: string
  severity: number | null
  on: boolean
  /** Its category is opted out of: it goes along. */
  taken?: boolean
  bold?: boolean
  onChange: (id: string) => void
}) {
  return (
    <div className="flex items-center justify-between gap-3">
      <Checkbox
        label={<span className={bold ? 'font-medium' : undefined}>{title}</span>}
        checked={on}
        disabled={taken}
        onChange={() => onChange(id)}
      />
      <Severity level={severity} />
    </div>
  )
}

const teamText = (limit: number | null) =>
  limit === null ? 'The team sets no limit.' : `The team’s limit is ${limit}; the lower one holds.`

const savedText = (released: number) =>
  released === 0
    ? 'Saved.'
    : `Saved. ${released === 1 ? 'One item that you held' : `${released} items that you held`} went back to the queue.`
