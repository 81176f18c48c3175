import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AuthFrame } from '@/components/layout/auth-frame'
import { Note } from '@/components/ui/note'
import { findActor } from '@/lib/auth/actor'
import { webEnv } from '@/lib/server/env'
import { SignInForm } from './sign-in-form'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  if (await findActor()) redirect('/')
  const { callbackUrl, error } = await searchParams
  return (
    <AuthFrame title="Sign in" lead="Accounts come by invitation. There is no sign-up page.">
      {error !== undefined && (
        <Note tone="bad">
          You were not signed in: there is no account and no invitation for this address, or the other side did not
          answer. Try again, or ask an admin.
        </Note>
      )}
      <SignInForm
        callbackUrl={typeof callbackUrl === 'string' ? callbackUrl : '/'}
        elsewhere={webEnv().oidc?.name ?? null}
      />
    </AuthFrame>
  )
}
