import type { Metadata } from 'next'
import { requireProject } from '@/lib/auth/project'
import { canAdminister } from '@/lib/core/policy/policies'
import { PoliciesForm } from './policies-form'

export const metadata: Metadata = { title: 'Policies' }

export default async function PoliciesPage({ params }: { params: Promise<{ project: string }> }) {
  const { project, facts } = await requireProject((await params).project)
  const admin = canAdminister(facts)
  return (
    <div className="max-w-[720px]">
      <h1>Policies</h1>
      <p className="mt-1 mb-5 max-w-[70ch] text-ink-2">
        How this team looks after the people who read its material. They hold from the next item on.{' '}
        {admin ? 'Each change is in the audit.' : 'An admin sets them; you can read what holds.'}
      </p>
      <PoliciesForm projectId={project.id} settings={project.settings} readOnly={!admin} />
    </div>
  )
}
