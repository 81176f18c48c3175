import { ServiceError } from '@/lib/services/errors'

export function requireJson(request: Request): void {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    throw new ServiceError('invalid', 'This address takes JSON only. Nothing was changed.')
  }
}

export async function readBody(request: Request, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes)
      throw new ServiceError('too_large', `More than ${maxBytes} bytes were sent. Nothing was changed.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new ServiceError('invalid', 'The body is not JSON. Nothing was changed.')
  }
}
