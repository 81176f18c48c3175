import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { VoteMarks } from '@/components/adjudication/vote-marks'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { LocalTime } from '@/components/ui/local-time'
import { ScrollBox } from '@/components/ui/scroll-box'
import { Severity } from '@/components/ui/severity'
import { requireProject } from '@/lib/auth/project'
import { type ContestedRow, listContested } from '@/lib/data/queries/adjudication'

export const metadata: Metadata = { title: 'Adjudication' }

const WHY: Record<ContestedRow['why'], string> = {
  TIED: 'contested',
  TOO_FEW_VOTES: 'too few votes',
  SEVERAL_EDITS: 'failed, several edits to pick from',
}

export default async function AdjudicationPage({ params }: { params: Promise<{ project: string }> }) {
  const { project, ctx } = await requireProject((await params).project)
  const contested = await listContested(ctx, project.id)
  if (!contested) notFound()
  const { rows, total } = contested
  const yours = rows.filter(({ own }) => !own)
  const others = rows.filter(({ own }) => own)
  const base = `/${project.slug}/adjudication`
  return (
    <>
      <div className="mb-4 flex flex-wrap items-baseline gap-x-3 gap-y-1 max-md:gap-y-2">
        <h1>Adjudication</h1>
        <p className="text-ink-2">
          {total === 0 ? 'nothing waits' : `${yours.length} for you to settle, of ${total} waiting`}
          {rows.length < total && `; the ${rows.length} that wait longest are shown`}
        </p>
        <Link href={`/${project.slug}/quality/agreement#adjudication`}>Before and after</Link>
        {yours[0] && (
          <ButtonLink href={`${base}/${yours[0].entryId}`} variant="go" className="md:ml-auto">
            Settle the first
          </ButtonLink>
        )}
      </div>
      {total === 0 ? (
        <EmptyState title="Nothing to settle">
          Items come here when reviewers differ, when too few of them voted, or when several edits were proposed.
        </EmptyState>
      ) : (
        <Rows rows={yours} base={base} caption="For you to settle, the longest waiting first" />
      )}
      {others.length > 0 && (
        <section className="mt-8" aria-labelledby="others">
          <h2 id="others">For somebody else, {others.length}</h2>
          <p className="mb-1 max-w-[70ch] text-12 text-ink-2">
            You judged these, or proposed their text. Whoever judged an item never settles it.
          </p>
          <Rows rows={others} base={base} caption="For somebody else to settle" />
        </section>
      )}
    </>
  )
}

function Rows({ rows, base, caption }: { rows: ContestedRow[]; base: string; caption: string }) {
  if (rows.length === 0) return <p className="text-ink-2">None of those waiting is yours to settle.</p>
  return (
    <ScrollBox label="Contested items">
      <table className="tbl">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th>Item</th>
            <th>Votes</th>
            <th>Why it waits</th>
            <th>Category</th>
            <th className="max-md:hidden">Severity</th>
            <th className="max-md:hidden">Queue</th>
            <th className="max-md:hidden">Closed</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.entryId}>
              <td>
                <Link
                  href={`${base}/${row.entryId}`}
                  className="font-mono text-12 whitespace-nowrap max-md:-my-2 max-md:inline-block max-md:py-2"
                >
                  {String(row.number).padStart(4, '0')}
                </Link>
              </td>
              <td className="whitespace-nowrap">
                <VoteMarks {...row} />
              </td>
              <td>{WHY[row.why]}</td>
              <td className="text-ink-2">
                {row.category.path.join(' › ') || 'none'}
                <span className="mt-1 block md:hidden">
                  <Severity level={row.category.severity} />
                </span>
              </td>
              <td className="max-md:hidden">
                <Severity level={row.category.severity} />
              </td>
              <td className="text-ink-2 max-md:hidden">{row.queue}</td>
              <td className="whitespace-nowrap text-ink-2 max-md:hidden">
                <LocalTime iso={row.closedAt.toISOString()} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
