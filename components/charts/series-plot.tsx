'use client'

import { scaleLinear, scalePoint } from '@visx/scale'
import { Line, LinePath } from '@visx/shape'
import { labelWidth } from './clip-label'
import { LeftAxis, LowerAxis, showPercent } from './plot-axis'
import { PlotFrame } from './plot-frame'
import { PlotMark } from './plot-mark'

export interface SeriesPoint {
  /** "1", "2026-11": in their order. */
  at: string
  value: number | null
  low?: number | null
  high?: number | null
  hollow?: boolean
}

interface SeriesPlotProps {
  label: string
  points: readonly SeriesPoint[]
  domain?: readonly [number, number]
  /** Values are shares. */
  percent?: boolean
  axisLabel?: string
  reference?: number | null
}

const HEIGHT = 220
const EDGE = { top: 10, right: 16, bottom: 42, left: 48 }

/** A figure over attempts or over time, with its intervals. A gap is a figure that is not defined. */
export function SeriesPlot({ label, points, domain = [0, 1], percent, axisLabel, reference }: SeriesPlotProps) {
  return (
    <PlotFrame label={label} height={HEIGHT}>
      {(width) => {
        const bottom = HEIGHT - EDGE.bottom
        const x = scalePoint<string>({
          domain: points.map(({ at }) => at),
          range: [EDGE.left, width - EDGE.right],
          padding: 0.5,
        })
        const y = scaleLinear<number>({ domain: [...domain], range: [bottom, EDGE.top], clamp: true })
        const widest = Math.max(...points.map(({ at }) => labelWidth(at, 11)), 30) + 12
        const every = Math.ceil((points.length * widest) / (width - EDGE.left - EDGE.right))
        return (
          <>
            {reference != null && (
              <Line
                from={{ x: EDGE.left, y: y(reference) }}
                to={{ x: width - EDGE.right, y: y(reference) }}
                stroke="var(--brass-mark)"
                strokeWidth={1.5}
              />
            )}
            <LinePath
              data={[...points]}
              defined={({ value }) => value !== null}
              x={({ at }) => x(at) ?? 0}
              y={({ value }) => y(value ?? 0)}
              stroke="var(--line-2)"
              strokeWidth={1.5}
              fill="none"
            />
            {points.map(({ at, value, low, high, hollow }) =>
              value === null ? null : (
                <g key={at}>
                  {low != null && high != null && (
                    <Line from={{ x: x(at), y: y(low) }} to={{ x: x(at), y: y(high) }} stroke="var(--ink-2)" />
                  )}
                  <PlotMark x={x(at) ?? 0} y={y(value)} hollow={hollow} />
                </g>
              ),
            )}
            <LowerAxis
              scale={x}
              at={bottom}
              values={points.filter((_, index) => index % every === 0).map(({ at }) => at)}
              label={axisLabel}
            />
            <LeftAxis scale={y} at={EDGE.left} ticks={5} format={percent ? showPercent : undefined} />
          </>
        )
      }}
    </PlotFrame>
  )
}
