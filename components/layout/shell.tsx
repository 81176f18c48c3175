import Link from 'next/link'
import type { ReactNode } from 'react'
import { UnsentBar } from '../review/unsent-bar'
import { Mark } from '../ui/mark'
import { type ProjectChoice, ProjectSwitch } from './project-switch'
import { Rail, type RailSection } from './rail'
import { ShellKeys } from './shell-keys'
import { UserMenu } from './user-menu'

export interface ShellProps {
  project: ProjectChoice
  projects: ProjectChoice[]
  user: { id: string; name: string; email: string }
  sections: RailSection[]
  theme: 'light' | 'dark' | 'system'
  /** Said above everything, on every page: the demo project, plain http. */
  banners: string[]
  lockPath: string
  signOut: () => Promise<void>
  children: ReactNode
}

/** Top bar, rail with the line dropping to where you are, and the page. */
export function Shell({ project, projects, user, sections, theme, banners, lockPath, signOut, children }: ShellProps) {
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
        <header className="flex h-11 items-center gap-4 border-b border-line px-4">
          <Link href={`/${project.slug}`} aria-label="Plumbline, overview" className="no-underline">
            <Mark />
          </Link>
          <ProjectSwitch current={project} projects={projects} />
          <div className="ml-auto flex items-center gap-1">
            <ShellKeys lockPath={lockPath} />
            <UserMenu user={user} theme={theme} signOut={signOut} />
          </div>
        </header>
      </div>
      <div className="grid min-w-0 grid-cols-1 max-lg:grid-rows-[auto_1fr] lg:grid-cols-[176px_minmax(0,1fr)]">
        <Rail sections={sections} />
        <main id="main" className="min-w-0 px-4 py-5 md:px-6">
          {children}
        </main>
      </div>
      <UnsentBar userId={user.id} />
    </div>
  )
}
