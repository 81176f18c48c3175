import type { Metadata } from 'next'
import { requireProject } from '@/lib/auth/project'
import { canCurate } from '@/lib/core/policy/policies'
import { listRubrics } from '@/lib/data/queries/review'
import { NewVersion } from './new-version'

export const metadata: Metadata = { title: 'Rubrics' }

export default async function RubricsPage({ params }: { params: Promise<{ project: string }> }) {
  const { project, ctx, facts } = await requireProject((await params).project)
  const rubrics = (await listRubrics(ctx, project.id)) ?? []
  return (
    <>
      <h1>Rubrics</h1>
      <p className="mt-1 mb-4 max-w-[80ch] text-ink-2">
        A rubric never changes: what was judged by its words stays judged by them. A change is the next version, for
        queues made from then on.
      </p>
      <ul className="grid gap-6">
        {rubrics.map((rubric, index) => {
          const newest = rubrics.findIndex(({ key }) => key === rubric.key) === index
          return (
            <li key={rubric.id} className="rounded-2 border border-line-2 bg-sheet p-4">
              <h2>
                {rubric.name}, version {rubric.version}
              </h2>
              <p className="mb-2 text-12 text-ink-3">
                used by {rubric.queues} {rubric.queues === 1 ? 'queue' : 'queues'}
              </p>
              <ol className="mb-2 grid gap-1 empty:hidden">
                {rubric.criteria.map(({ key, label, question }) => (
                  <li key={key}>
                    <b className="font-medium">{label}.</b> {question}
                  </li>
                ))}
              </ol>
              <p className="max-w-[100ch] text-ink-2">
                Reasons: {rubric.reasons.map(({ label }) => label).join('\u00a0· ')}
              </p>
              {rubric.guidelines && (
                <details className="mt-2 max-md:mt-0">
                  <summary className="cursor-pointer text-12 max-md:py-2.5">Guidelines</summary>
                  <p className="max-w-[75ch] pt-2 whitespace-pre-wrap">{rubric.guidelines}</p>
                </details>
              )}
              {newest && canCurate(facts) && (
                <NewVersion
                  projectId={project.id}
                  rubric={{
                    key: rubric.key,
                    stage: rubric.stage,
                    name: rubric.name,
                    criteria: rubric.criteria,
                    reasons: rubric.reasons,
                    guidelines: rubric.guidelines,
                  }}
                />
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}
