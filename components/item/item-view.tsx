'use client'
import { type ReactNode, useState } from 'react'
import type { ItemDetail } from '@/lib/core/item/detail'
import type { WorkBody } from '@/lib/core/review/wire'
import { ChainSteps } from '../review/chain-steps'
import { FindingsList } from '../review/findings-list'
import { VerdictText } from '../ui/verdict'
import { EntryHistory } from './entry-history'
import { ItemFacts } from './item-facts'
import { type RevealAnswer, RevealText } from './reveal-text'
import { Revisions } from './revisions'

interface ItemViewProps {
  found: ItemDetail
  onReveal: (input: { itemId: string }) => Promise<RevealAnswer>
  children: ReactNode
}

/** One item whole: its text, what was said of it, its revisions. Texts that were asked for stay until the page is left. */
export function ItemView({ found, onReveal, children }: ItemViewProps) {
  const [bodies, setBodies] = useState<Record<string, WorkBody>>({})
  const { item, blind, entries } = found
  const revisions = found.revisions.map((revision) => ({
    ...revision,
    body: revision.body ?? bodies[revision.id] ?? null,
  }))
  const body = revisions.find(({ current }) => current)?.body ?? null
  const shown = revisions.filter(({ proposal }) => proposal === null || proposal === 'APPLIED')
  return (
    <div className="grid gap-8 xl:grid-cols-[minmax(0,1fr)_360px]">
      <div className="grid min-w-0 content-start gap-8">
        <section className="min-w-0">
          <div className="mb-3 flex flex-wrap items-baseline gap-x-3">
            <h1 className="wrap-anywhere">{body?.title ?? `Chain ${String(item.number).padStart(4, '0')}`}</h1>
            {blind ? (
              <span className="text-12 text-ink-3">being judged blind: nothing else shows yet</span>
            ) : (
              <VerdictText verdict={item.verdict} />
            )}
          </div>
          {body ? (
            <>
              <p className="max-w-[68ch] text-15 wrap-anywhere">{body.explanation}</p>
              <ChainSteps steps={body.steps} />
            </>
          ) : (
            <RevealText
              itemId={item.id}
              severity={item.category.severity}
              quarantined={item.quarantined}
              onReveal={onReveal}
              onText={setBodies}
            />
          )}
        </section>
        {entries.length > 0 && <EntryHistory entries={entries} notes={body !== null} />}
        {shown.length > 1 && <Revisions title="Revisions" revisions={shown} />}
        <Proposals revisions={revisions} />
        {children}
      </div>
      <aside aria-label="Facts" className="grid content-start gap-6">
        <ItemFacts item={item} />
        {body && body.findings.length > 0 && <FindingsList findings={body.findings} />}
      </aside>
    </div>
  )
}

/** Edits that did not become current: each against the text it was made on. */
function Proposals({ revisions }: Pick<ItemDetail, 'revisions'>) {
  const proposed = revisions.filter(({ proposal }) => proposal !== null && proposal !== 'APPLIED')
  return proposed.map((revision) => {
    const base = revisions.find(({ id }) => id === revision.basedOnId)
    return (
      <Revisions
        key={revision.id}
        title={`Proposed edit, ${revision.proposal?.toLowerCase()}`}
        revisions={base ? [revision, base] : [revision]}
        only
      />
    )
  })
}
