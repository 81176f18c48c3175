'use client'
import Link from 'next/link'
import { Menu } from './menu'

export interface ProjectChoice {
  slug: string
  name: string
}

export function ProjectSwitch({ current, projects }: { current: ProjectChoice; projects: ProjectChoice[] }) {
  return (
    <Menu label={`Project: ${current.name}`} trigger={<span className="font-medium">{current.name}</span>} align="left">
      {projects.map((project) => (
        <Link
          key={project.slug}
          href={`/${project.slug}`}
          aria-current={project.slug === current.slug ? 'page' : undefined}
          className="block px-3 py-1.5 no-underline hover:bg-well aria-[current]:font-medium"
        >
          {project.name}
        </Link>
      ))}
      <Link href="/" className="block border-t border-line px-3 py-1.5 text-ink-2 no-underline hover:bg-well">
        All projects
      </Link>
    </Menu>
  )
}
