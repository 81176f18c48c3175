import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { Comments } from '@/components/item/comments'
import { EntryHistory } from '@/components/item/entry-history'
import { ItemFacts } from '@/components/item/item-facts'
import { RevealText } from '@/components/item/reveal-text'
import { Revisions } from '@/components/item/revisions'
import { ChainSteps } from '@/components/review/chain-steps'
import { FindingsList } from '@/components/review/findings-list'
import { EmptyState } from '@/components/ui/empty-state'
import { VerdictText } from '@/components/ui/verdict'
import { requireProject } from '@/lib/auth/project'
import { canComment } from '@/lib/core/policy/policies'
import { findItemDetail, type ItemDetail } from '@/lib/data/queries/item-detail'
import { addCommentAction, revealItemAction } from './actions'

export const metadata: Metadata = { title: 'Chain' }

export default async function ItemPage({ params }: { params: Promise<{ project: string; itemId: string }> }) {
  const { project: slug, itemId } = await params
  const { project, ctx, facts } = await requireProject(slug)
  const item = z.uuid().safeParse(itemId).success ? await findItemDetail(ctx, project.id, itemId) : null
  if (!item) notFound()
  if (item === 'OPTED_OUT') {
    return (
      <EmptyState title="You opted out of this category">
        Nothing of this item is sent to you. Only you know of this choice; it is yours to change in{' '}
        <Link href={`/${project.slug}/settings/preferences`}>your preferences</Link>.
      </EmptyState>
    )
  }
  return (
    <>
      <nav aria-label="Lineage" className="mb-2 text-12 text-ink-3">
        <Link href={`/${project.slug}/chains`}>Chains</Link> › {item.category.path.join(' › ') || 'No category'} › chain{' '}
        {String(item.number).padStart(4, '0')}
      </nav>
      <div className="grid gap-8 xl:grid-cols-[minmax(0,1fr)_360px]">
        <div className="grid min-w-0 content-start gap-8">
          <Text item={item} onReveal={revealItemAction} />
          {item.entries.length > 0 && <EntryHistory entries={item.entries} masked={item.masked} />}
          {item.revisions.length > 1 && <Revisions revisions={item.revisions} />}
          <Comments
            comments={item.comments}
            blind={item.blind}
            itemId={item.id}
            onAdd={canComment(facts) && !item.blind ? addCommentAction : null}
          />
        </div>
        <aside aria-label="Facts" className="grid content-start gap-6">
          <ItemFacts item={item} />
          {item.body && item.body.findings.length > 0 && <FindingsList findings={item.body.findings} />}
        </aside>
      </div>
    </>
  )
}

function Text({ item, onReveal }: { item: ItemDetail; onReveal: typeof revealItemAction }) {
  const number = String(item.number).padStart(4, '0')
  return (
    <section className="min-w-0">
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3">
        <h1 className="wrap-anywhere">{item.body?.title ?? `Chain ${number}`}</h1>
        {item.blind ? (
          <span className="text-12 text-ink-3">judged blind: nothing else shows yet</span>
        ) : (
          <VerdictText verdict={item.verdict} />
        )}
      </div>
      {item.body ? (
        <>
          <p className="max-w-[68ch] text-15 wrap-anywhere">{item.body.explanation}</p>
          <ChainSteps steps={item.body.steps} />
        </>
      ) : (
        <RevealText
          itemId={item.id}
          severity={item.category.severity}
          quarantined={item.quarantined}
          onReveal={onReveal}
        />
      )}
    </section>
  )
}
