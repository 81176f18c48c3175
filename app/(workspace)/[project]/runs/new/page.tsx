import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RunForm } from '@/components/runs/run-form'
import { requireProject } from '@/lib/auth/project'
import { canSpend } from '@/lib/core/policy/policies'
import { createRunAction, previewRequestAction, previewRunAction, revealRequestAction } from '../actions'
import { loadRunForm } from './load-form'

export const metadata: Metadata = { title: 'New run' }

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const actions = {
  create: createRunAction,
  estimate: previewRunAction,
  preview: previewRequestAction,
  reveal: revealRequestAction,
}

export default async function NewRunPage({ params, searchParams }: PageProps) {
  const { project, ctx, facts } = await requireProject((await params).project)
  const data = canSpend(facts) ? await loadRunForm(ctx, project, facts, await searchParams) : null
  if (!data) notFound()
  return (
    <>
      <h1>New run</h1>
      <p className="mt-1 mb-5 max-w-[80ch] text-ink-2">
        A run makes its calls in the background, never more than its budget allows. You can close the page; it goes on.
      </p>
      <RunForm data={data} actions={actions} />
    </>
  )
}
