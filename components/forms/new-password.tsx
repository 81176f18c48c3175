'use client'
import { useState } from 'react'
import {
  countCharacters,
  findPasswordFault,
  PASSWORD_MIN,
  PASSWORD_UNITS_MAX,
  tooShort,
} from '@/lib/core/policy/password'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { TextInput } from '../ui/inputs'

/** A field for a password that does not exist yet. Says how far it is while it is typed, and what the server would say. */
export function NewPassword({
  label = 'Password',
  owner,
  fault,
}: {
  label?: string
  owner: { email: string; name: string }
  /** What the server said about the one that was sent. */
  fault?: string
}) {
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(false)
  const [left, setLeft] = useState(false)
  const length = countCharacters(password)
  const found = password === '' ? null : findPasswordFault(password, owner)
  const short = length > 0 && length < PASSWORD_MIN
  // While it is being typed, being too short is a progress, not a mistake.
  const error = fault ?? (found && (!short || left) ? found : undefined)
  const hint = error ? undefined : short ? tooShort(length) : length > 0 ? `${length} characters.` : undefined
  return (
    <Field label={label} aside={`at least ${PASSWORD_MIN} characters, any kind`} hint={hint} error={error}>
      {(control) => (
        <div className="relative">
          <TextInput
            {...control}
            name="password"
            type={shown ? 'text' : 'password'}
            autoComplete="new-password"
            className="pr-16"
            required
            maxLength={PASSWORD_UNITS_MAX}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            onFocus={() => setLeft(false)}
            onBlur={() => setLeft(true)}
          />
          <Button
            variant="bare"
            size="sm"
            aria-pressed={shown}
            aria-label={shown ? 'Hide the password' : 'Show the password'}
            className="absolute inset-y-0 right-1 my-auto"
            onClick={() => setShown(!shown)}
          >
            {shown ? 'Hide' : 'Show'}
          </Button>
        </div>
      )}
    </Field>
  )
}
