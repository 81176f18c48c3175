import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { AdjudicationDesk } from '@/components/adjudication/adjudication-desk'
import { toSent } from '@/components/items/to-sent'
import { Severity } from '@/components/ui/severity'
import { VerdictText } from '@/components/ui/verdict'
import { requireProject } from '@/lib/auth/project'
import { LABEL_WORDS } from '@/lib/core/compliance/labels'
import { itemName } from '@/lib/core/item/words'
import { type ContestedEntry, findContested, listContested } from '@/lib/data/queries/adjudication'
import { addCommentAction } from '../../chains/actions'
import { adjudicateAction } from '../actions'

export const metadata: Metadata = { title: 'Adjudication' }

const RULE = { MAJORITY: 'majority of', UNANIMOUS: 'all of', FIRST_TO: 'first to enough of' } as const

export default async function ContestedPage({ params }: { params: Promise<{ project: string; entryId: string }> }) {
  const { project: slug, entryId } = await params
  const { project, ctx } = await requireProject(slug)
  if (!z.uuid().safeParse(entryId).success) notFound()
  const [entry, contested] = await Promise.all([findContested(ctx, entryId), listContested(ctx, project.id)])
  if (!entry || entry.projectId !== project.id) notFound()
  const base = `/${project.slug}/adjudication`
  const { category } = entry.item.frame
  const yours = (contested?.rows ?? []).filter(({ own }) => !own)
  // After the last one the first that was passed over comes again.
  const at = yours.findIndex((row) => row.entryId === entryId)
  const next = yours[at + 1] ?? (at > 0 ? yours[0] : undefined)
  return (
    <>
      <div className="mb-4 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <p className="text-15 font-semibold">{itemName(entry.item.stage, entry.item.number)}</p>
        <VerdictText verdict={entry.verdict} />
        <p className="text-ink-2">
          {entry.queue.name}, {RULE[entry.queue.rule]} {entry.queue.slots}; an edit counts as{' '}
          {entry.queue.editCountsAs === 'REJECT' ? 'a reject' : 'an accept'}
        </p>
        <p className="ml-auto flex items-center gap-3 text-12 text-ink-2 max-lg:hidden">
          {category.path.join(' › ') || 'no category'} <Severity level={category.severity} />
        </p>
      </div>
      <AdjudicationDesk
        key={entryId}
        item={entry.item}
        rubric={entry.rubric}
        labelPolicy={entry.labelPolicy}
        judgments={entry.judgments.map(({ at: _, own: __, ...judgment }) => judgment)}
        whyNot={whyNotText(entry)}
        nextHref={next ? `${base}/${next.entryId}` : null}
        listHref={base}
        left={yours.length}
        settle={adjudicateAction}
        opinions={toSent(entry.views.opinions)}
        history={toSent({ earlier: entry.views.earlier, said: entry.views.said })}
        discussion={toSent(entry.views.discussion)}
        say={addCommentAction}
      />
    </>
  )
}

function whyNotText({ whyNot, adjudication }: ContestedEntry): string | null {
  if (whyNot === 'JUDGED_IT') return 'You judged this item yourself, so somebody else settles it.'
  if (whyNot === 'WROTE_IT') return 'You proposed this text, so somebody else settles it.'
  if (whyNot === 'VOTES_DECIDE') return 'The votes decided this item: there is nothing to settle.'
  if (whyNot === 'SETTLED' && adjudication) {
    const outcome = adjudication.outcome === 'PASSED' ? 'passed' : 'failed'
    const label = adjudication.label ? `, as ${LABEL_WORDS[adjudication.label].toLowerCase()}` : ''
    const edit = adjudication.proposalId ? ', and picked an edit as the next text' : ''
    return `${adjudication.by} settled it: ${outcome}${label}${edit}. “${adjudication.reason}”`
  }
  return null
}
