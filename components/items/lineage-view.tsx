import Link from 'next/link'
import type { Lineage, Relative } from '@/lib/core/item/lineage'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { itemName } from '@/lib/core/item/words'
import { VerdictMark, VerdictText } from '../ui/verdict'
import { LineageGraph } from './lineage-graph'

interface LineageViewProps {
  lineage: Lineage
  self: Relative
  base: string
}

/** Where an item comes from and what was made from it: drawn, and as a list with links. */
export function LineageView({ lineage, self, base }: LineageViewProps) {
  const { above, pinned, below, children, childrenLeft } = lineage
  const parent = above.at(-1)
  const rest = children.total - below.length
  const made = self.stage === 'CHAIN' ? 'instructions' : 'responses'
  return (
    <section>
      <h2 className="mb-2">Lineage</h2>
      <LineageGraph lineage={lineage} self={self} />
      <ol className="mt-3 grid gap-1 text-12">
        {lineage.category.length > 0 && <li className="text-ink-2">{lineage.category.join(' › ')}</li>}
        {above.map((one) => (
          <li key={one.id}>
            <RelativeLink one={one} base={base} />
          </li>
        ))}
        {parent && (
          <li className="text-ink-3">
            {pinned
              ? `made from its revision ${pinned.revision}, ${pinned.accepted ? 'the accepted text' : 'which is not its accepted text'}`
              : 'which of its texts it was made from is not shown'}
          </li>
        )}
        <li className="font-medium">{itemName(self.stage, self.number)}, this one</li>
      </ol>
      {childrenLeft !== null && (
        <p role="status" className="mt-2 text-12 text-brass">
          {childrenLeft.toLocaleString('en-US')} of those made from it are still to be marked; it is being done.
        </p>
      )}
      {children.total > 0 && (
        <>
          <h3 className="mt-3 mb-1">
            Made from it: {children.total.toLocaleString('en-US')}
            {children.more && '+'}
          </h3>
          <ol className="grid gap-1 text-12">
            {below.map((one) => (
              <li key={one.id}>
                <RelativeLink one={one} base={base} />
              </li>
            ))}
          </ol>
          {rest > 0 && (
            <p className="mt-1 text-12">
              <Link href={`${base}/${made}?parent=${self.id}`} className="inline-flex min-h-6 items-center">
                All {children.total.toLocaleString('en-US')}
                {children.more && '+'} in the list
              </Link>
            </p>
          )}
        </>
      )}
    </section>
  )
}

function RelativeLink({ one, base }: { one: Relative; base: string }) {
  return (
    <span className="inline-flex min-h-6 items-center gap-1.5">
      <VerdictMark verdict={one.verdict} />
      <Link
        href={`${base}/${ITEM_LISTS[one.stage]}/${one.id}`}
        prefetch={false}
        className="inline-flex min-h-6 items-center"
      >
        {itemName(one.stage, one.number)}
      </Link>
      <span className="text-ink-3">{one.intent.toLowerCase()}</span>
      {one.stale && <VerdictText verdict="STALE" />}
      {one.quarantined && <span className="text-failed">quarantined</span>}
    </span>
  )
}
