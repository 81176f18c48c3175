import Link from 'next/link'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { ItemHeader } from '@/components/items/item-header'
import { ItemTexts } from '@/components/items/item-texts'
import { LineageView } from '@/components/items/lineage-view'
import { PairList } from '@/components/items/pair-list'
import { SplitPanel } from '@/components/items/split-panel'
import { toSent } from '@/components/items/to-sent'
import { VoteList } from '@/components/items/vote-list'
import { ToolSpaceLine } from '@/components/runs/tool-space-table'
import { Note } from '@/components/ui/note'
import { requireProject } from '@/lib/auth/project'
import type { ItemDetail } from '@/lib/core/item/detail'
import { ITEM_LISTS, type ItemStage } from '@/lib/core/item/lists'
import { capital, itemName } from '@/lib/core/item/words'
import { canComment, canCurate, canReadQuarantined, canSettleSplit, canSpend } from '@/lib/core/policy/policies'
import { CLOSED_UNDO_MINUTES } from '@/lib/core/review/undo'
import { findItem } from '@/lib/data/queries/item-detail'
import { listPreferencePairs } from '@/lib/data/queries/preference-pairs'
import { findPurgeReach } from '@/lib/data/queries/purge-reach'
import { findToolSpace } from '@/lib/data/queries/tool-space'
import { findNextUnsettled } from '@/lib/data/queries/unsettled'
import { settleSplitAction } from '../instructions/actions'
import { CommentForm } from './comment-form'
import { History } from './history'
import { ItemActs } from './item-acts'
import { PurgeAct } from './purge-act'

/** One item of a stage, whole: what its reader may know of it. */
export async function ItemPage({ slug, itemId, stage }: { slug: string; itemId: string; stage: ItemStage }) {
  const { project, ctx, facts } = await requireProject(slug)
  const found = z.uuid().safeParse(itemId).success ? await findItem(ctx, itemId) : null
  const base = `/${project.slug}`
  if (found?.kind === 'OPTED_OUT') return <OptedOut base={base} stage={stage} />
  if (found?.kind !== 'ITEM' || found.item.projectId !== project.id || found.item.stage !== stage) notFound()
  const { item, blind, entries } = found
  const space = stage === 'CHAIN' ? await findToolSpace(ctx, item.id) : null
  const reach = await findPurgeReach(ctx, item)
  const pairs = blind ? null : await listPreferencePairs(ctx, { projectId: project.id, itemId: item.id })
  const settles = stage === 'INSTRUCTION' && item.intent === 'BORDERLINE'
  return (
    <div className="grid grid-cols-1 gap-6">
      <Breadcrumbs detail={found} base={base} />
      <ItemHeader item={item} />
      {item.purgedAt && (
        <Note tone="bad">
          Purged: its texts and those made from it gave way to their hashes, for good. Numbers, votes and notes stand;
          the audit says who did it and why.
        </Note>
      )}
      {item.archivedAt && !item.purgedAt && (
        <Note>Archived: out of lists, queues and exports until it is restored.</Note>
      )}
      <Standing detail={found} />
      {item.quarantined && !canReadQuarantined(facts) && (
        <Note>Its text may be read by curators only, and every reading is put on record.</Note>
      )}
      <div className="grid grid-cols-1 gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_360px]">
        <ItemTexts
          item={toSent(item)}
          revisions={toSent(found.revisions)}
          opinions={toSent(found.opinions)}
          blind={blind}
          compliesFrom={compliesFromOf(found)}
          regenerateHref={
            stage === 'RESPONSE' && !blind && canSpend(facts)
              ? `${base}/runs/new?task=regenerate-response&pick=${item.number}`
              : null
          }
        />
        <div className="grid content-start gap-6">
          {blind && (
            <Note>
              It is being judged, or was decided less than {CLOSED_UNDO_MINUTES} minutes ago and its judges can still
              take their answers back. Earlier texts, judgments, comments and history show after that, so that nobody
              judges by what others said.
            </Note>
          )}
          {settles && !blind && (
            <SplitPanel
              splits={toSent(found.splits)}
              opinions={toSent(found.opinions)}
              revisionId={found.revisions.find(({ current }) => current)?.id ?? null}
              itemId={item.id}
              may={canSettleSplit(facts)}
              settle={settleSplitAction}
              nextHref={await nextHref()}
            />
          )}
          <LineageView lineage={found.lineage} self={toRelative(found)} base={base} />
          {entries.map((entry) => (
            <VoteList key={entry.id} entry={toSent(entry)} />
          ))}
          <PairList pairs={pairs ?? []} />
          {!blind && <Comments detail={found} may={canComment(facts)} />}
          {!blind && <History events={toSent(found.history)} />}
          {space && <ToolSpaceLine space={space} />}
          {canCurate(facts) && !item.purgedAt && (
            <ItemActs
              projectId={item.projectId}
              slug={project.slug}
              itemId={item.id}
              number={item.number}
              stage={stage}
              archived={item.archivedAt !== null}
            />
          )}
          {reach && <PurgeAct itemId={item.id} name={itemName(stage, item.number)} reach={reach} />}
        </div>
      </div>
    </div>
  )

  async function nextHref() {
    const next = canSettleSplit(facts)
      ? await findNextUnsettled(ctx, { projectId: project.id, after: item.number })
      : null
    return next && `${base}/instructions/${next}`
  }
}

