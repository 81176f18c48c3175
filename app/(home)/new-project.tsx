'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TextInput } from '@/components/ui/inputs'
import { Note } from '@/components/ui/note'
import type { Result } from '@/lib/services/errors'
import { createProjectAction } from './actions'

type Refusal = Extract<Result<never>, { ok: false }>

const toSlug = (name: string) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)

export function NewProject() {
  const router = useRouter()
  const [name, setName] = useState('')
  const [typedSlug, setTypedSlug] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const slug = typedSlug ?? toSlug(name)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setBusy(true)
    setRefusal(null)
    const answer = await createProjectAction({ slug, name })
    if (answer.ok) return router.push(`/${answer.data.slug}`)
    setRefusal(answer)
    setBusy(false)
  }

  const fault = (field: string) => refusal?.fieldErrors?.[field]?.join(', ')
  return (
    <section aria-labelledby="new-project" className="max-w-[380px]">
      <h2 id="new-project" className="mb-3">
        New project
      </h2>
      <form onSubmit={submit} className="grid gap-3">
        <Field label="Name" error={fault('name')}>
          {(control) => (
            <TextInput
              {...control}
              required
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label="Address" hint={`Its pages are at /${slug || '…'}`} error={fault('slug')}>
          {(control) => (
            <TextInput
              {...control}
              required
              maxLength={60}
              pattern="[a-z0-9]+(-[a-z0-9]+)*"
              title="Small letters, digits and single hyphens"
              value={slug}
              onChange={(event) => setTypedSlug(event.target.value)}
            />
          )}
        </Field>
        {refusal && !refusal.fieldErrors && <Note tone="bad">{refusal.message}</Note>}
        <Button type="submit" busy={busy} className="justify-self-start">
          {busy ? 'Making the project…' : 'Make the project'}
        </Button>
      </form>
    </section>
  )
}
