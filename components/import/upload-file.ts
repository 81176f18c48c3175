import type { BatchFile } from '@/lib/core/import/batch'

interface Refused {
  ok: false
  message: string
}
export type Uploaded = { ok: true; data: BatchFile } | Refused

const LOST: Refused = { ok: false, message: 'The connection broke off. Nothing of this file was kept; add it again.' }

/** Sends one file as a stream; fetch cannot say how much of a body is sent, so this is the older interface. */
export function uploadFile(batchId: string, file: File, onSent: (bytes: number) => void): Promise<Uploaded> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('PUT', `/api/upload?${new URLSearchParams({ batch: batchId, name: file.name })}`)
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded }) => onSent(loaded)
    request.onerror = () => resolve(LOST)
    request.onabort = () => resolve(LOST)
    request.onload = () => resolve((request.response as Uploaded | null) ?? LOST)
    request.send(file)
  })
}
