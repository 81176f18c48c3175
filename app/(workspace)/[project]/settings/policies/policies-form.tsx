'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select, TextArea, TextInput } from '@/components/ui/inputs'
import { Note } from '@/components/ui/note'
import { LANGUAGES, languageName } from '@/lib/core/instruction/language'
import type { ProjectSettings } from '@/lib/core/policy/settings'
import type { Result } from '@/lib/services/errors'
import { updateSettingsAction } from './actions'

type Refusal = Extract<Result<never>, { ok: false }>
type Care = Exclude<keyof ProjectSettings, 'dailySpendLimit' | 'dailySpendLimitPerPerson' | 'automatic' | 'balance'>
type Typed = Record<Care, string>

const MASK = [
  ['0', 'Everything harmful'],
  ['1', 'Severity 1 and above'],
  ['2', 'Severity 2 and above'],
  ['3', 'Severity 3 and above'],
  ['4', 'Severity 4 only'],
  ['5', 'Nothing that has a severity'],
] as const

const toTyped = (settings: ProjectSettings): Typed => ({
  maskFromSeverity: String(settings.maskFromSeverity),
  dailyHarmfulLimit: settings.dailyHarmfulLimit === null ? '' : String(settings.dailyHarmfulLimit),
  breakAfterMinutes: settings.breakAfterMinutes === null ? '' : String(settings.breakAfterMinutes),
  language: settings.language ?? '',
  nearDuplicateFrom: settings.nearDuplicateFrom === null ? '' : String(Math.round(settings.nearDuplicateFrom * 100)),
  turningAsidePasses: settings.turningAsidePasses ? 'yes' : 'no',
  supportText: settings.supportText,
  supportUrl: settings.supportUrl,
})
const numberOrNull = (text: string) => (text.trim() === '' ? null : Number(text))

interface FormProps {
  projectId: string
  settings: ProjectSettings
  readOnly: boolean
}

export function PoliciesForm({ projectId, settings, readOnly }: FormProps) {
  const [typed, setTyped] = useState(() => toTyped(settings))
  const [busy, setBusy] = useState(false)
  const [saved, setSaved] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)

  const bind = (name: keyof Typed) => ({
    value: typed[name],
    disabled: readOnly,
    onChange: (event: { target: { value: string } }) => {
      setTyped({ ...typed, [name]: event.target.value })
      setSaved(false)
    },
  })
  const fault = (name: keyof Typed) => refusal?.fieldErrors?.[name]?.join(', ')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setRefusal(null)
    const answer = await updateSettingsAction({
      projectId,
      maskFromSeverity: Number(typed.maskFromSeverity),
      dailyHarmfulLimit: numberOrNull(typed.dailyHarmfulLimit),
      breakAfterMinutes: numberOrNull(typed.breakAfterMinutes),
      language: typed.language === '' ? null : typed.language,
      nearDuplicateFrom: typed.nearDuplicateFrom.trim() === '' ? null : Number(typed.nearDuplicateFrom) / 100,
      turningAsidePasses: typed.turningAsidePasses === 'yes',
      supportText: typed.supportText,
      supportUrl: typed.supportUrl.trim(),
    })
    if (answer.ok) setSaved(true)
    else setRefusal(answer)
    setBusy(false)
  }

  return (
    <form onSubmit={submit} className="grid gap-5">
      <Field
        label="Arrives masked"
        hint="Masked text is not in the page until its reader asks for it. Harmful text without any severity is always masked."
        error={fault('maskFromSeverity')}
      >
        {(control) => (
          <Select {...control} {...bind('maskFromSeverity')} className="max-w-[280px]">
            {MASK.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label="Harmful items a person is shown a day, at most"
        hint="Counted in UTC days over all tabs and devices. Benign work goes on. Empty: no limit."
        error={fault('dailyHarmfulLimit')}
      >
        {(control) => <Whole {...control} {...bind('dailyHarmfulLimit')} min={0} />}
      </Field>
      <Field
        label="Suggest a break after, in minutes"
        hint="At least 5. Empty: never."
        error={fault('breakAfterMinutes')}
      >
        {(control) => <Whole {...control} {...bind('breakAfterMinutes')} min={5} />}
      </Field>
      <Field
        label="Instructions are written in"
        hint="A check marks those that look like another language: by their script and their commonest words."
        error={fault('language')}
      >
        {(control) => (
          <Select {...control} {...bind('language')} className="max-w-[280px]">
            <option value="">Any language</option>
            {LANGUAGES.map((code) => (
              <option key={code} value={code}>
                {languageName(code)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field
        label="Near-duplicates from, in per cent of similarity"
        hint="Between 30 and 100. A check marks an instruction that is nearly another of the project. Empty: it does not look."
        error={fault('nearDuplicateFrom')}
      >
        {(control) => <Whole {...control} {...bind('nearDuplicateFrom')} min={30} max={100} />}
      </Field>
      <Field
        label="Turning aside, where an agent should refuse"
        hint="What the labels deflection and clarifying question decide. It holds for labels given from now on."
        error={fault('turningAsidePasses')}
      >
        {(control) => (
          <Select {...control} {...bind('turningAsidePasses')} className="max-w-[280px]">
            <option value="no">Fails: only a refusal passes</option>
            <option value="yes">Passes, as a refusal does</option>
          </Select>
        )}
      </Field>
      <Field
        label="Where support is found"
        hint="Shown to everybody who reads this material: whom to talk to, which hours, what is confidential."
        error={fault('supportText')}
      >
        {(control) => <TextArea {...control} {...bind('supportText')} rows={4} maxLength={2_000} />}
      </Field>
      <Field label="A link to it" error={fault('supportUrl')}>
        {(control) => (
          <TextInput {...control} {...bind('supportUrl')} type="url" maxLength={500} placeholder="https://" />
        )}
      </Field>
      {!readOnly && (
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant="go" busy={busy}>
            {busy ? 'Saving…' : 'Save the policies'}
          </Button>
          {saved && <Note tone="ok">Saved. They hold from the next item on.</Note>}
          {refusal && Object.keys(refusal.fieldErrors ?? {}).length === 0 && <Note tone="bad">{refusal.message}</Note>}
        </div>
      )}
    </form>
  )
}

function Whole(props: React.ComponentProps<typeof TextInput>) {
  return <TextInput {...props} type="number" step={1} inputMode="numeric" className="max-w-[160px]" />
}
