'use client'
import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { Select, TextInput } from '@/components/ui/inputs'
import { isPresetId, PRESET_IDS, PRESETS, type PresetId } from '@/lib/core/model/presets'
import type { ProviderView } from '@/lib/data/queries/providers'
import { createProviderAction, updateProviderAction } from './actions'
import { FormButtons } from './form-buttons'
import { numberIn, textIn, useSave } from './use-save'

/** Adds a provider, or changes one. */
export function ProviderForm({ provider, onDone }: { provider: ProviderView | null; onDone: () => void }) {
  const [preset, setPreset] = useState<PresetId>(provider?.preset ?? 'openai')
  const { busy, submit, message, fault } = useSave((form) => {
    const fields = {
      preset,
      name: textIn(form, 'name'),
      baseUrl: textIn(form, 'baseUrl'),
      maxConcurrent: numberIn(form, 'maxConcurrent'),
      requestsPerMinute: numberIn(form, 'requestsPerMinute'),
      tokensPerMinute: numberIn(form, 'tokensPerMinute'),
    }
    return provider ? updateProviderAction({ ...fields, providerId: provider.id }) : createProviderAction(fields)
  }, onDone)
  const own = PRESETS[preset].baseUrl
  return (
    <form onSubmit={submit} className="grid max-w-[560px] gap-3">
      <Field label="Kind">
        {(control) => (
          <Select
            {...control}
            value={preset}
            onChange={({ target }) => isPresetId(target.value) && setPreset(target.value)}
          >
            {PRESET_IDS.map((id) => (
              <option key={id} value={id}>
                {PRESETS[id].name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Name" error={fault('name')}>
        {(control) => (
          <TextInput
            {...control}
            // Another kind, another name to begin with.
            key={preset}
            name="name"
            required
            maxLength={80}
            defaultValue={provider?.name ?? (preset === 'custom' ? '' : PRESETS[preset].name)}
          />
        )}
      </Field>
      {preset !== 'demo' && (
        <Field
          label="Base URL"
          hint={
            preset === 'custom'
              ? 'Of any server that speaks OpenAI’s chat completions. On this machine or in a private network, the operator allows it with PLUMBLINE_ALLOW_PRIVATE_MODELS.'
              : 'Empty: the provider’s own. A change deletes the stored key.'
          }
          error={fault('baseUrl')}
        >
          {(control) => (
            <TextInput
              {...control}
              name="baseUrl"
              required={preset === 'custom'}
              maxLength={500}
              placeholder={own || 'http://127.0.0.1:11434/v1'}
              defaultValue={provider?.preset === preset && provider.baseUrl !== own ? provider.baseUrl : ''}
            />
          )}
        </Field>
      )}
      <div className="grid gap-3 md:grid-cols-3">
        <Amount
          name="maxConcurrent"
          label="Calls at once"
          value={provider?.maxConcurrent ?? 16}
          required
          most={512}
          fault={fault}
        />
        <Amount
          name="requestsPerMinute"
          label="Calls a minute"
          value={provider?.requestsPerMinute ?? null}
          most={1_000_000}
          fault={fault}
        />
        <Amount
          name="tokensPerMinute"
          label="Tokens a minute"
          value={provider?.tokensPerMinute ?? null}
          most={1_000_000_000}
          fault={fault}
        />
      </div>
      <FormButtons save={provider ? 'Save' : 'Add the provider'} busy={busy} message={message} onLeave={onDone} />
    </form>
  )
}

interface AmountProps {
  name: string
  label: string
  value: number | null
  most: number
  required?: boolean
  fault: (name: string) => string | undefined
}

function Amount({ name, label, value, most, required = false, fault }: AmountProps) {
  return (
    <Field label={label} aside={required ? undefined : 'no limit if empty'} error={fault(name)}>
      {(control) => (
        <TextInput
          {...control}
          name={name}
          type="number"
          min={1}
          max={most}
          step={1}
          required={required}
          defaultValue={value ?? ''}
        />
      )}
    </Field>
  )
}
