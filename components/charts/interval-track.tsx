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

/** Room at both ends for half a dot, in percent of the width. */
const MARGIN = 2.5

/** One row of an interval plot: whisker, dot, a second mark, the reference. The figures stand in the same table row. */
export function IntervalTrack({ low, high, value, second, reference, hollow = false, axis }: IntervalTrackProps) {
  const [from, to] = axis
  // Places are percentages, so that the track can be of any width and its dots stay round.
  const at = (share: number) =>
    `${(((Math.min(to, Math.max(from, share)) - from) / (to - from)) * (100 - 2 * MARGIN) + MARGIN).toFixed(2)}%`
  return (
    <svg aria-hidden="true" className="block h-5 w-full min-w-28">
      <line x1="0" x2="100%" y1="10" y2="10" stroke="var(--line)" />
      {reference != null && (
        <line x1={at(reference)} x2={at(reference)} y1="0" y2="20" stroke="var(--brass-mark)" strokeWidth="1.5" />
      )}
      <line x1={at(low)} x2={at(high)} y1="10" y2="10" stroke="var(--ink-2)" strokeWidth={hollow ? 1 : 1.5} />
      {second != null && second < value && (
        <line x1={at(second)} x2={at(second)} y1="5" y2="15" stroke="var(--ink-2)" strokeWidth="1.5" />
      )}
      <circle
        cx={at(value)}
        cy="10"
        r="4"
        fill={hollow ? 'var(--sheet)' : 'var(--ink)'}
        stroke={hollow ? 'var(--ink-2)' : 'none'}
        strokeWidth="1.5"
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
