'use client'
import { contentOf, textOf } from '@/lib/core/item/content'
import type { ItemDetail } from '@/lib/core/item/detail'
import { itemNumber, severityWords } from '@/lib/core/item/words'
import { Button } from '../ui/button'
import { ButtonLink } from '../ui/button-link'
import { Kbd } from '../ui/kbd'
import { Note } from '../ui/note'
import { Severity } from '../ui/severity'
import { VerdictText } from '../ui/verdict'
import { PeekResponse } from './peek-response'
import { StepLine } from './step-line'
import { type Sent, useItem } from './use-item'
import { VoteList } from './vote-list'

/** A row read without leaving the list. */
export function ItemPeek({ itemId, base, onClose }: { itemId: string; base: string; onClose: () => void }) {
  const { found, updating, wrong } = useItem(itemId)
  return (
    <aside
      aria-label="The row, read beside the list"
      aria-busy={updating}
      className="flex min-h-0 flex-col border-line bg-sheet max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-30 max-lg:max-h-[75dvh] max-lg:border-t max-lg:shadow-float lg:border-l"
    >
      <div className="grid min-h-0 flex-1 content-start gap-5 overflow-y-auto p-4">
        {wrong && <Note tone="bad">{wrong}</Note>}
        {found?.kind === 'OPTED_OUT' && <p className="text-ink-2">You opted out of this category.</p>}
        {found?.kind === 'ITEM' && <Peeked detail={found} base={base.replace(/\/[^/]*$/, '')} />}
      </div>
      <footer className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-2">
        <ButtonLink variant="go" href={`${base}/${itemId}`} prefetch={false} className="flex-1">
          Open in full <Kbd>↵</Kbd>
        </ButtonLink>
        <Button onClick={onClose}>Close</Button>
        <span className="w-full text-12 text-ink-3 max-md:hidden">
          Read the next row <Kbd>J</Kbd> <Kbd>K</Kbd> &ensp; Select <Kbd>X</Kbd> &ensp; Close <Kbd>esc</Kbd>
        </span>
      </footer>
    </aside>
  )
}

function Peeked({ detail, base }: { detail: Sent<ItemDetail>; base: string }) {
  const { item, blind, revisions, entries, lineage } = detail
  const current = revisions.find(({ current }) => current)
  const [entry] = entries
  return (
    <>
      <section className="grid gap-2">
        <p className="flex items-center gap-2 text-12">
          <VerdictText verdict={item.verdict} />
          <span className="ml-auto text-ink-3">
            {itemNumber(item.number)}
            {current && !blind && `, revision ${current.number}`}
          </span>
        </p>
        <p className="flex flex-wrap items-center gap-2 text-12 text-ink-2">
          {item.category.path.join(' › ') || 'no category'}
          <Severity level={item.category.severity} />
        </p>
        {current?.body?.stage === 'RESPONSE' && (
          <PeekResponse key={current.id} content={current.body.content} lineage={lineage} base={base} />
        )}
        {current?.body && current.body.stage !== 'RESPONSE' && (
          <>
            {current.body.stage === 'CHAIN' && current.body.title && <h2 className="text-15">{current.body.title}</h2>}
            <p className="whitespace-pre-wrap wrap-anywhere text-ink-2">{textOf(contentOf(current.body))}</p>
            <StepLine steps={current.body.steps} marks={entry?.judgments.flatMap(({ stepMarks }) => stepMarks) ?? []} />
          </>
        )}
        {!current?.body && (
          <p className="hatch rounded-1 border border-dashed border-line-2 p-3 text-ink-2">
            Masked, {severityWords(item.category.severity)}. The text is not in this page; open it in full to ask for
            it.
          </p>
        )}
      </section>
      {blind ? (
        <p className="text-12 text-ink-3">
          It is being judged, or can still be judged anew. What is said of it shows when its verdict stands.
        </p>
      ) : (
        <>
          {entry && <VoteList entry={entry} />}
          <section>
            <h3 className="mb-1.5">Texts</h3>
            <ol className="grid gap-1 text-12 text-ink-2">
              {revisions.map((revision) => (
                <li key={revision.id}>
                  <span className={revision.current ? 'font-medium text-ink' : undefined}>
                    Revision {revision.number}
                  </span>
                  , {revision.author}
                  {revision.proposal && `, edit ${revision.proposal.toLowerCase()}`}
                  {revision.accepted && ', accepted'}
                </li>
              ))}
            </ol>
          </section>
        </>
      )}
    </>
  )
}
