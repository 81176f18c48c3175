'use client'

import { AxisBottom, AxisLeft, type AxisScale } from '@visx/axis'

interface PlotAxisProps {
  scale: AxisScale
  /** Where it lies: from the top of a lower axis, from the left of an upright one. */
  at: number
  label?: string
  ticks?: number
  /** Only these. */
  values?: readonly (number | string)[]
  format?: (value: number | string) => string
}

const TEXT = { fill: 'var(--ink-3)', fontSize: 11, fontFamily: 'inherit' } as const
const LINE = { stroke: 'var(--line-2)', tickStroke: 'var(--line-2)', tickLength: 4 } as const

const common = ({ label, ticks, values, format }: PlotAxisProps) => ({
  ...LINE,
  label,
  numTicks: ticks,
  tickValues: values && [...values],
  tickFormat: format && ((value: unknown) => format(value as number | string)),
})

/** "90 %" */
export const showPercent = (value: number | string) => `${Math.round(Number(value) * 100)} %`

export function LowerAxis(props: PlotAxisProps) {
  return (
    <AxisBottom
      {...common(props)}
      scale={props.scale}
      top={props.at}
      tickLabelProps={{ ...TEXT, textAnchor: 'middle', dy: '0.25em' }}
      labelProps={{ ...TEXT, textAnchor: 'middle' }}
      labelOffset={12}
    />
  )
}

export function LeftAxis(props: PlotAxisProps) {
  return (
    <AxisLeft
      {...common(props)}
      scale={props.scale}
      left={props.at}
      tickLabelProps={{ ...TEXT, textAnchor: 'end', dx: '-0.25em', dy: '0.3em' }}
      labelProps={{ ...TEXT, textAnchor: 'middle' }}
      labelOffset={30}
    />
  )
}
