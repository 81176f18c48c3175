'use client'
import {
  type ColumnDef,
  type ColumnVisibilityState,
  type RowData,
  type RowSelectionState,
  type Updater,
  useTable,
} from '@tanstack/react-table'
import { type ReactNode, useEffect, useRef } from 'react'
import './data-table.css'
import { type ListFeatures, listFeatures } from './features'
import { SortHeader } from './sort-header'

export interface DataTableProps<Row extends RowData> {
  label: string
  columns: ColumnDef<ListFeatures, Row>[]
  rows: Row[]
  rowId: (row: Row) => string
  /** "0147", for the box that picks the row. */
  rowName: (row: Row) => string
  visibility: ColumnVisibilityState
  sort: { by: string; dir: 'asc' | 'desc' }
  onSort: (by: string) => void
  selection: RowSelectionState
  onSelection: (next: RowSelectionState) => void
  /** The row under the keyboard; between two brass hairlines. */
  current: string | null
  onOpen: (id: string) => void
  /** Other rows are on their way; these stay until then. */
  updating: boolean
  empty: ReactNode
}

/** One table for every list: rows come as they are to be shown, and all that changes them is said to the page. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { columns, rows, rowId, rowName, visibility, selection, onSelection, sort, current, onOpen } = props
  const table = useTable({
    features: listFeatures,
    columns,
    data: rows,
    getRowId: rowId,
    state: { columnVisibility: visibility, rowSelection: selection },
    onRowSelectionChange: (next: Updater<RowSelectionState>) =>
      onSelection(typeof next === 'function' ? next(selection) : next),
  })
  const leaves = table.getVisibleLeafColumns()
  const scroller = useScrollTo(current)
  return (
    <section ref={scroller} className="lst" aria-label={props.label} aria-busy={props.updating}>
      {props.updating && (
        <div className="updating" role="status">
          <span>updating</span>
        </div>
      )}
      <table>
        <colgroup>
          <col style={{ width: '36px' }} />
          {leaves.map((column) => (
            <col key={column.id} style={{ width: column.columnDef.meta?.width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">
              <Tick
                label="Select this page"
                checked={rows.length > 0 && table.getIsAllRowsSelected()}
                some={table.getIsSomeRowsSelected()}
                onClick={() => table.toggleAllRowsSelected()}
              />
            </th>
            {table.getHeaderGroups().flatMap((group) =>
              group.headers.map((header) => (
                <SortHeader key={header.id} meta={header.column.columnDef.meta} sort={sort} onSort={props.onSort}>
                  <table.FlexRender header={header} />
                </SortHeader>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr
              key={row.id}
              data-row={row.id}
              data-selected={row.getIsSelected() || undefined}
              data-current={row.id === current || undefined}
              onClick={(event) => {
                if (!(event.target as HTMLElement).closest('a, button, input')) onOpen(row.id)
              }}
            >
              <td className="fold-box">
                <Tick
                  label={`Select ${rowName(row.original)}`}
                  checked={row.getIsSelected()}
                  onClick={row.getToggleSelectedHandler()}
                />
              </td>
              {row.getVisibleCells().map((cell) => (
                <td key={cell.id} className={cell.column.columnDef.meta?.cell}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td colSpan={leaves.length + 1} className="fold-whole">
                <div className="whitespace-normal max-md:px-1 [&>div]:border-t-0">{props.empty}</div>
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  )
}

function Tick({
  label,
  checked,
  some = false,
  onClick,
}: {
  label: string
  checked: boolean
  some?: boolean
  onClick: (event: unknown) => void
}) {
  const ref = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (ref.current) ref.current.indeterminate = some && !checked
  }, [some, checked])
  return (
    <input
      ref={ref}
      type="checkbox"
      className="tick"
      aria-label={label}
      checked={checked}
      onChange={(event) => onClick(event)}
    />
  )
}

/** Keeps the row under the keyboard in view. */
function useScrollTo(current: string | null) {
  const ref = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!current) return
    ref.current?.querySelector(`[data-row="${CSS.escape(current)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return ref
}
