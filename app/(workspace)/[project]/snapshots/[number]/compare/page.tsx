import type { Metadata } from 'next'
import Link from 'next/link'
import { figure } from '@/components/snapshots/words'
import { ScrollBox } from '@/components/ui/scroll-box'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { compareSnapshots, findSnapshot, listSnapshots } from '@/lib/data/queries/snapshots'
import { readNumber } from '../../../runs/run-params'
import { readPlace, requireSnapshot } from '../../snapshot-params'

export const metadata: Metadata = { title: 'Compare snapshots' }

interface PageProps {
  params: Promise<{ project: string; number: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const PAGE = 100
const wordsOf = (one: number, other: number) =>
  ({
    ADDED: `only in snapshot ${one}`,
    REMOVED: `only in snapshot ${other}`,
    TEXT: 'in both, with another text',
    VOTES: 'in both, with other votes or another label',
    PART: 'in both, in another part',
    SAME: 'the same in both',
  }) as const

export default async function ComparePage({ params, searchParams }: PageProps) {
  const { project: slug, number } = await params
  const { ctx, project, snapshot, base } = await requireSnapshot(slug, number)
  const { with: given, after: place } = await searchParams
  const other = readNumber(given)
  const [with_, list] = await Promise.all([
    other === null ? null : findSnapshot(ctx, { projectId: project.id, number: other }),
    listSnapshots(ctx, { projectId: project.id, before: null, limit: 50 }),
  ])
  const others = (list?.rows ?? []).filter(
    (one) => one.number !== snapshot.number && one.stage === snapshot.stage && one.hash !== null,
  )
  const here = `${base}/${snapshot.number}/compare`
  const asked = {
    projectId: project.id,
    one: snapshot.id,
    other: with_?.id ?? '',
    after: readPlace(place),
    limit: PAGE,
  }
  const words = wordsOf(snapshot.number, with_?.number ?? 0)
  const compared = with_ ? await compareSnapshots(ctx, asked) : null
  return (
    <>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1>
          Snapshot {snapshot.number} {with_ ? `beside snapshot ${with_.number}` : 'beside another'}
        </h1>
        <Link href={`${base}/${snapshot.number}`} className="md:ml-auto">
          Back to the snapshot
        </Link>
      </div>
      <p className="mb-3 flex flex-wrap gap-x-3 text-12">
        {others.length === 0
          ? 'There is no other frozen snapshot of this stage.'
          : others.map((one) => (
              <Link
                key={one.id}
                href={`${here}?with=${one.number}`}
                aria-current={one.number === other ? 'true' : undefined}
              >
                {one.number}: {one.name}
              </Link>
            ))}
      </p>
      {compared && with_ && (
        <>
          <ScrollBox label="Counts">
            <table className="tbl max-w-[420px]">
              <caption className="sr-only">Items by what became of them</caption>
              <thead>
                <tr>
                  <th>Items</th>
                  <th className="num">Count</th>
                </tr>
              </thead>
              <tbody>
                {(Object.keys(words) as (keyof typeof words)[]).map((what) => (
                  <tr key={what}>
                    <th scope="row" className="text-13 font-normal text-ink">
                      {words[what]}
                    </th>
                    <td className="num">{figure(compared.counts[what])}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
          <ScrollBox label="Differences">
            <table className="tbl mt-4 max-w-[640px]">
              <caption className="sr-only">What differs, by item number</caption>
              <thead>
                <tr>
                  <th className="num w-24">Item</th>
                  <th>Difference</th>
                </tr>
              </thead>
              <tbody>
                {compared.rows.map((row) => (
                  <tr key={row.itemId}>
                    <td className="num">
                      <Link href={`/${project.slug}/${ITEM_LISTS[snapshot.stage]}/${row.itemId}`}>
                        {row.itemNumber}
                      </Link>
                    </td>
                    <td className="text-ink-2">{words[row.what]}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
          {compared.after !== null && (
            <p className="mt-2 text-12">
              <Link href={`${here}?with=${with_.number}&after=${compared.after}`}>Further ones</Link>
            </p>
          )}
        </>
      )}
    </>
  )
}
