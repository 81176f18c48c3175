import type { EvaluationImportView, ImportedEvaluation } from '@/lib/core/evaluation/views'

type Answer<T> = { ok: true; data: T } | { ok: false; message: string }

const LOST = 'The connection broke off before the whole file was sent. Nothing of it was kept; send it again.'

/** Sends a file as a stream; fetch cannot say how much of a body is sent, so this is the older interface. */
export function sendFile(
  file: File,
  query: Record<string, string>,
  onSent: (bytes: number) => void,
): Promise<Answer<{ importId: string }>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    const lost = () => resolve({ ok: false, message: LOST })
    request.open('PUT', `/api/evaluations/upload?${new URLSearchParams({ ...query, name: file.name })}`)
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded }) => onSent(loaded)
    request.onerror = lost
    request.onabort = lost
    request.onload = () =>
      resolve((request.response as Answer<{ importId: string }> | null) ?? { ok: false, message: LOST })
    request.send(file)
  })
}

/** How far a file is read; null when the server did not say. */
export async function askProgress(
  projectId: string,
  importId: string,
  signal: AbortSignal,
): Promise<EvaluationImportView | null> {
  const response = await fetch('/api/evaluations/progress', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ projectId, importId }),
    signal,
  }).catch(() => null)
  const answer = (await response?.json().catch(() => null)) as Answer<EvaluationImportView> | null
  return answer?.ok ? answer.data : null
}

export function inWords({ number, known, samples, leftOut, partial, listed }: ImportedEvaluation): string {
  if (known) return `This very file is evaluation ${number} already. Nothing was changed.`
  return [
    `Evaluation ${number}: ${samples} samples${leftOut > 0 ? `, ${leftOut} left out` : ''}.`,
    ...(partial ? ['The log broke off: it is a part of a run.'] : []),
    `${listed === 0 ? 'All its prompts were' : `${listed} prompts are now`} on a hash list.`,
  ].join(' ')
}
