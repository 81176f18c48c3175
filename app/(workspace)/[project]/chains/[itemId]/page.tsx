import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { Comments } from '@/components/item/comments'
import { ItemView } from '@/components/item/item-view'
import { EmptyState } from '@/components/ui/empty-state'
import { Moment } from '@/components/ui/moment'
import { requireProject } from '@/lib/auth/project'
import type { ItemDetail } from '@/lib/core/item/detail'
import { canComment } from '@/lib/core/policy/policies'
import { findItem } from '@/lib/data/queries/item-detail'
import { addCommentAction, revealItemAction } from './actions'

export const metadata: Metadata = { title: 'Chain' }

export default async function ItemPage({ params }: { params: Promise<{ project: string; itemId: string }> }) {
  const { project: slug, itemId } = await params
  const { project, ctx, facts } = await requireProject(slug)
  const found = z.uuid().safeParse(itemId).success ? await findItem(ctx, itemId) : null
  if (!found) notFound()
  if (found.kind === 'OPTED_OUT') {
    return (
      <EmptyState title="You opted out of this category">
        Nothing of this item is sent to you. Only you know of this choice; it is yours to change in{' '}
        <Link href={`/${project.slug}/settings/preferences`}>your preferences</Link>.
      </EmptyState>
    )
  }
  const { item, blind, comments } = found
  if (item.projectId !== project.id) notFound()
  const path = item.category.path.join(' › ') || 'No category'
  return (
    <>
      <nav aria-label="Lineage" className="mb-2 text-12 text-ink-3">
        <Link href={`/${project.slug}/chains`}>Chains</Link> › {path} › chain {String(item.number).padStart(4, '0')}
      </nav>
      <ItemView found={found} onReveal={revealItemAction}>
        <Comments
          comments={comments}
          blind={blind}
          itemId={item.id}
          onAdd={canComment(facts) && !blind ? addCommentAction : null}
        />
        <History history={found.history} />
      </ItemView>
    </>
  )
}

function History({ history }: Pick<ItemDetail, 'history'>) {
  if (history.length === 0) return null
  return (
    <section>
      <h2 className="mb-2">History</h2>
      <ol className="grid gap-1 text-12 text-ink-2">
        {history.map(({ at, action, by }) => (
          <li key={`${at.toISOString()}.${action}.${by}`}>
            <Moment at={at} /> · {action} {by && `by ${by}`}
          </li>
        ))}
      </ol>
    </section>
  )
}
