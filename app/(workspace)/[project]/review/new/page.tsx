import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireProject } from '@/lib/auth/project'
import { canCurate, canJudge } from '@/lib/core/policy/policies'
import { listMembers } from '@/lib/data/queries/people'
import { listRubrics } from '@/lib/data/queries/review'
import { listTopCategories } from '@/lib/data/queries/taxonomy'
import { loadQueueFilter, readStage } from '../queue-params'
import { QueueForm } from './queue-form'

export const metadata: Metadata = { title: 'New queue' }

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function NewQueuePage({ params, searchParams }: PageProps) {
  const { project, ctx, facts } = await requireProject((await params).project)
  if (!canCurate(facts)) notFound()
  const asked = await searchParams
  const stage = readStage(asked)
  const [members, rubrics, categories] = await Promise.all([
    listMembers(ctx, project.id),
    listRubrics(ctx, project.id),
    listTopCategories(ctx, project.id),
  ])
  const reviewers = members.filter(
    ({ roles, disabled }) =>
      !disabled && canJudge({ admin: false, roles, reviews: true }, { given: true, barred: false }),
  )
  return (
    <>
      <h1>New queue</h1>
      <p className="mt-1 mb-5 max-w-[70ch] text-ink-2">
        A queue serves texts to reviewers, each to as many as it has slots, blind to each other. Slots, rule and rubric
        stay as they are once it is made.
      </p>
      <QueueForm
        project={{ id: project.id, slug: project.slug }}
        reviewers={reviewers.map(({ userId, name, roles }) => ({
          userId,
          name,
          roles: roles.join(', ').toLowerCase(),
        }))}
        rubrics={(rubrics ?? [])
          .filter((rubric) => rubric.stage === stage)
          .map(({ id, name, version }) => ({ id, label: `${name}, version ${version}` }))}
        categories={categories}
        stage={stage}
        filter={await loadQueueFilter(ctx, { projectId: project.id, stage }, asked)}
      />
    </>
  )
}
