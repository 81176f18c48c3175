import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { EmptyState } from '@/components/ui/empty-state'
import { Tag } from '@/components/ui/tag'
import { requireProject } from '@/lib/auth/project'
import { listWebhooks, type WebhookRow } from '@/lib/data/queries/webhooks'
import { NewWebhook } from './new-webhook'

export const metadata: Metadata = { title: 'Webhooks' }

export default async function WebhooksPage({ params }: { params: Promise<{ project: string }> }) {
  const { project, ctx } = await requireProject((await params).project)
  const webhooks = await listWebhooks(ctx, project.id)
  if (!webhooks) notFound()
  return (
    <div className="max-w-[880px]">
      <h1>Webhooks</h1>
      <p className="mt-1 mb-6 max-w-[64ch] text-ink-2">
        Other programs are told when something has happened here: a signed request to an address of theirs, with numbers
        and hashes and never with texts or votes. What is not taken is sent again for about a day.
      </p>
      <div className="grid gap-10">
        {webhooks.length === 0 ? (
          <EmptyState title="No webhooks yet">Make one below for the first receiver.</EmptyState>
        ) : (
          <ul className="border-t border-line-2" aria-label="The project’s webhooks">
            {webhooks.map((webhook) => (
              <Webhook key={webhook.id} webhook={webhook} base={`/${project.slug}/settings/webhooks`} />
            ))}
          </ul>
        )}
        <NewWebhook projectId={project.id} />
      </div>
    </div>
  )
}

function Webhook({ webhook, base }: { webhook: WebhookRow; base: string }) {
  const { id, name, url, events, pausedAt, delivered, waiting, failed } = webhook
  return (
    <li className="border-b border-line py-2.5">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <Link href={`${base}/${id}`} className="font-medium break-words">
          {name}
        </Link>
        {pausedAt && <Tag>paused</Tag>}
      </p>
      <p className="font-mono text-12 break-all text-ink-2">{url}</p>
      <p className="font-mono text-12 break-words text-ink-2">{events.join('  ')}</p>
      <p className="text-12 text-ink-3">
        {delivered} delivered, {waiting} on the way, {failed} given up, of the last 30 days
      </p>
    </li>
  )
}
