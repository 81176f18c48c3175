import type { Metadata } from 'next'
import { EvaluationTable } from '@/components/evaluation/evaluation-table'
import { ImportForm } from '@/components/evaluation/import-form'
import { RunTable } from '@/components/evaluation/run-table'
import { EmptyState } from '@/components/ui/empty-state'
import { requireProject } from '@/lib/auth/project'
import { evaluationTable } from '@/lib/core/evaluation/table'
import { canCurate } from '@/lib/core/policy/policies'
import { listEvaluations, listScores } from '@/lib/data/queries/evaluations'

export const metadata: Metadata = { title: 'Evaluations' }

export default async function EvaluationsPage({ params }: { params: Promise<{ project: string }> }) {
  const { project, ctx, facts } = await requireProject((await params).project)
  const runs = (await listEvaluations(ctx, project.id)) ?? []
  const rows = runs.length > 0 ? evaluationTable(await listScores(ctx, project.id)) : []
  const base = `/${project.slug}/evaluations`
  return (
    <>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1>Evaluations</h1>
        <p className="text-ink-2">Models under a benchmark, before and after training. Nothing of it is trained on.</p>
      </div>
      {runs.length === 0 ? (
        <EmptyState title="No log yet">
          Logs of AgentHarm-style runs stand here side by side: score, full score, refusal rate and the score of what
          was not refused, harmful and benign, each with its interval, down to each transcript.
        </EmptyState>
      ) : (
        <>
          <EvaluationTable rows={rows} />
          <p className="mt-2 mb-6 max-w-[90ch] text-12 text-ink-3">
            Below each figure its 95 % interval: Wilson’s for shares (full score, refusal), Student’s t over prompts for
            means. n counts prompts; epochs of one prompt, and logs of the same model and label, are averaged first.
            Non-ref.: the mean score of what was not refused. Unscored samples are in no figure. Scorers judged, not
            people.
          </p>
          <section className="mb-6">
            <h2 className="mb-1">Logs</h2>
            <RunTable runs={runs} base={base} />
          </section>
        </>
      )}
      {canCurate(facts) && (
        <div className="mt-4">
          <ImportForm projectId={project.id} />
        </div>
      )}
    </>
  )
}
