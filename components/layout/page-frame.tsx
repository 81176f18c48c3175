import Link from 'next/link'
import type { CSSProperties, ReactNode } from 'react'
import { UnsentBar } from '../review/unsent-bar'
import { cx } from '../ui/cx'
import { Mark } from '../ui/mark'
import { ShellKeys } from './shell-keys'
import { UserMenu } from './user-menu'

export interface PageFrameProps {
  user: { id: string; name: string; email: string }
  theme: 'light' | 'dark' | 'system'
  /** Said above everything, on every page: the demo project, plain http. */
  banners: string[]
  lockPath: string
  signOut: () => Promise<void>
  /** Where the mark leads. */
  home: { href: string; label: string }
  /** Beside the mark: which project this is, or which pages there are. */
  place: ReactNode
  children: ReactNode
}

/** Height of the bar (px), under which what is sticky stays. The banners scroll away: how many lines they take depends on the width. */
const TOP = { '--top': '44px' } as CSSProperties

/** What surrounds every page of a signed-in person: skip link, banners, top bar, and what is not saved yet. */
export function PageFrame({ user, theme, banners, lockPath, signOut, home, place, children }: PageFrameProps) {
  return (
    <div
      className={cx(
        'grid min-h-dvh print:block',
        banners.length > 0 ? 'grid-rows-[auto_auto_1fr_auto]' : 'grid-rows-[auto_1fr_auto]',
      )}
      style={TOP}
    >
      <a
        href="#main"
        className="sr-only z-50 print:hidden bg-act text-act-ink focus:not-sr-only focus:absolute focus:m-2 focus:px-3 focus:py-2"
      >
        Skip to the page
      </a>
      {banners.length > 0 && (
        <section aria-label="Notices" className="relative z-20 bg-paper print:hidden">
          {banners.map((text) => (
            <p key={text} className="border-b border-line bg-brass-wash px-4 py-1 text-12 text-ink">
              {text}
            </p>
          ))}
        </section>
      )}
      <header className="sticky top-0 z-20 bg-paper print:hidden">
        <div className="flex h-11 items-center gap-2 border-b border-line px-4 md:gap-4">
          <Link href={home.href} aria-label={`Plumbline, ${home.label}`} className="no-underline">
            <Mark />
          </Link>
          {place}
          <div className="ml-auto flex items-center gap-1">
            <ShellKeys lockPath={lockPath} />
            <UserMenu user={user} theme={theme} signOut={signOut} />
          </div>
        </div>
      </header>
      {children}
      <UnsentBar userId={user.id} />
    </div>
  )
}
