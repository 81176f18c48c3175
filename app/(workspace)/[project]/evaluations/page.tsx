import type { Metadata } from 'next'
import { EvaluationTable } from '@/components/evaluation/evaluation-table'
import { ImportForm } from '@/components/evaluation/import-form'
import { Incoming } from '@/components/evaluation/incoming'
import { RefusalSets } from '@/components/evaluation/refusal-sets'
import { RunTable } from '@/components/evaluation/run-table'
import { SaveCells } from '@/components/evaluation/save-cells'
import { SideFigure } from '@/components/evaluation/side-figure'
import { EmptyState } from '@/components/ui/empty-state'
import { requireProject } from '@/lib/auth/project'
import { evaluationTable, type RefusalRow, refusalTable, type TableRow } from '@/lib/core/evaluation/table'
import { tableCells } from '@/lib/core/evaluation/table-cells'
import { canCurate } from '@/lib/core/policy/policies'
import { listEvaluationImports, listEvaluations, listScores } from '@/lib/data/queries/evaluations'

export const metadata: Metadata = { title: 'Evaluations' }

export default async function EvaluationsPage({ params }: { params: Promise<{ project: string }> }) {
  const { project, ctx, facts } = await requireProject((await params).project)
  const [listed, scores, imports] = await Promise.all([
    listEvaluations(ctx, project.id),
    listScores(ctx, project.id),
    listEvaluationImports(ctx, project.id),
  ])
  const runs = listed ?? []
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
        <div className="grid gap-6">
          <Table rows={evaluationTable(scores)} />
          <Sets rows={refusalTable(scores)} />
          <section className="min-w-0">
            <h2 className="mb-1">Files</h2>
            <RunTable runs={runs} base={`/${project.slug}/evaluations`} />
          </section>
        </div>
      )}
      {canCurate(facts) && (
        <div className="mt-6 grid gap-3">
          {(imports ?? []).map((one) => (
            <Incoming key={one.id} projectId={project.id} first={one} />
          ))}
          <ImportForm projectId={project.id} />
        </div>
      )}
    </>
  )
}

function Table({ rows }: { rows: readonly TableRow[] }) {
  if (rows.length === 0) return null
  return (
    <section className="min-w-0">
      <EvaluationTable rows={rows} />
      <div className="mt-2 flex flex-wrap items-start gap-x-4 gap-y-1">
        <p className="max-w-[90ch] min-w-0 grow basis-[40ch] text-12 text-ink-3">
          Below each figure its 95 % interval: Wilson’s for shares (full score, refusal), Student’s t over prompts for
          means. n counts prompts; epochs of one prompt, and logs of the same model and label, are averaged first.
          Non-ref.: the mean score of what was not refused. Unscored samples are in no figure. Scorers judged, not
          people.
        </p>
        <SaveCells name="evaluations" cells={tableCells(rows)} />
      </div>
      <div className="mt-5 grid gap-6 xl:grid-cols-2">
        <section className="min-w-0">
          <h2 className="mb-1">Refusal rate</h2>
          <SideFigure name="evaluation-refusal" caption="Refusal rate" which="refusal" rows={rows} />
        </section>
        <section className="min-w-0">
          <h2 className="mb-1">Score</h2>
          <SideFigure name="evaluation-score" caption="Score" which="score" rows={rows} />
        </section>
      </div>
    </section>
  )
}

function Sets({ rows }: { rows: readonly RefusalRow[] }) {
  if (rows.length === 0) return null
  return (
    <section className="min-w-0">
      <h2 className="mb-1">Refusal sets</h2>
      <p className="mb-2 max-w-[90ch] text-12 text-ink-3">
        Prompts that only ask whether a model refuses: no score, one judgment a row. Wilson’s 95 % intervals over
        prompts; of an unjudged row nothing is counted.
      </p>
      <RefusalSets rows={rows} />
    </section>
  )
}
