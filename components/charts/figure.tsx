'use client'

import { type ReactNode, useRef } from 'react'
import { type CsvCell, toCsv } from '@/lib/core/export/csv'
import { Button } from '../ui/button'
import { ScrollBox } from '../ui/scroll-box'
import { percent } from './percent'
import { readSvg } from './read-svg'
import { saveText } from './save-text'

export interface FigureColumn {
  label: string
  numeric?: boolean
  /** Of shares: shown as "93.0 %", taken away as they are. */
  percent?: boolean
}

interface FigureProps {
  /** Of the files, without ending: "agreement-by-category". */
  name: string
  /** What the table holds, for those who hear it. */
  caption: string
  columns: readonly FigureColumn[]
  /** As exact as they are. */
  rows: readonly (readonly CsvCell[])[]
  /** The table instead of the plot. */
  tableOnly?: boolean
  /** A plot of this folder. */
  children: ReactNode
}

function showCell(value: CsvCell, percents: boolean | undefined): string {
  if (value === null) return '–'
  if (typeof value !== 'number') return String(value)
  if (percents) return percent(value)
  return Number.isInteger(value) ? value.toLocaleString('en') : value.toFixed(3)
}

/** A plot, its data as a table, and both to take away: the table as CSV, the plot as SVG. */
export function Figure({ name, caption, columns, rows, tableOnly, children }: FigureProps) {
  const plot = useRef<HTMLDivElement>(null)
  const saveCsv = () =>
    saveText(
      `${name}.csv`,
      'text/csv',
      toCsv(
        columns.map(({ label }) => label),
        rows,
      ),
    )
  const saveSvg = () => {
    const svg = plot.current?.querySelector('svg')
    if (svg) saveText(`${name}.svg`, 'image/svg+xml', readSvg(svg))
  }
  const table = (
    <ScrollBox label={`${caption}, data`}>
      <table className="tbl">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ label, numeric }) => (
              <th key={label} className={numeric ? 'num' : undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join('\n')}>
              {row.map((value, column) => (
                <td key={columns[column]!.label} className={columns[column]!.numeric ? 'num' : undefined}>
                  {showCell(value, columns[column]!.percent)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
  return (
    <figure className="min-w-0">
      {!tableOnly && <div ref={plot}>{children}</div>}
      <div className="mt-2 flex flex-wrap items-start gap-2">
        {tableOnly ? (
          <div className="min-w-0 grow basis-full">{table}</div>
        ) : (
          <details className="min-w-0 grow text-12 open:basis-full">
            <summary className="inline-flex min-h-6 cursor-pointer items-center text-ink-2">Data as a table</summary>
            {table}
          </details>
        )}
        <Button size="sm" variant="bare" onClick={saveCsv}>
          CSV
        </Button>
        {!tableOnly && (
          <Button size="sm" variant="bare" onClick={saveSvg}>
            SVG
          </Button>
        )}
      </div>
    </figure>
  )
}
