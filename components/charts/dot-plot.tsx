'use client'

import { scaleLinear } from '@visx/scale'
import { Line } from '@visx/shape'
import { clipLabel, labelWidth, wrapLabel } from './clip-label'
import { LowerAxis, showPercent } from './plot-axis'
import { PlotFrame } from './plot-frame'
import { type MarkShape, PlotKey, PlotMark } from './plot-mark'

export interface DotMark {
  value: number
  low?: number | null
  high?: number | null
  shape?: MarkShape
  hollow?: boolean
}

export interface DotRow {
  key: string
  label: string
  marks: readonly DotMark[]
  /** Instead of marks: why there are none. */
  note?: string
  /** Above it: what it and the rows below it are of. */
  head?: string
}

interface DotPlotProps {
  /** In a sentence. */
  label: string
  rows: readonly DotRow[]
  domain?: readonly [number, number]
  /** Values are shares. */
  percent?: boolean
  axisLabel?: string
  /** The line that all is measured against. */
  reference?: number | null
  /** What the shapes stand for, where there are several. */
  series?: readonly { label: string; shape: MarkShape; hollow?: boolean }[]
}

const ROW = 26
const TALL_ROW = 34
const HEAD = 24
const LINE = 13
const BOTTOM = 40
const RIGHT = 22

/** Where each row lies, and how its label is written. */
function layRows(rows: readonly DotRow[], width: number) {
  const longest = Math.max(...rows.map((row) => labelWidth(row.label)), 1) + 8
  const left = Math.min(longest, width * (width < 420 ? 0.5 : 0.4))
  let top = 0
  const placed = rows.map((row) => {
    const lines = wrapLabel(row.label, left)
    const start = top + (row.head === undefined ? 0 : HEAD)
    const tall = lines.length === 1 ? ROW : TALL_ROW
    top = start + tall
    return { ...row, lines, start, middle: start + tall / 2 }
  })
  return { left, placed, bottom: top }
}

/** Values with their intervals, a row each, on one scale. */
export function DotPlot({ label, rows, domain = [0, 1], percent, axisLabel, reference, series }: DotPlotProps) {
  return (
    <>
      {series && <PlotKey entries={series} />}
      <PlotFrame label={label} height={(width) => layRows(rows, width).bottom + BOTTOM}>
        {(width) => {
          const { left, placed, bottom } = layRows(rows, width)
          const x = scaleLinear<number>({ domain: [...domain], range: [left + 8, width - RIGHT], clamp: true })
          return (
            <>
              {reference != null && (
                <Line
                  from={{ x: x(reference), y: 0 }}
                  to={{ x: x(reference), y: bottom }}
                  stroke="var(--brass-mark)"
                  strokeWidth={1.5}
                />
              )}
              {placed.map(({ middle, lines, ...row }) => (
                <g key={row.key}>
                  {row.head !== undefined && (
                    <text x={0} y={row.start - 6} fontSize={12} fontWeight={600} fill="var(--ink)">
                      {clipLabel(row.head, width)}
                    </text>
                  )}
                  {row.note === undefined && (
                    <Line from={{ x: left + 8, y: middle }} to={{ x: width - RIGHT, y: middle }} stroke="var(--line)" />
                  )}
                  <text
                    y={middle + 4 - ((lines.length - 1) * LINE) / 2}
                    textAnchor="end"
                    fontSize={12}
                    fill="var(--ink)"
                  >
                    {lines.map((line, index) => (
                      <tspan key={line} x={left} dy={index === 0 ? 0 : LINE}>
                        {line}
                      </tspan>
                    ))}
                    <title>{row.label}</title>
                  </text>
                  {row.note !== undefined && (
                    <text x={left + 14} y={middle + 4} fontSize={11} fill="var(--ink-3)">
                      {clipLabel(row.note, width - left - 20, 11)}
                    </text>
                  )}
                  {row.marks.map((mark, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a row's marks are its series, in their order.
                    <g key={index}>
                      {mark.low != null && mark.high != null && (
                        <Line
                          from={{ x: x(mark.low), y: middle }}
                          to={{ x: x(mark.high), y: middle }}
                          stroke="var(--ink-2)"
                          strokeWidth={mark.hollow ? 1 : 1.5}
                        />
                      )}
                      <PlotMark x={x(mark.value)} y={middle} shape={mark.shape} hollow={mark.hollow} />
                    </g>
                  ))}
                </g>
              ))}
              <LowerAxis
                scale={x}
                at={bottom}
                ticks={width < 420 ? 3 : 5}
                format={percent ? showPercent : undefined}
                label={axisLabel}
              />
            </>
          )
        }}
      </PlotFrame>
    </>
  )
}
