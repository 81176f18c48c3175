import type { RailCounts } from '@/lib/core/item/rail-counts'
import { PageFrame, type PageFrameProps } from './page-frame'
import { type ProjectChoice, ProjectSwitch } from './project-switch'
import { Rail, type RailSection } from './rail'

export interface ShellProps extends Omit<PageFrameProps, 'home' | 'place'> {
  project: ProjectChoice
  projects: ProjectChoice[]
  sections: RailSection[]
  counts: Promise<RailCounts | null>
}

/** Top bar, rail with the line dropping to where you are, and the page. */
export function Shell({ project, projects, sections, counts, children, ...frame }: ShellProps) {
  return (
    <PageFrame
      {...frame}
      home={{ href: `/${project.slug}`, label: 'overview' }}
      place={<ProjectSwitch current={project} projects={projects} />}
    >
      <div className="grid min-w-0 grid-cols-1 print:block max-lg:grid-rows-[auto_1fr] lg:grid-cols-[176px_minmax(0,1fr)]">
        <Rail sections={sections} counts={counts} />
        <main id="main" className="min-w-0 px-4 py-5 md:px-6 print:p-0">
          {children}
        </main>
      </div>
    </PageFrame>
  )
}
