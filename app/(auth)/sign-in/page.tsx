import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AuthFrame } from '@/components/layout/auth-frame'
import { findActor } from '@/lib/auth/actor'
import { SignInForm } from './sign-in-form'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ callbackUrl?: string }> }) {
  if (await findActor()) redirect('/')
  const { callbackUrl } = await searchParams
  return (
    <AuthFrame title="Sign in" lead="Your account was made from an invitation. There is no sign-up page.">
      <SignInForm callbackUrl={callbackUrl ?? '/'} />
    </AuthFrame>
  )
}
