import { log, messageOf } from '@/lib/server/log'

export interface FileGiven {
  pieces: AsyncGenerator<Buffer | Uint8Array | string, unknown>
  mediaType: string
  /** Of our own making: never as somebody else wrote it. */
  name: string
  headers?: Record<string, string>
}

/** A file as an answer, streamed. */
export const fileResponse = ({ pieces, mediaType, name, headers }: FileGiven) =>
  new Response(toStream(pieces), {
    headers: {
      'Content-Type': mediaType,
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      ...headers,
    },
  })

/** Pulled by whoever reads, so a slow one slows the cursor. A failure half-way breaks the connection: no file looks whole that is not. */
function toStream(pieces: FileGiven['pieces']): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await pieces.next()
        if (done) controller.close()
        else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value)
      } catch (error) {
        log.error('web', 'a file broke off', { why: messageOf(error) })
        controller.error(error)
      }
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
}
