'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ImportOptions } from '@/lib/core/import/batch'
import type { ImportFormat } from '@/lib/core/import/formats'
import type { RowOptions } from '@/lib/core/import/row-options'
import type { ImportView } from './import-view'
import { uploadFile } from './upload-file'

type Answer<T> = { ok: true; data: T } | { ok: false; message: string }
type Action<I> = (input: I) => Promise<Answer<{ batchId: string }>>

export interface ImportActions {
  begin: Action<{ projectId: string }>
  preview: Action<{
    batchId: string
    formats?: Record<string, ImportFormat | null>
    without?: string[]
    rows?: RowOptions
  }>
  apply: Action<{ batchId: string } & Partial<ImportOptions>>
  discard: Action<{ batchId: string }>
}

export interface Sending {
  key: string
  name: string
  size: number
  sent: number
  error: string | null
}

const POLL_MS = 700
const isWorking = (state: ImportView | null) =>
  state !== null && (state.status === 'APPLYING' || (state.status === 'STAGED' && state.progress.phase !== 'DONE'))

async function readState(projectId: string, batchId: string): Promise<Answer<ImportView>> {
  try {
    const response = await fetch('/api/progress', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ projectId, batchId }),
    })
    return (await response.json()) as Answer<ImportView>
  } catch {
    return { ok: false, message: 'The server does not answer. The import goes on without this page; trying again.' }
  }
}

/** One import from the first file to the end: uploads, then polls what the worker has done. */
export function useImport(projectId: string, first: ImportView | null, actions: ImportActions) {
  const [state, setState] = useState(first)
  const [sending, setSending] = useState<Sending[]>([])
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const batch = useRef(first?.id ?? null)

  const refresh = useCallback(async () => {
    if (!batch.current) return
    const answer = await readState(projectId, batch.current)
    if (answer.ok) setState(answer.data)
    setError(answer.ok ? null : answer.message)
  }, [projectId])

  const working = isWorking(state) && sending.every((file) => file.error !== null)
  useEffect(() => {
    if (!working) return
    const timer = setInterval(refresh, POLL_MS)
    return () => clearInterval(timer)
  }, [working, refresh])

  /** Runs an action, then shows what came of it. */
  const act = async (run: () => Promise<Answer<unknown>>) => {
    setBusy(true)
    setError(null)
    try {
      const answer = await run()
      if (answer.ok) await refresh()
      else setError(answer.message)
      return answer.ok
    } catch {
      setError('The server did not answer. Nothing was changed; try again.')
      return false
    } finally {
      setBusy(false)
    }
  }

  const send = async (file: File, batchId: string) => {
    const key = `${file.name}-${Math.random()}`
    const update = (change: Partial<Sending>) =>
      setSending((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)))
    setSending((all) => [...all, { key, name: file.name, size: file.size, sent: 0, error: null }])
    const answer = await uploadFile(batchId, file, (sent) => update({ sent }))
    if (answer.ok) setSending((all) => all.filter((one) => one.key !== key))
    else update({ error: answer.message })
    return answer.ok
  }

  const add = async (files: File[]) => {
    if (files.length === 0) return
    setSending((all) => all.filter((one) => one.error === null))
    const opened = await act(async () => {
      if (batch.current) return { ok: true, data: null }
      const answer = await actions.begin({ projectId })
      if (answer.ok) {
        batch.current = answer.data.batchId
        history.replaceState(null, '', `?import=${answer.data.batchId}`)
      }
      return answer
    })
    const batchId = batch.current
    if (!opened || !batchId) return
    let kept = 0
    // One after another: a browser that sends several large files at once finishes none of them sooner.
    for (const file of files) if (await send(file, batchId)) kept += 1
    if (kept > 0) await act(() => actions.preview({ batchId }))
  }

  const withBatch = (run: (batchId: string) => Promise<Answer<unknown>>) => async () => {
    const batchId = batch.current
    return batchId ? act(() => run(batchId)) : false
  }

  return {
    state,
    sending,
    error,
    busy: busy || working,
    add,
    setFormat: (file: string, format: ImportFormat | null) =>
      withBatch((batchId) => actions.preview({ batchId, formats: { [file]: format } }))(),
    leaveOut: (file: string) => withBatch((batchId) => actions.preview({ batchId, without: [file] }))(),
    choose: (rows: RowOptions) => withBatch((batchId) => actions.preview({ batchId, rows }))(),
    apply: (options: ImportOptions) => withBatch((batchId) => actions.apply({ batchId, ...options }))(),
    async discard() {
      if (!(await withBatch((batchId) => actions.discard({ batchId }))())) return
      startOver()
    },
    startOver,
  }

  function startOver() {
    batch.current = null
    setState(null)
    setSending([])
    setError(null)
    history.replaceState(null, '', location.pathname)
  }
}
