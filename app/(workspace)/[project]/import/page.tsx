import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ImportDesk } from '@/components/import/import-desk'
import { RecentImports } from '@/components/import/recent-imports'
import { requireProject } from '@/lib/auth/project'
import { canCurate } from '@/lib/core/policy/policies'
import { findImport, listImports } from '@/lib/data/queries/imports'
import { applyImportAction, beginImportAction, discardImportAction, previewImportAction } from './actions'

export const metadata: Metadata = { title: 'Import' }

interface ImportPageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<{ import?: string | string[] }>
}

const UUID = /^[0-9a-f-]{36}$/

export default async function ImportPage({ params, searchParams }: ImportPageProps) {
  const { project, ctx, facts } = await requireProject((await params).project)
  if (!canCurate(facts)) notFound()
  const { import: id } = await searchParams
  const state = typeof id === 'string' && UUID.test(id) ? await findImport(ctx, project.id, id) : null
  const first = state && state.status !== 'DISCARDED' ? state : null
  const recent = await listImports(ctx, project.id)
  return (
    <div className="grid grid-cols-1 gap-6">
      <h1>Import</h1>
      <ImportDesk
        key={first?.id ?? 'new'}
        project={{ id: project.id, slug: project.slug }}
        first={first}
        actions={{
          begin: beginImportAction,
          preview: previewImportAction,
          apply: applyImportAction,
          discard: discardImportAction,
        }}
      />
      {recent.length > 0 && !first && <RecentImports rows={recent} slug={project.slug} />}
    </div>
  )
}
