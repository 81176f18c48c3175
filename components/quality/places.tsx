import Link from 'next/link'
import { cx } from '../ui/cx'

/** One of a few; in the address, so that it can be sent to somebody. */
export function Places({ label, places }: { label: string; places: { label: string; href: string; here: boolean }[] }) {
  return (
    <nav
      aria-label={label}
      className="flex overflow-hidden first-of-type:md:ml-auto rounded-1 border border-line-2 bg-sheet"
    >
      {places.map((place) => (
        <Link
          key={place.label}
          href={place.href}
          aria-current={place.here ? 'page' : undefined}
          className={cx(
            'inline-flex h-6 items-center px-2.5 text-12 no-underline focus-visible:-outline-offset-2 max-md:h-9',
            place.here ? 'bg-act text-act-ink' : 'text-ink-2 hover:bg-well hover:text-ink',
          )}
        >
          {place.label}
        </Link>
      ))}
    </nav>
  )
}
