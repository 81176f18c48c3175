import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { MendRow } from '@/components/import/mend-row'
import { Note } from '@/components/ui/note'
import { requireProject } from '@/lib/auth/project'
import { findLeftOut } from '@/lib/data/queries/left-out'
import { mendRowAction, revealRowAction } from '../../actions'

export const metadata: Metadata = { title: 'Mend a record' }

export default async function MendPage({ params }: { params: Promise<{ project: string; rowId: string }> }) {
  const { project: slug, rowId } = await params
  const { project, ctx } = await requireProject(slug)
  const row = z.uuid().safeParse(rowId).success ? await findLeftOut(ctx, project.id, rowId) : null
  if (!row) notFound()
  return (
    <div className="grid max-w-[860px] grid-cols-1 gap-4">
      <div>
        <p className="text-12">
          <Link href={`/${project.slug}/import/left-out`}>Left out of imports</Link>
        </p>
        <h1 className="break-all">
          {row.file}
          {row.line !== null && `, line ${row.line}`}
        </h1>
        <p className="text-ink-2">{row.message}</p>
      </div>
      {row.resolvedAt ? (
        <Note tone="ok">
          It was mended, and is imported. <Link href={`/${project.slug}/instructions`}>Open the instructions</Link>,{' '}
          <Link href={`/${project.slug}/responses`}>the responses</Link>
        </Note>
      ) : row.mendable ? (
        <MendRow rowId={row.id} reveal={revealRowAction} mend={mendRowAction} />
      ) : (
        <Note>
          It is not known how this file was read. Mend it in the file and import that again: only what is new comes in.
        </Note>
      )}
    </div>
  )
}
