import Link from 'next/link'
import { PageFrame, type PageFrameProps } from './page-frame'

export interface PlainFrameProps extends Omit<PageFrameProps, 'home' | 'place' | 'lockPath'> {
  places: { href: string; label: string; here: boolean }[]
}

/** The pages that belong to no project: the projects, one's account, the people of the installation. */
export function PlainFrame({ places, children, ...frame }: PlainFrameProps) {
  return (
    <PageFrame
      {...frame}
      lockPath="/locked"
      home={{ href: '/', label: 'all projects' }}
      place={
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
      }
    >
      <main id="main" className="mx-auto w-full max-w-[880px] min-w-0 px-4 py-6 md:px-6">
        {children}
      </main>
    </PageFrame>
  )
}
