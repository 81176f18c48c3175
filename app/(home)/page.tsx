import Link from 'next/link'
import { AuthFrame } from '@/components/layout/auth-frame'
import { EmptyState } from '@/components/ui/empty-state'
import { Tag } from '@/components/ui/tag'
import { requireActor } from '@/lib/auth/actor'
import { ROLE_LABELS } from '@/lib/core/policy/roles'
import { db } from '@/lib/data/client'
import { hasPeople } from '@/lib/data/queries/invitations'
import { listProjects } from '@/lib/data/queries/projects'
import { HomeFrame } from './home-frame'
import { NewProject } from './new-project'
import { OpenDemo } from './open-demo'

export default async function HomePage() {
  if (!(await hasPeople(db()))) return <NobodyYet />
  const actor = await requireActor()
  const projects = await listProjects({ actor, db: db() })
  return (
    <HomeFrame actor={actor} at="/">
      <h1 className="mb-4">Projects</h1>
      {projects.length === 0 && (
        <EmptyState title="No projects yet">
          {actor.admin
            ? 'A project holds chains, their reviews and the people who work on them. Make the first one below.'
            : 'You are not a member of any project. Ask who invited you to add you to one.'}
        </EmptyState>
      )}
      <ul className="mb-8">
        {projects.map((project) => (
          <li key={project.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2">
            <Link href={`/${project.slug}`} className="font-medium">
              {project.name}
            </Link>
            {project.demo && <Tag>demo</Tag>}
            <span className="ml-auto text-12 text-ink-3">
              {actor.memberships
                .get(project.id)
                ?.roles.map((role) => ROLE_LABELS[role])
                .join(', ') || 'not a member'}
            </span>
          </li>
        ))}
      </ul>
      {actor.admin && (
        <div className="grid gap-10 md:grid-cols-2">
          <NewProject />
          {projects.every(({ demo }) => !demo) && <OpenDemo />}
        </div>
      )}
    </HomeFrame>
  )
}

/** Nobody has an account yet. The way in is printed where only the operator looks; this page never knows it. */
function NobodyYet() {
  return (
    <AuthFrame
      title="Plumbline is running"
      lead={
        <div className="grid gap-3">
          <p>Nobody has an account yet. The link that makes the first one is in the terminal where npm start runs.</p>
          <p>
            If it is gone, or older than a day: stop Plumbline there (Ctrl+C) and run npm start again. It prints a new
            link, and the old one ends.
          </p>
        </div>
      }
    />
  )
}
