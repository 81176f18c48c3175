'use client'

import { scaleBand, scaleLinear } from '@visx/scale'
import { Line } from '@visx/shape'
import { clipLabel, LETTER } from './clip-label'
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
const BOTTOM = 40
const RIGHT = 22

/** Values with their intervals, a row each, on one scale. */
export function DotPlot({ label, rows, domain = [0, 1], percent, axisLabel, reference, series }: DotPlotProps) {
  const longest = Math.max(...rows.map((row) => row.label.length), 1) * LETTER + 8
  return (
    <>
      {series && <PlotKey entries={series} />}
      <PlotFrame label={label} height={rows.length * ROW + BOTTOM}>
        {(width) => {
          const left = Math.min(longest, width * (width < 420 ? 0.5 : 0.4))
          const bottom = rows.length * ROW
          const x = scaleLinear<number>({ domain: [...domain], range: [left + 8, width - RIGHT], clamp: true })
          const y = scaleBand<string>({ domain: rows.map(({ key }) => key), range: [0, bottom] })
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
              {rows.map((row) => {
                const middle = (y(row.key) ?? 0) + ROW / 2
                return (
                  <g key={row.key}>
                    <Line from={{ x: left + 8, y: middle }} to={{ x: width - RIGHT, y: middle }} stroke="var(--line)" />
                    <text x={left} y={middle + 4} textAnchor="end" fontSize={12} fill="var(--ink)">
                      {clipLabel(row.label, left)}
                      <title>{row.label}</title>
                    </text>
                    {row.note !== undefined && (
                      <text x={left + 14} y={middle - 3} fontSize={11} fill="var(--ink-3)">
                        {clipLabel(row.note, width - left - 20)}
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
                )
              })}
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
