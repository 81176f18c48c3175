'use client'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/inputs'
import { PRESETS } from '@/lib/core/model/presets'
import type { ProviderView } from '@/lib/data/queries/providers'
import { setProviderKeyAction } from './actions'
import { FormButtons } from './form-buttons'
import { textIn, useSave } from './use-save'

export function KeyForm({ provider, onDone }: { provider: ProviderView; onDone: () => void }) {
  const { id: providerId, preset, keyLast4 } = provider
  const { busy, submit, message, fault } = useSave(
    (form) => setProviderKeyAction({ providerId, key: textIn(form, 'key') || null }),
    onDone,
  )
  const variable = PRESETS[preset].keyVariable
  return (
    <form onSubmit={submit} className="grid max-w-[560px] gap-3">
      <Field
        label={keyLast4 ? 'New key' : 'Key'}
        hint={`Sealed to this address; a change of address clears it. Empty: ${keyLast4 ? 'the stored one is deleted' : 'none is stored'}${variable ? `, and ${variable} is used if the operator set it` : ''}.`}
        error={fault('key')}
      >
        {(control) => (
          <TextInput {...control} name="key" type="password" autoComplete="off" maxLength={512} autoFocus />
        )}
      </Field>
      <FormButtons save="Store the key" busy={busy} message={message} onLeave={onDone} />
    </form>
  )
}
