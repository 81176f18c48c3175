import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AuthFrame } from '@/components/layout/auth-frame'
import { db } from '@/lib/data/client'
import { findSetUpLink, hasPeople } from '@/lib/data/queries/invitations'
import { readStartReport } from '@/lib/server/start-report'
import { SetUpForm } from './set-up-form'
import { StartSteps } from './start-steps'

export const metadata: Metadata = { title: 'Set up' }

export default async function SetUpPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  if (await hasPeople(db())) redirect('/')
  const { token } = await searchParams
  const link = typeof token === 'string' ? await findSetUpLink(db(), token, new Date()) : null
  if (!link || typeof token !== 'string') {
    return (
      <AuthFrame
        title="This link does not work"
        lead="It was used before, has expired, or a newer one was printed. Nothing is lost: stop Plumbline and run npm start again, which prints a new link."
      />
    )
  }
  return (
    <AuthFrame
      title="Make the first account"
      lead="It runs this installation and can invite the others. Nothing leaves this machine."
      aside={<StartSteps report={readStartReport()} linkExpiresAt={link.expiresAt} />}
    >
      <SetUpForm token={token} />
    </AuthFrame>
  )
}
