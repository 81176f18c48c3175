import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { Moment } from '@/components/ui/moment'
import { Tag } from '@/components/ui/tag'
import { requireProject } from '@/lib/auth/project'
import { listDeliveries } from '@/lib/data/queries/webhooks'
import { DeliveryTable } from './delivery-table'
import { WebhookControls } from './webhook-controls'

export const metadata: Metadata = { title: 'Webhook' }

interface PageProps {
  params: Promise<{ project: string; webhookId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const PAGE = 50
const id = z.uuid().nullable().catch(null)

export default async function WebhookPage({ params, searchParams }: PageProps) {
  const { project: slug, webhookId } = await params
  const { project, ctx } = await requireProject(slug)
  if (!id.parse(webhookId)) notFound()
  const before = id.parse((await searchParams).before)
  const page = await listDeliveries(ctx, { projectId: project.id, webhookId, before, limit: PAGE })
  if (!page) notFound()
  const { webhook, rows, next } = page
  const base = `/${project.slug}/settings/webhooks`
  return (
    <>
      <p className="text-12">
        <Link href={base}>Webhooks</Link>
      </p>
      <div className="flex flex-wrap items-baseline gap-x-2">
        <h1 className="break-words">{webhook.name}</h1>
        {webhook.pausedAt && <Tag>paused</Tag>}
      </div>
      <p className="font-mono text-12 break-all text-ink-2">{webhook.url}</p>
      <p className="mt-1 mb-5 text-12 text-ink-3">
        made {webhook.by && `by ${webhook.by} `}
        <Moment at={webhook.createdAt} />
        {webhook.oldUntil && (
          <>
            ; deliveries carry the old secret’s signature too until <Moment at={webhook.oldUntil} />
          </>
        )}
      </p>
      <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_320px]">
        <section aria-labelledby="deliveries" className="min-w-0">
          <h2 id="deliveries" className="mb-2">
            Deliveries
          </h2>
          {rows.length === 0 ? (
            <EmptyState title="Nothing was told yet">Send a test, or wait for an event that it listens to.</EmptyState>
          ) : (
            <DeliveryTable rows={rows} />
          )}
          <p className="mt-3 flex flex-wrap items-center gap-3 text-12 text-ink-3">
            {rows.length} shown{next ? ', older ones follow' : ''}; kept for 30 days
            {before && <Link href={`${base}/${webhook.id}`}>Back to the newest</Link>}
            {next && (
              <ButtonLink size="sm" href={`${base}/${webhook.id}?before=${next}`}>
                Older
              </ButtonLink>
            )}
          </p>
        </section>
        <WebhookControls
          webhook={{ id: webhook.id, events: webhook.events, paused: webhook.pausedAt !== null }}
          after={base}
        />
      </div>
    </>
  )
}
