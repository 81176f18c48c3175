import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { VersionTable } from '@/components/prompts/version-table'
import { requireProject } from '@/lib/auth/project'
import { PROMPT_TASKS, taskSpec } from '@/lib/core/prompt/tasks'
import { listPromptVotes } from '@/lib/data/queries/prompt-rates'
import { listPromptVersions } from '@/lib/data/queries/prompts'
import { madeBy, promptItemsHref, promptRates } from './prompts-view'

export const metadata: Metadata = { title: 'Prompts' }

export default async function PromptsPage({ params }: { params: Promise<{ project: string }> }) {
  const { project, ctx, facts } = await requireProject((await params).project)
  const [versions, votes] = await Promise.all([listPromptVersions(ctx, project.id), listPromptVotes(ctx, project.id)])
  if (!versions) notFound()
  const base = `/${project.slug}/settings/prompts`
  return (
    <>
      <h1>Prompts</h1>
      <p className="mt-1 mb-5 max-w-[80ch] text-ink-2">
        What models are asked, word for word. A version never changes: what was made with it stays made with it. A
        change is the next version, for runs from then on.
      </p>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-7">
        {PROMPT_TASKS.map((task) => {
          const own = versions.filter((version) => version.task === task)
          return (
            <section key={task} aria-labelledby={task} className="min-w-0">
              <div className="mb-1 flex flex-wrap items-baseline gap-x-3">
                <h2 id={task} className="max-md:w-full">
                  {taskSpec(task).label}
                </h2>
                <span className="font-mono text-12 text-ink-3">{task}</span>
                <Link
                  href={`${base}/${task}/new?from=${own[0]?.label ?? ''}`}
                  className="ml-auto text-12 max-md:py-1.5"
                >
                  Write a version
                  <span className="sr-only"> of {task}</span>
                </Link>
              </div>
              <VersionTable
                caption={`Versions of ${task}`}
                opinions={madeBy(task) === null}
                lines={own.map((version) => ({
                  version,
                  href: `${base}/${task}/${version.label}`,
                  rate: promptRates(votes, version, facts)[0] ?? null,
                  rateHref: promptItemsHref(project.slug, version),
                }))}
              />
            </section>
          )
        })}
      </div>
    </>
  )
}
