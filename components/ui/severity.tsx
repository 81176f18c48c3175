import { cx } from './cx'

const SQUARES = [1, 2, 3, 4]

/** Severity 0 to 4 as filled squares; hatched when nobody has set one. */
export function Severity({ level, withText = false }: { level: number | null; withText?: boolean }) {
  const text = level === null ? 'severity not set' : `severity ${level} of 4`
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span role="img" aria-label={text} className={cx('inline-flex gap-0.5', level === null && 'hatch')}>
        {SQUARES.map((square) => (
          <i
            key={square}
            className={cx('size-2 border', level !== null && square <= level ? 'border-ink-2 bg-ink-2' : 'border-edge')}
          />
        ))}
      </span>
      {withText && <span className="text-ink-2">{level === null ? 'not set' : `${level} of 4`}</span>}
    </span>
  )
}
