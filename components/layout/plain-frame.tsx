import Link from 'next/link'
import type { ReactNode } from 'react'
import { UnsentBar } from '../review/unsent-bar'
import { Mark } from '../ui/mark'
import { ShellKeys } from './shell-keys'
import { UserMenu } from './user-menu'

export interface PlainFrameProps {
  user: { id: string; name: string; email: string }
  places: { href: string; label: string; here: boolean }[]
  theme: 'light' | 'dark' | 'system'
  banners: string[]
  signOut: () => Promise<void>
  children: ReactNode
}

/** The pages that belong to no project: the projects, one's account, the people of the installation. */
export function PlainFrame({ user, places, theme, banners, signOut, children }: PlainFrameProps) {
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr_auto]">
      <a
        href="#main"
        className="sr-only z-50 bg-act text-act-ink focus:not-sr-only focus:absolute focus:m-2 focus:px-3 focus:py-2"
      >
        Skip to the page
      </a>
      <div className="sticky top-0 z-20 bg-paper">
        {banners.map((text) => (
          <p key={text} className="border-b border-line bg-brass-wash px-4 py-1 text-12 text-ink">
            {text}
          </p>
        ))}
        <header className="flex h-11 items-center gap-2 border-b border-line px-4 md:gap-4">
          <Link href="/" aria-label="Plumbline, all projects" className="no-underline">
            <Mark />
          </Link>
          <nav aria-label="Plumbline" className="flex self-stretch">
            {places.map(({ href, label, here }) => (
              <Link
                key={href}
                href={href}
                aria-current={here ? 'page' : undefined}
                className="flex items-center px-1 text-ink-2 md:px-2.5 no-underline hover:text-ink aria-[current]:font-medium aria-[current]:text-ink aria-[current]:shadow-[inset_0_-2px_0_var(--brass-mark)]"
              >
                {label}
              </Link>
            ))}
          </nav>
          <div className="ml-auto flex items-center gap-1">
            <ShellKeys lockPath="/locked" />
            <UserMenu user={user} theme={theme} signOut={signOut} />
          </div>
        </header>
      </div>
      <main id="main" className="mx-auto w-full max-w-[880px] min-w-0 px-4 py-6 md:px-6">
        {children}
      </main>
      <UnsentBar userId={user.id} />
    </div>
  )
}
