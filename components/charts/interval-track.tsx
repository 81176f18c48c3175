interface IntervalTrackProps {
  low: number
  high: number
  value: number
  /** A second mark on the same track, such as all-pass beside majority-pass. */
  second?: number | null
  /** The line that everything is measured against. */
  reference?: number | null
  /** Few items: drawn hollow, to be read as a hint. */
  hollow?: boolean
  axis: readonly [from: number, to: number]
}

const WIDTH = 240
const HEIGHT = 20

/** One row of an interval plot: whisker, dot, a second mark, the reference. The figures stand in the same table row. */
export function IntervalTrack({ low, high, value, second, reference, hollow = false, axis }: IntervalTrackProps) {
  const [from, to] = axis
  const at = (share: number) => ((Math.min(to, Math.max(from, share)) - from) / (to - from)) * (WIDTH - 10) + 5
  const middle = HEIGHT / 2
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className="block h-5 w-full min-w-40"
    >
      <path d={`M0 ${middle}H${WIDTH}`} stroke="var(--line)" vectorEffect="non-scaling-stroke" />
      {reference != null && (
        <path d={`M${at(reference)} 0V${HEIGHT}`} stroke="var(--brass-mark)" vectorEffect="non-scaling-stroke" />
      )}
      <path
        d={`M${at(low)} ${middle}H${at(high)}`}
        stroke="var(--ink-2)"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
      {second != null && second < value && (
        <path
          d={`M${at(second)} ${middle - 4}v8`}
          stroke="var(--ink-2)"
          strokeWidth="1.5"
          vectorEffect="non-scaling-stroke"
        />
      )}
      <ellipse
        cx={at(value)}
        cy={middle}
        rx="3.5"
        ry="3.5"
        fill={hollow ? 'var(--sheet)' : 'var(--ink)'}
        stroke="var(--ink)"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}

/** The scale above the rows, in percent. */
export function IntervalAxis({ axis }: { axis: readonly [number, number] }) {
  const [from, to] = axis
  const middle = (from + to) / 2
  return (
    <span className="flex justify-between px-1 font-normal">
      <span>{Math.round(from * 100)} %</span>
      <span>{Math.round(middle * 100)}</span>
      <span>{Math.round(to * 100)}</span>
    </span>
  )
}
