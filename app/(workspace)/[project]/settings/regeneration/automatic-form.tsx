'use client'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Checkbox, Select, TextInput } from '@/components/ui/inputs'
import { Note } from '@/components/ui/note'
import type { Automatic } from '@/lib/core/run/automatic'
import { numberIn, textIn, useSave } from '../models/use-save'
import { setAutomaticAction } from './actions'

interface FormProps {
  projectId: string
  settings: Automatic
  providers: { id: string; name: string; trouble: string | null; models: { id: string; priced: boolean }[] }[]
}

const percentIn = (form: FormData, name: string) => (numberIn(form, name) ?? 0) / 100

export function AutomaticForm({ projectId, settings, providers }: FormProps) {
  const [saved, setSaved] = useState(false)
  const [providerId, setProvider] = useState(settings.providerId ?? providers[0]?.id ?? '')
  const provider = providers.find(({ id }) => id === providerId)
  const { busy, submit, message, fault } = useSave(
    (form) =>
      setAutomaticAction({
        projectId,
        on: form.get('on') === 'on',
        attempts: numberIn(form, 'attempts'),
        providerId: textIn(form, 'providerId') || null,
        model: textIn(form, 'model') || null,
        budgetADay: numberIn(form, 'budgetADay'),
        callsADay: numberIn(form, 'callsADay'),
        controlShare: percentIn(form, 'controlShare'),
        stopAfter: numberIn(form, 'stopAfter'),
        stopAtShare: percentIn(form, 'stopAtShare'),
      }),
    () => setSaved(true),
  )
  const whole = (name: keyof Automatic, value: number | null, rest: { min: number; max?: number; step?: number }) => ({
    ...{ name, defaultValue: value ?? '', type: 'number', step: 1, className: 'max-w-[160px]', ...rest },
  })
  return (
    <form onSubmit={submit} onChange={() => setSaved(false)} className="grid gap-5">
      <Checkbox
        name="on"
        defaultChecked={settings.on}
        label="Write failed items again without being asked"
        hint="60 s after the verdict, and not before it stands. Archived, flagged and quarantined items, and those being judged, are left alone."
      />
      <div className="grid gap-4 md:grid-cols-2">
        <Field
          label="Provider"
          error={fault('providerId') ?? (provider?.trouble && `It did not answer when last asked: ${provider.trouble}`)}
        >
          {(control) => (
            <Select
              {...control}
              name="providerId"
              value={providerId}
              onChange={(event) => setProvider(event.target.value)}
            >
              {providers.length === 0 && <option value="">none is set up</option>}
              {providers.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Model" hint="With the current version of its prompt." error={fault('model')}>
          {(control) => (
            <Select {...control} name="model" key={providerId} defaultValue={settings.model ?? undefined}>
              {provider?.models.map(({ id, priced }) => (
                <option key={id} value={id}>
                  {id}
                  {priced ? '' : ' (no price)'}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Amount label="Attempts an item gets, the first included" error={fault('attempts')}>
          {whole('attempts', settings.attempts, { min: 2, max: 10 })}
        </Amount>
        <Amount
          label="Judged again unchanged, in per cent"
          hint="The control: how many pass at a second look alone. It costs nothing but judgments."
          error={fault('controlShare')}
        >
          {whole('controlShare', Math.round(settings.controlShare * 100), { min: 0, max: 50 })}
        </Amount>
        <Amount label="Calls a day, at most" hint="In UTC days. Empty: no limit." error={fault('callsADay')}>
          {whole('callsADay', settings.callsADay, { min: 1 })}
        </Amount>
        <Amount label="USD a day, at most" hint="Empty: only calls are limited." error={fault('budgetADay')}>
          {whole('budgetADay', settings.budgetADay, { min: 0.01, step: 0.01 })}
        </Amount>
        <Amount
          label="Stop a category by its last attempts: how many"
          hint="Those judged since these settings were saved. Empty: never."
          error={fault('stopAfter')}
        >
          {whole('stopAfter', settings.stopAfter, { min: 3 })}
        </Amount>
        <Amount label="Stop when no more of those passed than, in per cent" error={fault('stopAtShare')}>
          {whole('stopAtShare', Math.round(settings.stopAtShare * 100), { min: 0, max: 90 })}
        </Amount>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="go" busy={busy}>
          {busy ? 'Saving…' : 'Save'}
        </Button>
        {saved && <Note tone="ok">Saved. It holds from now on.</Note>}
        {message && <Note tone="bad">{message}</Note>}
      </div>
    </form>
  )
}

interface AmountProps {
  label: string
  hint?: string
  error: ReactNode
  children: React.ComponentProps<typeof TextInput>
}

function Amount({ label, hint, error, children }: AmountProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <TextInput {...control} {...children} inputMode="decimal" />}
    </Field>
  )
}
