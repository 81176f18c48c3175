import type { ReactNode } from 'react'
import { type Count, printCount } from '@/lib/core/item/count'
import { Kbd } from '../ui/kbd'

interface BulkBarProps {
  selected: number
  /** Everything that the filter leaves is chosen, not only rows of this page. */
  all: boolean
  total: Count | null
  onAll: () => void
  onClear: () => void
  /** Why something that could be done with fewer rows cannot be with these. */
  note?: string | null
  children: ReactNode
}

/** What can be done with the picked rows; it stays under the thumb on a phone. */
export function BulkBar({ selected, all, total, onAll, onClear, note, children }: BulkBarProps) {
  return (
    <section
      aria-label="With the selected rows"
      className="flex h-11 shrink-0 items-center gap-1 bg-act px-4 whitespace-nowrap text-act-ink max-md:h-14 max-md:overflow-x-auto max-md:px-3"
    >
      <b className="mr-1 font-medium" role="status">
        {all && total ? `All ${printCount(total)} selected` : `${selected.toLocaleString('en-US')} selected`}
      </b>
      {!all && total && (total.more || total.n > selected) && (
        <button type="button" onClick={onAll} className="mr-2 text-12 underline underline-offset-3 max-md:hidden">
          Select all {printCount(total)}
        </button>
      )}
      {children}
      {note && <span className="px-2 text-12">{note}</span>}
      <BulkButton onClick={onClear} className="ml-auto">
        Clear <Kbd>esc</Kbd>
      </BulkButton>
    </section>
  )
}

export function BulkButton({
  lead,
  className = '',
  ...rest
}: React.ButtonHTMLAttributes<HTMLButtonElement> & { lead?: boolean }) {
  const look = lead ? 'bg-act-ink text-act' : 'hover:border-current'
  return (
    <button
      type="button"
      {...rest}
      className={`inline-flex h-7 items-center gap-2 rounded-1 border border-transparent px-2 font-medium disabled:opacity-60 max-md:h-10 ${look} ${className}`}
    />
  )
}
