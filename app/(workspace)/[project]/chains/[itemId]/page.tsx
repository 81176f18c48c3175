import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { ItemHeader } from '@/components/items/item-header'
import { ItemTexts } from '@/components/items/item-texts'
import { VoteList } from '@/components/items/vote-list'
import { Note } from '@/components/ui/note'
import { requireProject } from '@/lib/auth/project'
import type { ItemDetail } from '@/lib/core/item/detail'
import { itemNumber, STAGE_WORDS } from '@/lib/core/item/words'
import { canComment, canCurate } from '@/lib/core/policy/policies'
import { CLOSED_UNDO_MINUTES } from '@/lib/core/review/undo'
import { findItem } from '@/lib/data/queries/item-detail'
import { CommentForm } from './comment-form'
import { History } from './history'
import { ItemActs } from './item-acts'

export const metadata: Metadata = { title: 'Chain' }

export default async function ChainPage({ params }: { params: Promise<{ project: string; itemId: string }> }) {
  const { project: slug, itemId } = await params
  const { project, ctx, facts } = await requireProject(slug)
  const found = z.uuid().safeParse(itemId).success ? await findItem(ctx, itemId) : null
  const back = `/${project.slug}/chains`
  if (found?.kind === 'OPTED_OUT') return <OptedOut back={back} settings={`/${project.slug}/settings/preferences`} />
  if (found?.kind !== 'ITEM' || found.item.projectId !== project.id) notFound()
  const { item, blind, entries } = found
  return (
    <div className="grid grid-cols-1 gap-6">
      <Lineage detail={found} base={back} />
      <ItemHeader item={item} />
      {item.archivedAt && <Note>Archived: out of lists, queues and exports until it is restored.</Note>}
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_360px]">
        <ItemTexts item={toSent(item)} revisions={toSent(found.revisions)} blind={blind} />
        <div className="grid content-start gap-6">
          {blind && (
            <Note>
              It is being judged, or was decided less than {CLOSED_UNDO_MINUTES} minutes ago and its judges can still
              take their answers back. Earlier texts, judgments, comments and history show after that, so that nobody
              judges by what others said.
            </Note>
          )}
          {entries.map((entry) => (
            <VoteList key={entry.id} entry={toSent(entry)} />
          ))}
          {!blind && <Comments detail={found} may={canComment(facts)} />}
          {!blind && <History events={toSent(found.history)} />}
          {canCurate(facts) && (
            <ItemActs
              projectId={item.projectId}
              slug={project.slug}
              itemId={item.id}
              number={item.number}
              archived={item.archivedAt !== null}
            />
          )}
        </div>
      </div>
    </div>
  )
}

/** Dates as text: what the parts for the browser take, here and from the panel beside the list. */
const toSent = <T,>(value: T) => JSON.parse(JSON.stringify(value)) as import('@/components/items/use-item').Sent<T>

function Lineage({ detail: { item, parent, children }, base }: { detail: ItemDetail; base: string }) {
  return (
    <nav aria-label="Lineage" className="-mb-3 flex flex-wrap gap-1.5 text-12 text-ink-2">
      <Link href={base}>Chains</Link>
      {parent && (
        <>
          <span aria-hidden="true">›</span>
          <Link href={`${base}/${parent.id}`}>
            {STAGE_WORDS[parent.stage]} {itemNumber(parent.number)}
          </Link>
        </>
      )}
      <span aria-hidden="true">›</span>
      <span aria-current="page">
        {STAGE_WORDS[item.stage]} {itemNumber(item.number)}
      </span>
      {children > 0 && <span className="text-ink-3">with {children.toLocaleString('en-US')} made from it</span>}
    </nav>
  )
}

function OptedOut({ back, settings }: { back: string; settings: string }) {
  return (
    <div className="grid max-w-[60ch] gap-3">
      <h1>You opted out of this category</h1>
      <p className="text-ink-2">
        Nothing of it is sent to you: not in lists, not in queues, not here. Nobody else sees that you did. You can
        change it in <Link href={settings}>your preferences</Link>.
      </p>
      <p>
        <Link href={back}>Back to the chains</Link>
      </p>
    </div>
  )
}

function Comments({ detail: { item, comments }, may }: { detail: ItemDetail; may: boolean }) {
  return (
    <section>
      <h2 className="mb-2">Comments</h2>
      <ol className="grid gap-3">
        {comments.map(({ id, by, text, at }) => (
          <li key={id} className="border-l-2 border-line-2 pl-2.5">
            <p className="text-12 text-ink-3">
              {by}, <time dateTime={at.toISOString()}>{at.toISOString().slice(0, 16).replace('T', ' ')} UTC</time>
            </p>
            <p className="whitespace-pre-wrap wrap-anywhere">{text}</p>
          </li>
        ))}
      </ol>
      {comments.length === 0 && <p className="text-12 text-ink-3">No comments yet.</p>}
      {may && <CommentForm itemId={item.id} />}
    </section>
  )
}
