import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { requireProject } from '@/lib/auth/project'
import { isTurnTask, taskSpec } from '@/lib/core/prompt/tasks'
import { templateBody } from '@/lib/core/prompt/template'
import { findPromptText, listPromptVersions } from '@/lib/data/queries/prompts'
import { PromptEditor } from './prompt-editor'

export const metadata: Metadata = { title: 'A new prompt version' }

interface PageProps {
  params: Promise<{ project: string; task: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function NewPromptPage({ params, searchParams }: PageProps) {
  const { project: slug, task } = await params
  const { project, ctx } = await requireProject(slug)
  const versions = (await listPromptVersions(ctx, project.id))?.filter((version) => version.task === task) ?? []
  const { from } = await searchParams
  const start = versions.find(({ label }) => label === from) ?? versions[0]
  const prompt = start && (await findPromptText(ctx, project.id, start))
  if (!prompt) notFound()
  const base = `/${project.slug}/settings/prompts`
  return (
    <>
      <p className="mb-1 text-12">
        <Link href={base}>Prompts</Link>
      </p>
      <h1>{taskSpec(prompt.task).label}: a new version</h1>
      <p className="mt-1 mb-4 max-w-[80ch] text-ink-2">
        It starts from version {prompt.label}, which stays as it is.
        {!isTurnTask(prompt.task) &&
          ' What comes from people, models and files is put in as fenced data, with a rule above it that the model is told whatever is written here.'}
      </p>
      <PromptEditor
        projectId={project.id}
        task={prompt.task}
        from={prompt.label}
        body={templateBody(prompt.text)}
        base={`${base}/${prompt.task}`}
      />
    </>
  )
}
