import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { signOutAction } from '@/app/(auth)/actions'
import { Shell } from '@/components/layout/shell'
import { requireProject } from '@/lib/auth/project'
import { canSpend } from '@/lib/core/policy/policies'
import { listProjects } from '@/lib/data/queries/projects'
import { listTroubledProviders } from '@/lib/data/queries/providers'
import { findRailCounts } from '@/lib/data/queries/rail-counts'
import { webEnv } from '@/lib/server/env'
import { log, messageOf } from '@/lib/server/log'
import { railSections } from './rail-sections'

interface LayoutProps {
  params: Promise<{ project: string }>
  children: ReactNode
}

export default async function WorkspaceLayout({ params, children }: LayoutProps) {
  const { project, actor, ctx, facts } = await requireProject((await params).project)
  const theme = (await cookies()).get('plumbline.theme')?.value
  const troubled = canSpend(facts) ? await listTroubledProviders(ctx) : []
  const banners = [
    ...(webEnv().secureCookies ? [] : ['Plain http: passwords and sessions travel unencrypted on this network.']),
    ...(project.demo ? ['A demo project: its chains and earlier reviewers are made up.'] : []),
    ...troubled.map(({ name }) => `${name} could not be used when last asked: see Settings, Models.`),
  ]
  const base = `/${project.slug}`
  const counts = findRailCounts(ctx, project.id).catch((error: unknown) => {
    log.error('web', 'the counts of the rail could not be had', { why: messageOf(error) })
    return null
  })
  return (
    <Shell
      project={project}
      projects={await listProjects(ctx)}
      user={{ id: actor.userId, name: actor.name, email: actor.email }}
      sections={railSections(base, facts)}
      counts={counts}
      theme={theme === 'light' || theme === 'dark' ? theme : 'system'}
      banners={banners}
      lockPath="/locked"
      signOut={signOutAction}
    >
      {children}
    </Shell>
  )
}
