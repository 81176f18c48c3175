import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { PromptText, VariableList } from '@/components/prompts/prompt-text'
import { RateLines } from '@/components/prompts/rate-lines'
import { TryOuts } from '@/components/prompts/try-outs'
import { UseTable } from '@/components/prompts/use-table'
import { WordDiffView } from '@/components/review/word-diff-view'
import { ButtonLink } from '@/components/ui/button-link'
import { Moment } from '@/components/ui/moment'
import { requireProject } from '@/lib/auth/project'
import { taskSpec } from '@/lib/core/prompt/tasks'
import { templateBody } from '@/lib/core/prompt/template'
import { isRunTask } from '@/lib/core/run/targets'
import { listPromptVotes } from '@/lib/data/queries/prompt-rates'
import { findPromptText, listPromptUse, listPromptVersions } from '@/lib/data/queries/prompts'
import { listProviders } from '@/lib/data/queries/providers'
import { listTryOuts } from '@/lib/data/queries/try-outs'
import { madeBy, promptItemsHref, promptRates } from '../../prompts-view'
import { ComparePicker } from './compare-picker'
import { TryForm } from './try-form'

interface PageProps {
  params: Promise<{ project: string; task: string; label: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { task, label } = await params
  return { title: `${task} ${label}` }
}

export default async function PromptVersionPage({ params, searchParams }: PageProps) {
  const { project: slug, task: asked, label } = await params
  const { project, ctx, facts } = await requireProject(slug)
  const [prompt, versions] = await Promise.all([
    findPromptText(ctx, project.id, { task: asked, label }),
    listPromptVersions(ctx, project.id),
  ])
  const version = versions?.find((one) => one.task === prompt?.task && one.label === label)
  if (!prompt || !versions || !version) notFound()
  const { task } = prompt
  const { against } = await searchParams
  const other = typeof against === 'string' ? await findPromptText(ctx, project.id, { task, label: against }) : null
  const use = prompt.id ? await listPromptUse(ctx, project.id, prompt.id) : { total: 0, runs: [] }
  const tryOuts = prompt.id ? await listTryOuts(ctx, project.id, prompt.id) : []
  const models = (await listProviders(ctx)).flatMap(({ id, name, models }) =>
    models.map((model) => ({ providerId: id, model: model.id, text: `${name}: ${model.id}` })),
  )
  const rates = promptRates(await listPromptVotes(ctx, project.id), version, facts)
  const base = `/${project.slug}/settings/prompts`
  const body = templateBody(prompt.text)
  return (
    <>
      <p className="mb-1 text-12">
        <Link href={base}>Prompts</Link>
      </p>
      <div className="mb-1 flex flex-wrap items-baseline gap-x-3 gap-y-2">
        <h1>
          {taskSpec(task).label}, version {label}
        </h1>
        {version.current && <span className="text-brass">current</span>}
        <ButtonLink href={`${base}/${task}/new?from=${label}`} className="ml-auto">
          Write a version from this one
        </ButtonLink>
      </div>
      <p className="text-ink-2 wrap-anywhere">{version.note}</p>
      <p className="mb-4 text-12 text-ink-3">
        {version.source === 'FILE' ? 'came with Plumbline' : `written here by ${version.author ?? 'the operator'}`}
        {version.createdAt && (
          <>
            {version.source === 'FILE' ? ', first used ' : ', '}
            <Moment at={version.createdAt} />
          </>
        )}
        {' · SHA-256 '}
        <span className="font-mono" title={prompt.sha256}>
          {prompt.sha256.slice(0, 12)}
        </span>
      </p>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="min-w-0">
          <div className="mb-2 flex flex-wrap items-center gap-3">
            <h2>{other ? `Changes from ${other.label} to ${label}` : 'Text'}</h2>
            <ComparePicker
              here={`${base}/${task}/${label}`}
              labels={versions.filter((one) => one.task === task && one.label !== label).map((one) => one.label)}
              against={other?.label ?? null}
            />
          </div>
          {other ? (
            <div className="rounded-2 border border-line-2 bg-sheet p-3">
              <WordDiffView before={templateBody(other.text)} after={body} />
            </div>
          ) : (
            <PromptText task={task} body={body} />
          )}
        </div>
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-6">
          <section>
            <h2 className="mb-2">What came of it</h2>
            {madeBy(task) === null ? (
              <p className="text-ink-2">
                Its answers are opinions beside a text. Nobody votes on them, and they are never a vote.
              </p>
            ) : rates.length === 0 ? (
              <p className="text-ink-2">Nothing that it made has been before reviewers yet.</p>
            ) : (
              <RateLines lines={rates} hrefOf={promptItemsHref(project.slug, version)} />
            )}
          </section>
          {isRunTask(task) && (
            <section>
              <h2 className="mb-2">Tried out</h2>
              {models.length === 0 ? (
                <p className="text-ink-2">A model is needed to try it: an admin adds one under Models.</p>
              ) : (
                <TryForm
                  projectId={project.id}
                  task={task}
                  label={label}
                  models={models}
                  running={tryOuts.some(({ status }) => status === 'RUNNING')}
                />
              )}
              <TryOuts tryOuts={tryOuts} runsHref={`/${project.slug}/runs`} />
            </section>
          )}
          <section>
            <h2 className="mb-2">Where it was used</h2>
            <UseTable use={use} runsHref={`/${project.slug}/runs`} />
          </section>
          <section>
            <h2 className="mb-2">What it is given</h2>
            <VariableList task={task} />
          </section>
        </div>
      </div>
    </>
  )
}
