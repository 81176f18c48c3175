'use client'
import { useEffect, useRef, useState } from 'react'

type Answer<T> = { ok: true; data: T } | { ok: false; message: string; fieldErrors?: Record<string, string[]> }

const AFTER_MS = 400

/** Asks again some time after the last change, never twice at once; an answer to an earlier question is thrown away. */
export function useEstimate<T>(input: object | string, ask: (input: unknown) => Promise<Answer<T>>) {
  const [state, setState] = useState<{ of: string; answer: Answer<T> | null }>({ of: '', answer: null })
  const key = typeof input === 'string' ? '' : JSON.stringify(input)
  const latest = useRef({ key, busy: false })
  latest.current.key = key
  const [turn, setTurn] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks again for what changed while an answer was under way.
  useEffect(() => {
    if (key === '') return
    const timer = setTimeout(async () => {
      if (latest.current.busy) return
      latest.current.busy = true
      const answer = await ask(JSON.parse(key)).catch(() => null)
      latest.current.busy = false
      if (latest.current.key === key)
        setState({
          of: key,
          answer: answer ?? { ok: false, message: 'The server does not answer. Nothing was started.' },
        })
      else setTurn((n) => n + 1)
    }, AFTER_MS)
    return () => clearTimeout(timer)
  }, [key, ask, turn])
  return { answer: key === '' ? null : state.answer, updating: key !== '' && state.of !== key }
}
