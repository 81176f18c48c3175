import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { signOutAction } from '@/app/(auth)/actions'
import type { RailSection } from '@/components/layout/rail'
import { Shell } from '@/components/layout/shell'
import { requireProject } from '@/lib/auth/project'
import { canAdjudicate, canCurate, canSpend } from '@/lib/core/policy/policies'
import { listProjects } from '@/lib/data/queries/projects'
import { listTroubledProviders } from '@/lib/data/queries/providers'
import { webEnv } from '@/lib/server/env'

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
    ...(project.demo ? ['A demo project: its chains and its earlier reviewers were written for Plumbline.'] : []),
    ...troubled.map(({ name }) => `${name} could not be used when last asked: see Settings, Models.`),
  ]
  const base = `/${project.slug}`
  const sections: RailSection[] = [
    { key: 'overview', entries: [{ href: base, label: 'Overview', exact: true, also: [`${base}/subcategories`] }] },
    {
      key: 'items',
      entries: [
        { href: `${base}/chains`, label: 'Chains' },
        { href: `${base}/instructions`, label: 'Instructions' },
        ...(canCurate(facts) ? [{ href: `${base}/import`, label: 'Import' }] : []),
      ],
    },
    {
      key: 'review',
      entries: [
        { href: `${base}/review`, label: 'Review' },
        ...(canAdjudicate(facts, { judgedAt: null }) ? [{ href: `${base}/adjudication`, label: 'Adjudication' }] : []),
        ...(canCurate(facts) ? [{ href: `${base}/flags`, label: 'Flags' }] : []),
      ],
    },
    {
      key: 'numbers',
      entries: [
        ...(canSpend(facts) ? [{ href: `${base}/runs`, label: 'Runs' }] : []),
        { href: `${base}/quality`, label: 'Quality' },
        ...(canCurate(facts) ? [{ href: `${base}/take-out`, label: 'Take out' }] : []),
      ],
    },
    { key: 'settings', entries: [{ href: `${base}/settings`, label: 'Settings' }] },
  ]
  return (
    <Shell
      project={project}
      projects={await listProjects(ctx)}
      user={{ id: actor.userId, name: actor.name, email: actor.email }}
      sections={sections}
      theme={theme === 'light' || theme === 'dark' ? theme : 'system'}
      banners={banners}
      lockPath="/locked"
      signOut={signOutAction}
    >
      {children}
    </Shell>
  )
}
