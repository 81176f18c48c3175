import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { NOUNS } from '@/components/snapshots/words'
import { ScrollBox } from '@/components/ui/scroll-box'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { exclusionWords, isExclusion } from '@/lib/core/snapshot/reasons'
import { type ExclusionView, listExclusions } from '@/lib/data/queries/snapshots'
import { readPlace, requireSnapshot } from '../../snapshot-params'

export const metadata: Metadata = { title: 'Left out' }

interface PageProps {
  params: Promise<{ project: string; number: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const PAGE = 100

export default async function LeftOutPage({ params, searchParams }: PageProps) {
  const { project: slug, number } = await params
  const { ctx, project, snapshot, base } = await requireSnapshot(slug, number)
  const { reason, after: given } = await searchParams
  if (typeof reason !== 'string' || !isExclusion(reason)) notFound()
  const after = readPlace(given)
  const asked = { projectId: project.id, snapshotId: snapshot.id, reason, after, limit: PAGE }
  const page = await listExclusions(ctx, asked)
  if (!page) notFound()
  const here = `${base}/${snapshot.number}`
  const items = `/${project.slug}/${ITEM_LISTS[snapshot.stage]}`
  const twins = reason === 'DUPLICATE' || reason === 'NEAR_DUPLICATE'
  return (
    <>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1>Left out of snapshot {snapshot.number}</h1>
        <p className="text-ink-2">
          {NOUNS[snapshot.stage]}: {exclusionWords(reason, snapshot.blind)}
        </p>
        <Link href={here} className="md:ml-auto">
          Back to the snapshot
        </Link>
      </div>
      {page.rows.length === 0 ? (
        <p className="text-ink-2">None.</p>
      ) : (
        <ScrollBox label="Left out">
          <table className="tbl">
            <caption className="sr-only">Items left out for this reason, by number</caption>
            <thead>
              <tr>
                <th className="num w-24">Item</th>
                {twins && <th className="num w-24">Kept</th>}
                {twins && <th className="num w-28">In common</th>}
                <th className="min-w-[24ch]">Why</th>
              </tr>
            </thead>
            <tbody>
              {page.rows.map((row) => (
                <tr key={row.itemId}>
                  <td className="num">
                    <Link href={`${items}/${row.itemId}`}>{row.itemNumber}</Link>
                  </td>
                  {twins && <td className="num">{row.keptNumber ?? '–'}</td>}
                  {twins && <td className="num">{row.similarity === null ? '–' : row.similarity.toFixed(2)}</td>}
                  <td className="text-ink-2">{why(row, snapshot.blind)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      <p className="mt-2 flex gap-4 text-12">
        {after !== null && <Link href={`${here}/left?reason=${reason}`}>The first</Link>}
        {page.after !== null && <Link href={`${here}/left?reason=${reason}&after=${page.after}`}>Further ones</Link>}
      </p>
    </>
  )
}

const why = ({ reason, detail }: ExclusionView, blind: boolean) => detail ?? exclusionWords(reason, blind)
