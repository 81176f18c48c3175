'use client'
import { signIn } from 'next-auth/react'
import { toOwnUrl } from './own-url'

/** Asks next-auth's credentials route for a session. Answers where to go, or what was wrong, in words. */
export async function signInWithPassword(
  input: { email: string; password: string },
  callbackUrl: string,
): Promise<{ ok: true; path: string } | { ok: false; message: string }> {
  const answer = await signIn('credentials', { ...input, callbackUrl, redirect: false }).catch(() => null)
  if (answer?.ok) return { ok: true, path: ownPath(answer.url) }
  return { ok: false, message: answer?.error ?? 'The server does not answer. What you typed is kept; try again.' }
}

/** Leaves for the team's identity provider, which sends back here. */
export async function signInElsewhere(callbackUrl: string): Promise<void> {
  await signIn('oidc', { callbackUrl })
}

function ownPath(url: string | null): string {
  const { pathname, search } = toOwnUrl(url, new URL(location.origin))
  return `${pathname}${search}`
}