const toRelative = ({ item: { id, stage, number, intent, verdict, stale, quarantined } }: ItemDetail) => ({
  ...{ id, stage, number, intent, verdict, stale, quarantined },
})

function Breadcrumbs({ detail: { item, lineage }, base }: { detail: ItemDetail; base: string }) {
  return (
    <nav aria-label="Lineage" className="-mb-3 flex flex-wrap gap-1.5 text-12 text-ink-2">
      <Link href={`${base}/${ITEM_LISTS[item.stage]}`}>{capital(ITEM_LISTS[item.stage])}</Link>
      {lineage.above.map(({ id, stage, number }) => (
        <span key={id} className="contents">
          <span aria-hidden="true">›</span>
          <Link href={`${base}/${ITEM_LISTS[stage]}/${id}`}>{itemName(stage, number, true)}</Link>
        </span>
      ))}
      <span aria-hidden="true">›</span>
      <span aria-current="page">{itemName(item.stage, item.number, true)}</span>
    </nav>
  )
}

/** Where people say that the current text begins to comply: most of them, the first of equals. */
function compliesFromOf({ revisions, entries }: ItemDetail): number | null {
  const current = revisions.find((revision) => revision.current)
  const marks = entries
    .filter(({ revision }) => revision === current?.number)
    .flatMap(({ judgments }) => judgments.flatMap(({ compliesFrom }) => compliesFrom ?? []))
  const count = (mark: number) => marks.filter((one) => one === mark).length
  return marks.reduce<number | null>((best, mark) => (best === null || count(mark) > count(best) ? mark : best), null)
}

/** What its parent's state means for it, in words, and what there is to do. */
function Standing({ detail: { item, lineage } }: { detail: ItemDetail }) {
  const parent = lineage.above.at(-1)
  const name = parent ? itemName(parent.stage, parent.number, true) : 'what it was made from'
  const failed = item.quarantineCauses.includes('PARENT_FAILED')
  return (
    <>
      {item.quarantined && item.quarantineCauses.includes('NOT_A_REFUSAL') && (
        <Note tone="bad">
          It is not known to be a refusal: masked, and in no file that leaves. A verdict that it is one lifts that.
        </Note>
      )}
      {item.quarantined && failed && (
        <Note tone="bad">
          {`Kept, and used nowhere: ${name} has failed. It comes back by itself when ${name} passes again.`}
        </Note>
      )}
      {item.stale && !failed && (
        <Note>
          {`It was made from a text of ${name} that is no longer the accepted one. Write it again from the accepted text, or have it judged as it is.`}
        </Note>
      )}
    </>
  )
}

function OptedOut({ base, stage }: { base: string; stage: ItemStage }) {
  return (
    <div className="grid max-w-[60ch] gap-3">
      <h1>You opted out of this category</h1>
      <p className="text-ink-2">
        Nothing of it is sent to you: not in lists, not in queues, not here. Nobody else sees that you did. You can
        change it in <Link href={`${base}/settings/preferences`}>your preferences</Link>.
      </p>
      <p>
        <Link href={`${base}/${ITEM_LISTS[stage]}`}>Back to the {ITEM_LISTS[stage]}</Link>
      </p>
    </div>
  )
}

/** All have voted, the votes decide nothing, and nobody has settled it. */
const isUndecided = ({ open, purpose, verdict, adjudication }: ItemDetail['entries'][number]) =>
  !open && purpose === 'CURATION' && (verdict === 'CONTESTED' || verdict === 'OPEN') && adjudication === null

function Comments({ detail: { item, comments, entries }, may }: { detail: ItemDetail; may: boolean }) {
  const waits = entries.find(isUndecided)
  return (
    <section>
      <h2 className="mb-2">Comments</h2>
      <ol className="grid gap-3">
        {comments.map(({ id, by, text, at, discussed }) => (
          <li key={id} className="border-l-2 border-line-2 pl-2.5">
            <p className="text-12 text-ink-3">
              {by}, {discussed && 'in the discussion of its votes, '}
              <time dateTime={at.toISOString()}>{at.toISOString().slice(0, 16).replace('T', ' ')} UTC</time>
            </p>
            <p className="whitespace-pre-wrap wrap-anywhere">{text}</p>
          </li>
        ))}
      </ol>
      {comments.length === 0 && <p className="text-12 text-ink-3">No comments yet.</p>}
      {may && <CommentForm itemId={item.id} entryId={waits?.id ?? null} />}
    </section>
  )
}
