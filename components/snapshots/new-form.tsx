'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import type { SnapshotSpec } from '@/lib/core/snapshot/spec'
import { Button } from '../ui/button'
import { Note } from '../ui/note'
import { type Answer, faultIn, type Refusal, UNREACHED } from './answer'
import { readSpec } from './read-spec'
import { SpecFields } from './spec-fields'

interface NewFormProps {
  projectId: string
  name: string
  spec: SnapshotSpec
  base: string
  draft(input: unknown): Promise<Answer<{ number: number }>>
}

/** Begins a draft; what it would hold is counted on its own page. */
export function NewForm({ projectId, name, spec, base, draft }: NewFormProps) {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    setBusy(true)
    const answer = await draft({ projectId, name: String(data.get('name') ?? ''), spec: readSpec(data) }).catch(
      () => null,
    )
    if (answer?.ok) return router.push(`${base}/${answer.data.number}`)
    setBusy(false)
    setRefusal(answer ?? UNREACHED)
  }
  return (
    <form onSubmit={submit} className="grid max-w-[640px] gap-4" aria-label="New snapshot">
      <SpecFields name={name} spec={spec} fault={(field) => faultIn(refusal, field)} />
      {refusal && <Note tone="bad">{refusal.message}</Note>}
      <div>
        <Button type="submit" variant="go" busy={busy}>
          Count what it would hold
        </Button>
      </div>
    </form>
  )
}
