import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { EmptyState } from '@/components/ui/empty-state'
import { requireProject } from '@/lib/auth/project'
import { keyVariableFor } from '@/lib/core/model/presets'
import { canAdminister, canSpend } from '@/lib/core/policy/policies'
import { listProviders, type ProviderView } from '@/lib/data/queries/providers'
import { AddProvider } from './add-provider'
import { ProviderSection } from './provider-section'

export const metadata: Metadata = { title: 'Models' }

/** The name of the variable that holds the provider's key, if one does; never the key. */
function lentBy({ preset, baseUrl }: ProviderView): string | null {
  const name = keyVariableFor({ preset, baseUrl })
  return name && process.env[name] ? name : null
}

export default async function ModelsPage({ params }: { params: Promise<{ project: string }> }) {
  const { ctx, facts } = await requireProject((await params).project)
  if (!canSpend(facts)) notFound()
  const providers = await listProviders(ctx)
  const admin = canAdminister(facts)
  return (
    <div className="max-w-[960px]">
      <h1>Models</h1>
      <p className="mt-1 mb-6 max-w-[80ch] text-ink-2">
        Who writes and who gives opinions by machine. Providers are the installation’s: every project uses the same
        ones.{' '}
        {admin
          ? 'A key is sealed to its provider and address, and never shown again.'
          : 'An admin sets them up; you can use them for runs.'}
      </p>
      <div className="grid gap-10">
        {providers.length === 0 && (
          <EmptyState title="No provider yet">
            {admin ? 'Add one below: the demo model needs no key.' : 'Ask an admin to add one.'}
          </EmptyState>
        )}
        {providers.map((provider) => (
          <ProviderSection key={provider.id} provider={provider} lentBy={lentBy(provider)} admin={admin} />
        ))}
        {admin && <AddProvider />}
      </div>
    </div>
  )
}
