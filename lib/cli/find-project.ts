import type { PrismaClient } from '@/lib/data/client'
import { UsageError } from './command'

export interface FoundProject {
  id: string
  slug: string
  name: string
}

export class NoSuchProject extends UsageError {}

/** The project named by slug; without a name, the only one that is not the demo. */
export async function findProject(db: PrismaClient, slug: string | undefined): Promise<FoundProject> {
  const select = { id: true, slug: true, name: true, demo: true } as const
  const projects = await db.project.findMany({ where: { archivedAt: null }, select, orderBy: { slug: 'asc' } })
  const names = projects.map((project) => project.slug).join(', ') || 'none yet'
  if (slug !== undefined) {
    const found = projects.find((project) => project.slug === slug)
    if (found) return found
    throw new NoSuchProject(`There is no project "${slug}". There are: ${names}.`)
  }
  // What only shows how it works is never meant by default.
  const own = projects.filter(({ demo }) => !demo)
  if (own.length === 1) return own[0]!
  throw new UsageError(`Name the project with --project. There are: ${names}.`)
}
