'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/inputs'
import { Note } from '@/components/ui/note'
import type { Role } from '@/lib/core/policy/facts'
import { setMemberRolesAction } from './actions'
import { RoleBoxes } from './role-boxes'

/** Somebody who has an account already needs no link. */
export function AddPerson({
  projectId,
  others,
}: {
  projectId: string
  others: { userId: string; name: string; email: string }[]
}) {
  const [userId, setUserId] = useState('')
  const [roles, setRoles] = useState<Role[]>(['REVIEWER'])
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  if (others.length === 0) return null

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    const answer = await setMemberRolesAction({ projectId, userId, roles })
    if (answer.ok) setUserId('')
    else setError(answer.message)
    setBusy(false)
  }

  return (
    <section aria-labelledby="add" className="grid content-start gap-3">
      <h2 id="add">Add somebody who has an account</h2>
      <form onSubmit={submit} className="grid gap-3">
        <Field label="Person">
          {(control) => (
            <Select {...control} required value={userId} onChange={(event) => setUserId(event.target.value)}>
              <option value="">Choose…</option>
              {others.map((other) => (
                <option key={other.userId} value={other.userId}>
                  {other.name}, {other.email}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <RoleBoxes legend="As" roles={roles} onChange={setRoles} hints />
        {error && <Note tone="bad">{error}</Note>}
        <Button type="submit" busy={busy} className="justify-self-start">
          {busy ? 'Adding…' : 'Add to the project'}
        </Button>
      </form>
    </section>
  )
}
