'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Suspense, use } from 'react'
import { printCount } from '@/lib/core/item/count'
import type { RailCounts, RailPlace } from '@/lib/core/item/rail-counts'
import { cx } from '../ui/cx'

export interface RailEntry {
  href: string
  label: string
  /** Which number stands beside it, and what it is a number of. */
  count?: RailPlace
  countOf?: string
  /** Current on this path only, not on those below it. */
  exact?: boolean
  /** Pages elsewhere that belong to it. */
  also?: string[]
}
export interface RailSection {
  key: string
  entries: RailEntry[]
}

interface RailProps {
  sections: RailSection[]
  /** They come when they come: no page waits for them. Null where they could not be had. */
  counts: Promise<RailCounts | null>
}

/** Where one can go; the line hangs from the top bar down to where one is. A strip on a narrow screen, current place first. */
export function Rail({ sections, counts }: RailProps) {
  const path = usePathname()
  const isHere = ({ href, exact, also }: RailEntry) =>
    path === href || also?.includes(path) || (!exact && path.startsWith(`${href}/`))
  return (
    <nav aria-label="Project" className="border-line print:hidden max-lg:border-b lg:border-r">
      <ul className="sticky top-(--top) flex gap-1 overflow-x-auto px-4 py-1 lg:flex-col lg:gap-0 lg:py-4 lg:pr-4 lg:pl-0">
        {sections.map((section, index) => (
          <li key={section.key} className={cx('contents lg:block', index > 0 && 'lg:mt-3')}>
            <ul className="contents lg:block">
              {section.entries.map((entry) => {
                const here = isHere(entry)
                return (
                  <li key={entry.href} className={cx(here && 'max-lg:-order-1')}>
                    <Link
                      href={entry.href}
                      aria-current={here ? 'page' : undefined}
                      className={cx(
                        'relative flex items-center justify-between gap-2 rounded-1 px-2 py-1 whitespace-nowrap no-underline hover:text-ink max-lg:h-9 lg:ml-10 lg:h-[27px]',
                        here
                          ? 'font-medium text-ink max-lg:shadow-[inset_0_-2px_0_var(--brass-mark)] lg:before:absolute lg:before:bottom-1/2 lg:before:-left-[15px] lg:before:h-screen lg:before:w-px lg:before:bg-brass-mark lg:after:absolute lg:after:top-1/2 lg:after:-left-[19px] lg:after:h-3 lg:after:w-[9px] lg:after:-translate-y-1/2 lg:after:bg-brass-mark lg:after:[clip-path:polygon(0_0,100%_0,100%_30%,50%_100%,0_30%)]'
                          : 'text-ink-2',
                      )}
                    >
                      <span>{entry.label}</span>
                      {entry.count && (
                        <Suspense>
                          <Beside counts={counts} place={entry.count} of={entry.countOf ?? ''} />
                        </Suspense>
                      )}
                    </Link>
                  </li>
                )
              })}
            </ul>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Beside({ counts, place, of }: { counts: RailProps['counts']; place: RailPlace; of: string }) {
  const count = use(counts)?.[place]
  if (!count) return null
  return (
    <span className="text-12 text-ink-3 max-lg:hidden" title={`${printCount(count)} ${of}, when this page was opened`}>
      {printCount(count)}
    </span>
  )
}
