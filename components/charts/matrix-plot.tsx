'use client'

import { scaleBand, scaleLinear } from '@visx/scale'
import { Bar } from '@visx/shape'
import { clipLabel, labelWidth } from './clip-label'
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
/** The most that upright heads of narrow columns take. */
const UPRIGHT = 130
const CELL = 34
const WIDEST = 96
/** From this share of ink on, letters are those of the paper. */
const DARK = 0.55

/** A table of two lists by the darkness of its cells, each with its figure written in it. */
export function MatrixPlot({ label, rows, columns, cells, domain = [0, 1], columnsAre }: MatrixPlotProps) {
  const widest = (texts: readonly string[], size: number) => Math.max(...texts.map((text) => labelWidth(text, size)), 1)
  const names = widest(rows, 12) + 10
  const heads = widest(columns, 11)
  const cell =
    widest(
      cells.map(({ text }) => text),
      11,
    ) + 8
  const leftOf = (width: number) => Math.min(names, Math.max(width * 0.3, 120))
  const layOut = (width: number) => {
    const left = leftOf(width)
    const right = Math.min(width, left + columns.length * WIDEST)
    const upright = heads > (right - left) / Math.max(columns.length, 1)
    return { left, right, upright, head: upright ? Math.min(heads, UPRIGHT) + 34 : HEAD }
  }
  return (
    <PlotFrame
      label={label}
      height={(width) => layOut(width).head + rows.length * CELL + 4}
      least={Math.ceil(leftOf(0) + columns.length * Math.min(cell, WIDEST))}
    >
      {(width) => {
        const { left, right, upright, head } = layOut(width)
        const x = scaleBand<string>({ domain: [...columns], range: [left, right], padding: 0.04 })
        const y = scaleBand<string>({ domain: [...rows], range: [head, head + rows.length * CELL], padding: 0.06 })
        const ink = scaleLinear<number>({ domain: [...domain], range: [0.04, 0.85], clamp: true })
        const wide = x.bandwidth()
        return (
          <>
            {columnsAre && (
              <text x={left} y={12} fontSize={11} fill="var(--ink-3)">
                {columnsAre}
              </text>
            )}
            {columns.map((column) => {
              const middle = (x(column) ?? 0) + wide / 2
              const place = upright
                ? { transform: `translate(${middle + 4} ${head - 8}) rotate(-90)` }
                : { x: middle, y: head - 8, textAnchor: 'middle' as const }
              return (
                <text key={column} {...place} fontSize={11} fill="var(--ink-2)">
                  {clipLabel(column, upright ? UPRIGHT : wide, 11)}
                  <title>{column}</title>
                </text>
              )
            })}
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
                  {clipLabel(text, wide, 11)}
                </text>
              </g>
            ))}
          </>
        )
      }}
    </PlotFrame>
  )
}
