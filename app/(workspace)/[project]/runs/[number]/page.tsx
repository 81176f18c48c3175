import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Suspense } from 'react'
import { Section } from '@/components/overview/section'
import { GenerationTable } from '@/components/runs/generation-table'
import { GenerationViews } from '@/components/runs/generation-views'
import { RunLive } from '@/components/runs/run-live'
import { RunRecipe } from '@/components/runs/run-recipe'
import { SaidTable } from '@/components/runs/said-table'
import { ToolSpaceTable } from '@/components/runs/tool-space-table'
import { requireProject } from '@/lib/auth/project'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { isJudge } from '@/lib/core/run/judges'
import { type RunTask, regenerates, runTaskLabel, stageMade } from '@/lib/core/run/targets'
import { isGenerationView } from '@/lib/core/run/views'
import { ERROR_WORDS } from '@/lib/core/run/words'
import { listGenerations } from '@/lib/data/queries/generations'
import { findRunReasons } from '@/lib/data/queries/run-reasons'
import { findRun } from '@/lib/data/queries/runs'
import { listRunToolSpace } from '@/lib/data/queries/tool-space'
import type { Ctx } from '@/lib/services/context'
import { cancelRunAction, pauseRunAction, resumeRunAction, retryFailedAction } from '../actions'
import { readNumber } from '../run-params'

interface PageProps {
  params: Promise<{ project: string; number: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: `Run ${readNumber((await params).number) ?? ''}` }
}

const PAGE = 50
const actions = { pause: pauseRunAction, resume: resumeRunAction, cancel: cancelRunAction, retry: retryFailedAction }

export default async function RunPage({ params, searchParams }: PageProps) {
  const { project: slug, number: given } = await params
  const { project, ctx, facts } = await requireProject(slug)
  const number = readNumber(given)
  if (number === null) notFound()
  const { view: givenView, kind: givenKind, met: givenMet, before: givenBefore } = await searchParams
  const view = isGenerationView(givenView) ? givenView : 'begun'
  const kind = typeof givenKind === 'string' && Object.hasOwn(ERROR_WORDS, givenKind) ? givenKind : null
  const met = kind !== null && givenMet === '1'
  const before = readNumber(givenBefore)
  const asked = { projectId: project.id, runNumber: number, view, kind, met, before, limit: PAGE }
  const [run, page] = await Promise.all([findRun(ctx, { projectId: project.id, number }), listGenerations(ctx, asked)])
  if (!run || !page) notFound()
  const base = `/${project.slug}/runs/${run.number}`
  const made = stageMade(run.task)
  const address = (more: Record<string, string>) =>
    `${base}?${new URLSearchParams({ view, ...(kind && { kind }), ...(met && { met: '1' }), ...more })}#generations`
  return (
    <RunLive
      runId={run.id}
      first={run.progress}
      priced={run.priced}
      made={madeWords(run.task)}
      madeHref={made && !run.tryOut ? `/${project.slug}/${ITEM_LISTS[made]}?run=${run.id}` : null}
      base={base}
      actions={actions}
      title={
        <h1>
          Run {run.number}: {runTaskLabel(run.task)}
          {run.tryOut && <span className="ml-2 font-normal text-ink-3">try-out, applies nothing</span>}
        </h1>
      }
    >
      <div className="mt-4 grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_300px]">
        <Section
          title="Generations"
          aside="the last ones first"
          act={<GenerationViews {...{ base, view, kind, met, run }} />}
        >
          <div id="generations">
            <GenerationTable rows={page.rows} base={base} projectHref={`/${project.slug}`} task={run.task} />
          </div>
          {page.rows.length === 0 && <p className="py-2 text-ink-2">None of these.</p>}
          <p className="mt-2 flex flex-wrap gap-4 text-12">
            {before !== null && <Link href={address({})}>The last ones</Link>}
            {page.after !== null && <Link href={address({ before: String(page.after) })}>Earlier ones</Link>}
            <span className="text-ink-3">Calls about categories that you opted out of are counted, not listed.</span>
          </p>
        </Section>
        <div className="grid content-start gap-6">
          {regenerates(run.task) && !run.tryOut && (
            <Suspense>
              <Said {...{ ctx, projectId: project.id, runNumber: run.number, base }} blind={facts.reviews} />
            </Suspense>
          )}
          <RunRecipe run={run} projectHref={`/${project.slug}`} />
          {run.status !== 'RUNNING' && (
            <Suspense>
              <ToolSpaces ctx={ctx} runId={run.id} />
            </Suspense>
          )}
        </div>
      </div>
    </RunLive>
  )
}

/** Comes after the rest: it reads all that was ever made from the run's chains. */
async function ToolSpaces({ ctx, runId }: { ctx: Ctx; runId: string }) {
  return <ToolSpaceTable rows={await listRunToolSpace(ctx, runId)} />
}

interface SaidProps {
  ctx: Ctx
  projectId: string
  runNumber: number
  base: string
  blind: boolean
}

/** Comes after the rest too: it reads the judgments of every text that the run is about. */
async function Said({ ctx, projectId, runNumber, base, blind }: SaidProps) {
  const said = await findRunReasons(ctx, { projectId, runNumber })
  return said && <SaidTable said={said} base={base} blind={blind} />
}

const madeWords = (task: RunTask) =>
  regenerates(task)
    ? 'new attempts'
    : isJudge(task)
      ? 'opinions'
      : task === 'chain-synthesis'
        ? 'chains'
        : task === 'execution-check'
          ? 'findings'
          : task === 'trajectory' || task === 'refusal'
            ? 'responses and opinions'
            : 'instructions and opinions'
