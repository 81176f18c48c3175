'use client'
import { NewAccount, type NewAccountInput } from '@/components/forms/new-account'
import { signInWithPassword } from '@/lib/auth/client'
import { acceptInvitationAction } from './actions'

export function AcceptForm({ token, email }: { token: string; email: string | null }) {
  const send = async (input: NewAccountInput) => {
    const made = await acceptInvitationAction({ token, ...input })
    if (!made.ok) return made
    const signedIn = await signInWithPassword(input, `/${made.data.slug}`)
    // A whole page load: what was rendered for nobody is not kept for somebody.
    location.replace(signedIn.ok ? signedIn.path : '/sign-in')
    return null
  }
  return <NewAccount email={email} label="Make my account" busyLabel="Making the account…" send={send} />
}
