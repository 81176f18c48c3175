import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Moment } from '@/components/ui/moment'
import { Note } from '@/components/ui/note'
import { requireProject } from '@/lib/auth/project'
import { canSpend } from '@/lib/core/policy/policies'
import {
  countAutomaticBacklog,
  findAutomaticTrouble,
  findAutomaticUse,
  listStoppedCategories,
} from '@/lib/data/queries/automatic'
import { listProviders } from '@/lib/data/queries/providers'
import { AutomaticForm } from './automatic-form'
import { AutomaticState } from './automatic-state'

export const metadata: Metadata = { title: 'Automatic regeneration' }

export default async function AutomaticPage({ params }: { params: Promise<{ project: string }> }) {
  const { project, ctx, facts } = await requireProject((await params).project)
  if (!canSpend(facts)) notFound()
  const { automatic } = project.settings
  const of = { id: project.id, automatic }
  const providers = (await listProviders(ctx)).map(({ id, name, trouble, models }) => ({
    ...{ id, name, trouble },
    models: models.map((model) => ({ id: model.id, priced: model.inputPerMillion !== null })),
  }))
  const stopped = await listStoppedCategories(ctx.db, of)
  const trouble = automatic.on ? await findAutomaticTrouble(ctx.db, project.id) : null
  const provider = providers.find(({ id }) => id === automatic.providerId)
  const gone = automatic.on && !provider?.models.some(({ id }) => id === automatic.model)
  return (
    <div className="max-w-[720px]">
      <h1>Automatic regeneration</h1>
      <p className="mt-1 mb-5 max-w-[70ch] text-ink-2">
        Failed chains, instructions and responses are written again with the reviewers’ reasons, and judged afresh where
        they were judged; a response only from the step that went wrong. What it comes to stands under{' '}
        <Link href={`/${project.slug}/quality/regeneration`}>Quality, Regeneration</Link>.
      </p>
      {gone && (
        <div className="mb-4">
          <Note tone="bad">
            Nothing is written: its model is no longer in the list of its provider. Choose another.
          </Note>
        </div>
      )}
      {trouble && (
        <div className="mb-4">
          <Note tone="bad">
            Since <Moment at={trouble.at} /> nothing could be started: {trouble.message} It is tried again every few
            seconds, and this goes when it works.
          </Note>
        </div>
      )}
      <AutomaticForm projectId={project.id} settings={automatic} providers={providers} />
      {!facts.reviews && (
        <AutomaticState
          slug={project.slug}
          settings={automatic}
          use={await findAutomaticUse(ctx.db, of)}
          backlog={await countAutomaticBacklog(ctx.db, of, stopped)}
          stopped={stopped}
        />
      )}
    </div>
  )
}
