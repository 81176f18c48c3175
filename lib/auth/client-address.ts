import { webEnv } from '@/lib/server/env'

/** The caller's address: only from a proxy that the operator said to trust, and then the last hop it added. */
export function clientAddress(headers: Pick<Headers, 'get'>): string | null {
  if (!webEnv().trustProxy) return null
  return headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || null
}
