import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireProject } from '@/lib/auth/project'
import { findOwnPreferences, listCategoryChoices } from '@/lib/data/queries/preferences'
import { PreferencesForm } from './preferences-form'

export const metadata: Metadata = { title: 'Your preferences' }

export default async function PreferencesPage({ params }: { params: Promise<{ project: string }> }) {
  const { project, ctx } = await requireProject((await params).project)
  const [own, categories] = await Promise.all([
    findOwnPreferences(ctx, project.id),
    listCategoryChoices(ctx, project.id),
  ])
  if (!own) notFound()
  const { supportText, supportUrl, dailyHarmfulLimit } = project.settings
  return (
    <div className="max-w-[720px]">
      <h1>Your preferences</h1>
      <p className="mt-1 mb-5 text-ink-2">
        Only you can read this page. Nobody sees what you opted out of, and nothing you do is measured by it.
      </p>
      <PreferencesForm projectId={project.id} own={own} categories={categories} teamLimit={dailyHarmfulLimit} />
      {(supportText || supportUrl) && (
        <section className="mt-8 max-w-[60ch]" aria-labelledby="support">
          <h2 id="support">When it gets too much</h2>
          <p className="mt-1 whitespace-pre-wrap text-ink-2">{supportText}</p>
          {supportUrl && (
            <a href={supportUrl} rel="noreferrer noopener" target="_blank">
              {supportUrl}
            </a>
          )}
        </section>
      )}
    </div>
  )
}
