'use client'
import { useState } from 'react'
import { updateCategoryAction } from './actions'

const WORDS = ['0, mild', '1', '2', '3', '4, gravest']

interface SeveritySelectProps {
  categoryId: string
  title: string
  severity: number | null
  inherits: boolean
}

/** Saved when chosen; says so when it was not. */
export function SeveritySelect({ categoryId, title, severity, inherits }: SeveritySelectProps) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const choose = async (value: string) => {
    setBusy(true)
    const answer = await updateCategoryAction({ categoryId, severity: value === '' ? null : Number(value) })
    setBusy(false)
    setError(answer.ok ? null : answer.message)
  }
  return (
    <>
      <select
        className="field !h-7 !w-36 !py-0 max-md:!h-9 max-md:!w-32"
        aria-label={`Severity of ${title}`}
        disabled={busy}
        value={severity ?? ''}
        onChange={(event) => void choose(event.currentTarget.value)}
      >
        <option value="">{inherits ? 'as above' : 'not set'}</option>
        {WORDS.map((word, level) => (
          <option key={word} value={level}>
            {word}
          </option>
        ))}
      </select>
      {error && (
        <span role="alert" className="text-12 text-failed">
          {error}
        </span>
      )}
    </>
  )
}
