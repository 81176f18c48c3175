'use client'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/inputs'
import { Note } from '@/components/ui/note'
import { type BalanceTargets, REFERENCE_TARGETS } from '@/lib/core/balance/targets'
import { numberIn, useSave } from '../settings/models/use-save'
import { setBalanceTargetsAction } from './actions'

const FIELDS: { name: keyof BalanceTargets; label: string; step: number; max: number; hint?: string }[] = [
  { name: 'harmful', label: 'Harmful, %', step: 0.1, max: 100 },
  { name: 'benign', label: 'Benign, %', step: 0.1, max: 100 },
  { name: 'thirdParty', label: 'Third-party, %', step: 0.1, max: 100, hint: 'The three make 100.' },
  { name: 'chainsPerSubcategory', label: 'Accepted chains a subcategory, at least', step: 1, max: 1_000 },
  {
    name: 'instructionsPerChain',
    label: 'Accepted instructions of each intent a chain, at least',
    ...{ step: 1, max: 1_000, hint: 'Benign and borderline ones: for each step sequence.' },
  },
]

/** The team's own targets; a fold, since they are mostly read. */
export function TargetsForm({ projectId, targets }: { projectId: string; targets: BalanceTargets }) {
  const [open, setOpen] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const { busy, submit, message, fault } = useSave(
    (data) =>
      setBalanceTargetsAction({
        projectId,
        ...Object.fromEntries(FIELDS.map(({ name }) => [name, numberIn(data, name)])),
      }),
    () => setOpen(false),
  )
  const takeReference = () => {
    for (const { name } of FIELDS) {
      const field = form.current?.elements.namedItem(name)
      if (field instanceof HTMLInputElement) field.value = String(REFERENCE_TARGETS[name])
    }
  }
  if (!open) {
    return (
      <Button size="sm" onClick={() => setOpen(true)}>
        Change the targets
      </Button>
    )
  }
  return (
    <form ref={form} onSubmit={submit} className="grid gap-3" aria-label="Targets">
      <div className="grid gap-3 sm:grid-cols-2">
        {FIELDS.map(({ name, label, hint, ...rest }) => (
          <Field key={name} label={label} hint={hint} error={fault(name)}>
            {(control) => (
              <TextInput
                {...{ ...control, ...rest, name }}
                type="number"
                min={0}
                required
                defaultValue={targets[name]}
                inputMode="decimal"
                className="max-w-[160px]"
              />
            )}
          </Field>
        ))}
      </div>
      {message && <Note tone="bad">{message}</Note>}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="go" busy={busy}>
          {busy ? 'Saving…' : 'Save the targets'}
        </Button>
        <Button onClick={takeReference}>AgentAlign’s</Button>
        <Button variant="bare" onClick={() => setOpen(false)}>
          Leave them
        </Button>
      </div>
    </form>
  )
}
