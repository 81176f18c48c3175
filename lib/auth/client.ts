'use client'
import { signIn } from 'next-auth/react'

/** Asks next-auth's credentials route for a session. Answers where to go, or what was wrong, in words. */
export async function signInWithPassword(
  input: { email: string; password: string },
  callbackUrl: string,
): Promise<{ ok: true; path: string } | { ok: false; message: string }> {
  const answer = await signIn('credentials', { ...input, callbackUrl, redirect: false }).catch(() => null)
  if (answer?.ok) return { ok: true, path: ownPath(answer.url) }
  return { ok: false, message: answer?.error ?? 'The server does not answer. What you typed is kept; try again.' }
}

/** Only a path of this site: whatever else came along is dropped. */
function ownPath(url: string | null): string {
  if (!url || !URL.canParse(url, location.origin)) return '/'
  const target = new URL(url, location.origin)
  return target.origin === location.origin ? `${target.pathname}${target.search}` : '/'
}
