import { cookies } from 'next/headers'
import { sessionCookie } from './cookie'

export async function clearSessionCookie(): Promise<void> {
  const { name, secure } = sessionCookie()
  ;(await cookies()).set(name, '', { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: 0 })
}
