'use client'
import { type FormEvent, useState } from 'react'
import { ROW_DEFAULTS, type RowOptions } from '@/lib/core/import/row-options'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { TextInput } from '../ui/inputs'

const NUMBERS = [
  ['minSteps', 'At least so many calls', 'Messages in which a tool is called.', 0, 1_000],
  ['maxTurns', 'At most so many turns', 'Messages of a user; empty: however many.', 1, 2_000],
  ['sample', 'Draw so many', 'Of each file’s rows that are left; empty: all.', 1, 1_000_000],
  ['seed', 'Seed of the draw', 'The same seed draws the same rows.', 0, 2_147_483_647],
] as const
const TEXTS = [
  ['source', 'Comes from', 'A data set’s name, in the place of what its format says.'],
  ['licence', 'Licence', 'As an SPDX id, such as Apache-2.0.'],
] as const

type Draft = Record<(typeof NUMBERS)[number][0] | (typeof TEXTS)[number][0], string>

const draftOf = (value: RowOptions): Draft => ({
  minSteps: value.minSteps === 0 ? '' : String(value.minSteps),
  ...{ maxTurns: String(value.maxTurns ?? ''), sample: String(value.sample ?? ''), seed: String(value.seed) },
  ...{ source: value.source ?? '', licence: value.licence ?? '' },
})

const wholeOr = <T,>(text: string, otherwise: T): number | T => (text.trim() === '' ? otherwise : Number(text))

/** Which rows of conversations of others are taken, and whose they are. What is chosen shows in a new preview. */
export function RowChoice({
  value,
  busy,
  onChange,
  onDraft,
}: {
  value: RowOptions
  busy: boolean
  onChange: (value: RowOptions) => void
  /** What stands in the form is other than what the preview is of. */
  onDraft: (differs: boolean) => void
}) {
  const [draft, setDraft] = useState(draftOf(value))
  const differs = (one: Draft) => JSON.stringify(one) !== JSON.stringify(draftOf(value))
  const change = (more: Partial<Draft>) => {
    const next = { ...draft, ...more }
    setDraft(next)
    onDraft(differs(next))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onChange({
      ...value,
      ...{ minSteps: wholeOr(draft.minSteps, 0), maxTurns: wholeOr(draft.maxTurns, null) },
      ...{ sample: wholeOr(draft.sample, null), seed: wholeOr(draft.seed, ROW_DEFAULTS.seed) },
      ...{ source: draft.source.trim() || null, licence: draft.licence.trim() || null },
    })
  }
  const changed = differs(draft)
  return (
    <form onSubmit={submit} className="grid gap-3">
      <h2>Which rows, and whose</h2>
      <div className="grid grid-cols-1 gap-x-6 gap-y-3 md:grid-cols-2">
        {NUMBERS.map(([name, label, hint, min, max]) => (
          <Field key={name} label={label} hint={hint}>
            {(control) => (
              <TextInput
                {...control}
                type="number"
                step={1}
                {...{ min, max, disabled: busy, value: draft[name] }}
                onChange={(event) => change({ [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        {TEXTS.map(([name, label, hint]) => (
          <Field key={name} label={label} hint={hint}>
            {(control) => (
              <TextInput
                {...control}
                maxLength={200}
                spellCheck={false}
                {...{ disabled: busy, value: draft[name] }}
                onChange={(event) => change({ [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" busy={busy} disabled={!changed}>
          Look again
        </Button>
        <span className="text-12 text-ink-3">
          {changed ? 'The preview is of what was chosen before.' : 'The preview is of these.'}
        </span>
      </div>
    </form>
  )
}
