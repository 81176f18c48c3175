export type MarkShape = 'DOT' | 'DIAMOND' | 'TICK'

interface PlotMarkProps {
  x: number
  y: number
  shape?: MarkShape
  /** Few items: to be read as a hint. */
  hollow?: boolean
}

const RADIUS = 4

/** A value; told apart by shape, not by colour alone. */
export function PlotMark({ x, y, shape = 'DOT', hollow = false }: PlotMarkProps) {
  const paint = {
    // A diamond is open: what lies under it shows.
    fill: shape === 'DIAMOND' ? 'none' : hollow ? 'var(--sheet)' : 'var(--ink)',
    stroke: hollow ? 'var(--ink-2)' : 'var(--ink)',
    strokeWidth: 1.5,
  }
  if (shape === 'TICK') return <line x1={x} x2={x} y1={y - 6} y2={y + 6} {...paint} />
  if (shape === 'DOT') return <circle cx={x} cy={y} r={RADIUS} {...paint} />
  const far = RADIUS + 3
  return <polygon points={`${x},${y - far} ${x + far},${y} ${x},${y + far} ${x - far},${y}`} {...paint} />
}

/** What the shapes stand for, above a plot. */
export function PlotKey({ entries }: { entries: readonly { label: string; shape: MarkShape; hollow?: boolean }[] }) {
  return (
    <ul className="mb-1 flex flex-wrap gap-x-4 gap-y-1 text-12 text-ink-2">
      {entries.map(({ label, ...mark }) => (
        <li key={label} className="flex items-center gap-1.5">
          <svg aria-hidden="true" width="14" height="14" viewBox="0 0 14 14">
            <PlotMark x={7} y={7} {...mark} />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  )
}
