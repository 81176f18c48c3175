'use client'
import { Field } from '@/components/ui/field'
import { Select, TextInput } from '@/components/ui/inputs'
import type { Model } from '@/lib/core/model/model'
import { JSON_OUTPUTS, PRESETS } from '@/lib/core/model/presets'
import { MAX_PRICE } from '@/lib/core/model/prices'
import type { ProviderView } from '@/lib/data/queries/providers'
import { setModelAction } from './actions'
import { FormButtons } from './form-buttons'
import { JSON_WORDS } from './json-words'
import { numberIn, textIn, useSave } from './use-save'

/** Adds a model to a provider, or changes one. */
export function ModelForm({
  provider,
  model,
  onDone,
}: {
  provider: ProviderView
  model: Model | null
  onDone: () => void
}) {
  const { busy, submit, message, fault } = useSave(
    (form) =>
      setModelAction({
        providerId: provider.id,
        id: model?.id ?? textIn(form, 'id'),
        jsonOutput: textIn(form, 'jsonOutput'),
        inputPerMillion: numberIn(form, 'inputPerMillion'),
        outputPerMillion: numberIn(form, 'outputPerMillion'),
        maxOutputTokens: numberIn(form, 'maxOutputTokens'),
      }),
    onDone,
  )
  const price = (name: 'inputPerMillion' | 'outputPerMillion', label: string) => (
    <Field label={label} aside="unknown if empty" error={fault(name)}>
      {(control) => (
        <TextInput
          {...control}
          name={name}
          type="number"
          min={0}
          max={MAX_PRICE}
          step={0.0001}
          defaultValue={model?.[name] ?? ''}
        />
      )}
    </Field>
  )
  return (
    <form onSubmit={submit} className="grid max-w-[560px] gap-3">
      {model === null && (
        <Field label="Model" hint="As the provider’s own documentation names it." error={fault('id')}>
          {(control) => (
            <TextInput
              {...control}
              name="id"
              required
              maxLength={200}
              autoFocus
              autoComplete="off"
              spellCheck={false}
            />
          )}
        </Field>
      )}
      <Field
        label="JSON output"
        hint="What the endpoint can promise. By prompt works everywhere; what cannot be read is asked for once more."
      >
        {(control) => (
          <Select
            {...control}
            name="jsonOutput"
            defaultValue={model?.jsonOutput ?? PRESETS[provider.preset].jsonOutput}
          >
            {JSON_OUTPUTS.map((one) => (
              <option key={one} value={one}>
                {JSON_WORDS[one]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="grid gap-3 md:grid-cols-2">
        {price('inputPerMillion', 'USD a million tokens in')}
        {price('outputPerMillion', 'USD a million tokens out')}
      </div>
      <Field label="Most tokens in one answer" aside="unknown if empty" error={fault('maxOutputTokens')}>
        {(control) => (
          <TextInput
            {...control}
            name="maxOutputTokens"
            type="number"
            min={1}
            max={1_000_000}
            step={1}
            defaultValue={model?.maxOutputTokens ?? ''}
          />
        )}
      </Field>
      <p className="text-12 text-ink-3">
        Without both prices a run can be limited by calls only, and its cost is shown as unknown. Runs keep the prices
        they were made with.
      </p>
      <FormButtons save={model ? 'Save' : 'Add the model'} busy={busy} message={message} onLeave={onDone} />
    </form>
  )
}
