import { cookies } from 'next/headers'
import { webEnv } from '@/lib/server/env'

/** `__Host-` where the browser keeps it (https, or this machine); a plainly named one on http that the operator allowed. */
export function sessionCookie(): { name: string; secure: boolean } {
  return webEnv().secureCookies
    ? { name: '__Host-plumbline.session', secure: true }
    : { name: 'plumbline.insecure.session', secure: false }
}

export async function clearSessionCookie(): Promise<void> {
  const { name, secure } = sessionCookie()
  ;(await cookies()).set(name, '', { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: 0 })
}
