import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { CategoryTable } from '@/components/evaluation/category-table'
import { RemoveRun } from '@/components/evaluation/remove-run'
import { RunFacts } from '@/components/evaluation/run-facts'
import { SampleTable } from '@/components/evaluation/sample-table'
import { Note } from '@/components/ui/note'
import { requireProject } from '@/lib/auth/project'
import { isShown, SHOWN, SHOWN_WORDS, type Shown, shownSchema } from '@/lib/core/evaluation/shown'
import type { EvaluationDetail } from '@/lib/core/evaluation/views'
import { canCurate, canReadTranscripts } from '@/lib/core/policy/policies'
import { findEvaluation } from '@/lib/data/queries/evaluations'
import { removeEvaluationAction } from '../actions'

export const metadata: Metadata = { title: 'Evaluation' }

const PAGE = 100

interface PageProps {
  params: Promise<{ project: string; number: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function EvaluationPage({ params, searchParams }: PageProps) {
  const { project: slug, number: asked } = await params
  const { project, ctx, facts } = await requireProject(slug)
  if (!/^[1-9]\d{0,8}$/.test(asked)) notFound()
  const run = await findEvaluation(ctx, { projectId: project.id, number: Number(asked) })
  if (!run) notFound()
  const { show, page } = await searchParams
  const base = `/${project.slug}/evaluations`
  return (
    <>
      <div className="mb-2 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1 className="wrap-anywhere">
          {run.model}
          {run.label !== '' && `, ${run.label}`}
        </h1>
        <p className="text-ink-2">
          evaluation {run.number}: {run.task}, {run.intent === 'HARMFUL' ? 'harmful' : 'benign'} prompts
        </p>
        <Link href={base} className="md:ml-auto">
          All evaluations
        </Link>
      </div>
      {run.partial && <Note>The log broke off: it holds a part of the run, and its figures are of that part.</Note>}
      <div className="my-4 grid gap-6 xl:grid-cols-[minmax(0,1fr)_360px]">
        <section className="min-w-0">
          <h2 className="mb-1">Figures</h2>
          <CategoryTable scored={run.scored} />
        </section>
        <RunFacts run={run} />
      </div>
      <Samples
        run={run}
        shown={shownSchema.parse(show)}
        page={Math.max(1, Math.min(10_000, Number(page) || 1))}
        base={`${base}/${run.number}`}
        reads={canReadTranscripts(facts)}
      />
      {canCurate(facts) && (
        <div className="mt-6">
          <RemoveRun projectId={project.id} number={run.number} backHref={base} remove={removeEvaluationAction} />
        </div>
      )}
    </>
  )
}

interface SamplesProps {
  run: EvaluationDetail
  shown: Shown
  page: number
  base: string
  reads: boolean
}

function Samples({ run, shown, page, base, reads }: SamplesProps) {
  const found = run.rows.filter((row) => isShown(row, shown))
  const rows = found.slice((page - 1) * PAGE, page * PAGE)
  const href = (to: Shown, at = 1) => `${base}?${new URLSearchParams({ show: to, page: String(at) })}#samples`
  return (
    <section id="samples" className="scroll-mt-20">
      <div className="mb-1 flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h2>Samples</h2>
        <nav aria-label="Which samples" className="flex flex-wrap gap-x-4 text-12">
          {SHOWN.map((one) => (
            <Link
              key={one}
              href={href(one)}
              aria-current={one === shown ? 'true' : undefined}
              className="inline-flex min-h-6 items-center aria-[current]:font-medium aria-[current]:text-ink max-md:min-h-9"
            >
              {SHOWN_WORDS[one]} {run.rows.filter((row) => isShown(row, one)).length}
            </Link>
          ))}
        </nav>
      </div>
      {!reads && <p className="mb-1 text-12 text-ink-3">Transcripts are for those who judge and curate.</p>}
      {run.withheld > 0 && (
        <p className="mb-1 text-12 text-ink-3">
          {run.withheld} of {run.samples} are not shown to you: of categories that you opted out of, or of none that
          this project’s taxonomy knows.
        </p>
      )}
      {rows.length > 0 ? (
        <SampleTable rows={rows} base={reads ? base : null} />
      ) : (
        <p className="text-ink-3">There is none of these.</p>
      )}
      {found.length > PAGE && (
        <p className="mt-2 flex items-center gap-4 text-12 [&>a]:inline-flex [&>a]:min-h-6 [&>a]:items-center">
          {page > 1 && <Link href={href(shown, page - 1)}>Before</Link>}
          <span className="text-ink-3">
            {(page - 1) * PAGE + 1} to {Math.min(page * PAGE, found.length)} of {found.length}
          </span>
          {page * PAGE < found.length && <Link href={href(shown, page + 1)}>Next</Link>}
        </p>
      )}
    </section>
  )
}
