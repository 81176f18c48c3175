import { OWED_LOCK } from '@/lib/core/session/owed-lock'

const FOR_A_YEAR = 31_536_000

function write(value: string, seconds: number): void {
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: written in the same instant as the key is pressed; the Cookie Store API is not everywhere, and waits.
  document.cookie = `${OWED_LOCK}=${value}; Path=/; SameSite=Lax; Max-Age=${seconds}${secure}`
}

/** From now on the first request that reaches the server locks the session, from any tab and after any reload. */
export const oweLock = () => write('1', FOR_A_YEAR)
/** The server has locked it. */
export const settleLock = () => write('', 0)
export const isLockOwed = () => document.cookie.split('; ').includes(`${OWED_LOCK}=1`)
