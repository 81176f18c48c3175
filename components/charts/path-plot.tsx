'use client'

import { scaleLinear } from '@visx/scale'
import { LinePath } from '@visx/shape'
import { LeftAxis, LowerAxis } from './plot-axis'
import { PlotFrame } from './plot-frame'
import { PlotMark } from './plot-mark'

export interface PathLimit {
  label: string
  /** In the order of x; null: the rule cannot end here yet. */
  points: readonly { x: number; y: number | null }[]
}

interface PathPlotProps {
  /** In a sentence: what was found, and how it ended. */
  label: string
  /** The way taken: after x items, y failures. */
  path: readonly { x: number; y: number }[]
  /** Lines at which the test ends. */
  limits: readonly PathLimit[]
  xLabel: string
  yLabel: string
}

const HEIGHT = 260
const EDGE = { top: 14, right: 16, bottom: 42, left: 52 }

/** A sequential test: the way that it took between the lines that end it. */
export function PathPlot({ label, path, limits, xLabel, yLabel }: PathPlotProps) {
  const lines = limits.flatMap(({ points }) => points.filter(({ y }) => y !== null))
  const mostX = Math.max(1, ...path.map(({ x }) => x), ...lines.map(({ x }) => x))
  const mostY = Math.max(1, ...path.map(({ y }) => y), ...lines.map(({ y }) => y ?? 0))
  const end = path.at(-1)
  return (
    <PlotFrame label={label} height={HEIGHT}>
      {(width) => {
        const bottom = HEIGHT - EDGE.bottom
        const x = scaleLinear<number>({ domain: [0, mostX], range: [EDGE.left, width - EDGE.right] })
        const y = scaleLinear<number>({ domain: [0, mostY * 1.08], range: [bottom, EDGE.top] })
        return (
          <>
            {limits.map(({ label: name, points }) => {
              const last = points.findLast((point) => point.y !== null)
              return (
                <g key={name}>
                  <LinePath
                    data={[...points]}
                    defined={(point) => point.y !== null}
                    x={(point) => x(point.x)}
                    y={(point) => y(point.y ?? 0)}
                    stroke="var(--brass-mark)"
                    strokeWidth={1.5}
                    strokeDasharray="5 3"
                    fill="none"
                  />
                  {last && (
                    <text x={width - EDGE.right} y={y(last.y!) - 5} textAnchor="end" fontSize={11} fill="var(--brass)">
                      {name}
                    </text>
                  )}
                </g>
              )
            })}
            <LinePath
              data={[...path]}
              x={(point) => x(point.x)}
              y={(point) => y(point.y)}
              stroke="var(--ink)"
              strokeWidth={1.5}
              fill="none"
            />
            {end && <PlotMark x={x(end.x)} y={y(end.y)} />}
            <LowerAxis
              scale={x}
              at={bottom}
              values={x.ticks(width < 420 ? 4 : 8).filter(Number.isInteger)}
              format={String}
              label={xLabel}
            />
            <LeftAxis
              scale={y}
              at={EDGE.left}
              values={y.ticks(5).filter(Number.isInteger)}
              format={String}
              label={yLabel}
            />
          </>
        )
      }}
    </PlotFrame>
  )
}
