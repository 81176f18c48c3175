'use client'

import { scaleBand, scaleLinear } from '@visx/scale'
import { Bar } from '@visx/shape'
import { clipLabel, LETTER } from './clip-label'
import { PlotFrame } from './plot-frame'

export interface MatrixCell {
  row: string
  column: string
  /** From the lowest to the highest of the domain; null: none. */
  value: number | null
  /** What stands in the cell. */
  text: string
}

interface MatrixPlotProps {
  label: string
  rows: readonly string[]
  columns: readonly string[]
  cells: readonly MatrixCell[]
  domain?: readonly [number, number]
  /** Above the columns. */
  columnsAre?: string
}

const HEAD = 40
const CELL = 34
/** From this share of ink on, letters are those of the paper. */
const DARK = 0.55

/** A table of two lists by the darkness of its cells, each with its figure written in it. */
export function MatrixPlot({ label, rows, columns, cells, domain = [0, 1], columnsAre }: MatrixPlotProps) {
  const longest = Math.max(...rows.map((row) => row.length), 1) * LETTER + 10
  return (
    <PlotFrame label={label} height={HEAD + rows.length * CELL + 4}>
      {(width) => {
        const left = Math.min(longest, width * 0.3)
        const right = Math.min(width, left + columns.length * 96)
        const x = scaleBand<string>({ domain: [...columns], range: [left, right], padding: 0.04 })
        const y = scaleBand<string>({ domain: [...rows], range: [HEAD, HEAD + rows.length * CELL], padding: 0.06 })
        const ink = scaleLinear<number>({ domain: [...domain], range: [0.04, 0.85], clamp: true })
        const wide = x.bandwidth()
        return (
          <>
            {columnsAre && (
              <text x={left} y={12} fontSize={11} fill="var(--ink-3)">
                {columnsAre}
              </text>
            )}
            {columns.map((column) => (
              <text
                key={column}
                x={(x(column) ?? 0) + wide / 2}
                y={HEAD - 8}
                textAnchor="middle"
                fontSize={11}
                fill="var(--ink-2)"
              >
                {clipLabel(column, wide)}
                <title>{column}</title>
              </text>
            ))}
            {rows.map((row) => (
              <text
                key={row}
                x={left - 8}
                y={(y(row) ?? 0) + y.bandwidth() / 2 + 4}
                textAnchor="end"
                fontSize={12}
                fill="var(--ink)"
              >
                {clipLabel(row, left - 8)}
                <title>{row}</title>
              </text>
            ))}
            {cells.map(({ row, column, value, text }) => (
              <g key={`${row}\n${column}`}>
                <Bar
                  x={x(column)}
                  y={y(row)}
                  width={wide}
                  height={y.bandwidth()}
                  fill={value === null ? 'none' : 'var(--ink)'}
                  fillOpacity={value === null ? 0 : ink(value)}
                  stroke="var(--line)"
                />
                <text
                  x={(x(column) ?? 0) + wide / 2}
                  y={(y(row) ?? 0) + y.bandwidth() / 2 + 4}
                  textAnchor="middle"
                  fontSize={11}
                  fill={value !== null && ink(value) > DARK ? 'var(--sheet)' : 'var(--ink)'}
                >
                  {clipLabel(text, wide)}
                </text>
              </g>
            ))}
          </>
        )
      }}
    </PlotFrame>
  )
}
