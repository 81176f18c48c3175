import type { Metadata } from 'next'
import Link from 'next/link'
import { requireProject } from '@/lib/auth/project'
import { listEnvironmentTools } from '@/lib/services/environment/list-environment-tools'
import { Trial } from './trial'

export const metadata: Metadata = { title: 'Try a tool' }

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function TryToolPage({ params, searchParams }: PageProps) {
  const { project, ctx } = await requireProject((await params).project)
  const tools = await listEnvironmentTools(ctx, { projectId: project.id })
  const { tool } = await searchParams
  const first = tools.find(({ schema }) => schema.function.name === tool) ?? tools[0]!
  return (
    <>
      <div className="mb-1 flex flex-wrap items-baseline gap-x-3">
        <h1>Try a tool</h1>
        <Link href={`/${project.slug}/settings/tools`} className="text-12">
          Capabilities and tools
        </Link>
      </div>
      <p className="mb-4 max-w-[80ch] text-ink-2">
        The simulated environment that trajectories run in, {tools.length} tools over one world. Nothing leaves this
        server and nothing is stored. The same seed and the same calls give the same observations.
      </p>
      <Trial projectId={project.id} tools={tools} first={first.schema.function.name} />
    </>
  )
}
