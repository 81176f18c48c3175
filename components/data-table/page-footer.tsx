import type { ReactNode } from 'react'
import { type Count, printCount } from '@/lib/core/item/count'
import { Button } from '../ui/button'
import { Kbd } from '../ui/kbd'

interface PageFooterProps {
  first: number
  last: number
  /** Null while it is counted. */
  total: Count | null
  order: string
  size: number
  /** Counts to the end, for a total that is not exact. */
  exactHref: string
  earlier: (() => void) | null
  later: (() => void) | null
  children?: ReactNode
}

/** Which rows these are, of how many, in which order; and the pages beside. */
export function PageFooter({ first, last, total, order, size, exactHref, earlier, later, children }: PageFooterProps) {
  const n = (value: number) => value.toLocaleString('en-US')
  return (
    <footer className="flex h-10 shrink-0 items-center gap-3 border-t border-line px-4 text-12 whitespace-nowrap text-ink-2 max-md:h-11 max-md:px-3">
      <span>
        <b className="font-medium text-ink">{first === 0 ? 0 : `${n(first)}–${n(last)}`}</b>
        {total && ` of ${printCount(total)}`}
        {total?.more && (
          <>
            {' '}
            <a href={exactHref}>count them</a>
          </>
        )}
      </span>
      <span className="text-ink-3 max-md:hidden">{order}</span>
      {children}
      <span className="ml-auto flex gap-2">
        <Button size="sm" disabled={!earlier} onClick={earlier ?? undefined} aria-keyshortcuts="[">
          Earlier {earlier && <Kbd>[</Kbd>}
        </Button>
        <Button size="sm" disabled={!later} onClick={later ?? undefined} aria-keyshortcuts="]">
          Next {size} {later && <Kbd>]</Kbd>}
        </Button>
      </span>
    </footer>
  )
}
