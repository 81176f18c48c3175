'use client'
import { type FormEvent, useState } from 'react'
import type { Result } from '@/lib/services/errors'

type Refusal = Extract<Result<never>, { ok: false }>

/** A form over one action: busy while it runs, what it was refused for, done when it went through. */
export function useSave(save: (form: FormData) => Promise<Result<unknown>>, onDone: () => void) {
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    try {
      const answer = await save(form)
      setRefusal(answer.ok ? null : answer)
      if (answer.ok) onDone()
    } catch {
      setRefusal({
        ok: false,
        code: 'unavailable',
        message: 'The server did not answer. Nothing was changed; try again.',
      })
    } finally {
      setBusy(false)
    }
  }
  return {
    busy,
    submit,
    message: refusal?.message ?? null,
    fault: (name: string) => refusal?.fieldErrors?.[name]?.join(', '),
  }
}

export const textIn = (form: FormData, name: string) => String(form.get(name) ?? '').trim()
/** '' is null: not given. */
export const numberIn = (form: FormData, name: string) => {
  const text = textIn(form, name)
  return text === '' ? null : Number(text)
}
