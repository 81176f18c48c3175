import { randomInt } from 'node:crypto'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireProject } from '@/lib/auth/project'
import { canCurate, canJudge } from '@/lib/core/policy/policies'
import { PRESETS } from '@/lib/core/study/presets'
import { STUDY_PRESETS } from '@/lib/core/study/spec'
import { listMembers } from '@/lib/data/queries/people'
import { listRubrics } from '@/lib/data/queries/review'
import { listTopCategories } from '@/lib/data/queries/taxonomy'
import { loadQueueFilter, readStage } from '../../review/queue-params'
import { StudyForm } from './study-form'

export const metadata: Metadata = { title: 'New study' }

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function NewStudyPage({ params, searchParams }: PageProps) {
  const { project, ctx, facts } = await requireProject((await params).project)
  if (!canCurate(facts)) notFound()
  const asked = await searchParams
  const preset = STUDY_PRESETS.find((one) => one.toLowerCase() === asked.preset) ?? 'PAPER'
  const stage = PRESETS[preset].stage ?? readStage(asked)
  const [members, rubrics, categories, { itemIds: _, ...filter }] = await Promise.all([
    listMembers(ctx, project.id),
    listRubrics(ctx, project.id),
    listTopCategories(ctx, project.id),
    loadQueueFilter(ctx, { projectId: project.id, stage }, asked),
  ])
  const raters = members.filter(
    ({ roles, disabled }) =>
      !disabled && canJudge({ admin: false, roles, reviews: true }, { given: true, barred: false }),
  )
  return (
    <>
      <h1>New study</h1>
      <p className="mt-1 mb-5 max-w-[76ch] text-ink-2">
        A seeded sample, frozen with its protocol, and judged blind by several people. It measures: no verdict and no
        text changes. What it draws and what it can say stands on the right before anything is made.
      </p>
      <StudyForm
        // Another preset begins with its own design.
        key={`${preset}/${stage}`}
        project={{ id: project.id, slug: project.slug }}
        preset={preset}
        stage={stage}
        filter={filter}
        seed={randomInt(1, 2 ** 31)}
        raters={raters.map(({ userId, name, roles }) => ({ userId, name, roles: roles.join(', ').toLowerCase() }))}
        rubrics={(rubrics ?? [])
          .filter((rubric) => rubric.stage === stage && !rubric.key.startsWith('study_'))
          .map(({ id, name, version }) => ({ id, label: `${name}, version ${version}` }))}
        categories={categories}
      />
    </>
  )
}
