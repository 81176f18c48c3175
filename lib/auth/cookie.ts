import { webEnv } from '@/lib/server/env'

/** `__Host-` where the browser keeps it (https, or this machine); a plainly named one on http that the operator allowed. */
export function sessionCookie(): { name: string; secure: boolean } {
  return webEnv().secureCookies
    ? { name: '__Host-plumbline.session', secure: true }
    : { name: 'plumbline.insecure.session', secure: false }
}
