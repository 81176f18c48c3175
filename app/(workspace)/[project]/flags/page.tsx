import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { LocalTime } from '@/components/ui/local-time'
import { Severity } from '@/components/ui/severity'
import { requireProject } from '@/lib/auth/project'
import { listFlags } from '@/lib/data/queries/flags'
import { FlagLine } from './flag-line'

export const metadata: Metadata = { title: 'Flags' }

export default async function FlagsPage({ params }: { params: Promise<{ project: string }> }) {
  const { project, ctx } = await requireProject((await params).project)
  const flags = await listFlags(ctx, project.id)
  if (!flags) notFound()
  const { rows, total } = flags
  return (
    <>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3">
        <h1>Flags</h1>
        <p className="text-ink-2">
          {total === 0 ? 'none waits' : `${total} ${total === 1 ? 'waits' : 'wait'} for a lead`}
          {rows.length < total && `; the oldest ${rows.length} are shown`}
        </p>
      </div>
      {rows.length === 0 ? (
        <EmptyState
          title="No item is flagged"
          action={<ButtonLink href={`/${project.slug}/review`}>Your queues</ButtonLink>}
        >
          While judging, a reviewer flags an item that others should not be served before somebody has looked at it. It
          leaves every queue at once and comes here.
        </EmptyState>
      ) : (
        <ul className="border-t border-line-2">
          {rows.map((row) => (
            <FlagLine key={row.id} flagId={row.id} href={`/${project.slug}/chains/${row.itemId}`} number={row.number}>
              <p className="flex flex-wrap items-center gap-x-3 text-12 text-ink-2">
                {row.category.path.join(' › ') || 'no category'}
                <Severity level={row.category.severity} />
                <span className="text-ink-3">
                  {row.by}, <LocalTime iso={row.at.toISOString()} />
                </span>
              </p>
              <p className="mt-0.5 max-w-[70ch] whitespace-pre-wrap wrap-anywhere">
                {row.note || <span className="text-ink-3">Without a note.</span>}
              </p>
            </FlagLine>
          ))}
        </ul>
      )}
    </>
  )
}
