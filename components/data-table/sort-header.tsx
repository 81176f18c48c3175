import type { ReactNode } from 'react'
import { cx } from '../ui/cx'
import type { ListColumnMeta } from './features'

interface SortHeaderProps {
  meta: ListColumnMeta | undefined
  sort: { by: string; dir: 'asc' | 'desc' }
  onSort: (by: string) => void
  children: ReactNode
}

/** A head cell; where the list can be sorted by it, a button that does, and turns the order round when pressed again. */
export function SortHeader({ meta, sort, onSort, children }: SortHeaderProps) {
  const by = meta?.sort
  const sorted = by !== undefined && by === sort.by
  return (
    <th
      scope="col"
      className={cx(meta?.cell?.includes('num') && 'num')}
      aria-sort={sorted ? (sort.dir === 'asc' ? 'ascending' : 'descending') : undefined}
    >
      {by === undefined ? (
        children
      ) : (
        <button type="button" className="sorter" onClick={() => onSort(by)}>
          {children}
          {sorted && <span aria-hidden="true">{sort.dir === 'asc' ? '▴' : '▾'}</span>}
        </button>
      )}
    </th>
  )
}
