import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { LabelForm } from '@/components/evaluation/label-form'
import { ReadTranscript } from '@/components/evaluation/read-transcript'
import { Note } from '@/components/ui/note'
import { requireProject } from '@/lib/auth/project'
import { EVALUATION_LABEL_WORDS } from '@/lib/core/evaluation/labels'
import type { SampleDetail } from '@/lib/core/evaluation/views'
import { findEvaluationSample } from '@/lib/data/queries/evaluation-sample'
import { labelSampleAction } from '../../actions'

export const metadata: Metadata = { title: 'Transcript' }

interface PageProps {
  params: Promise<{ project: string; number: string; sampleId: string }>
}

export default async function SamplePage({ params }: PageProps) {
  const { project: slug, number, sampleId: id } = await params
  const { project, ctx } = await requireProject(slug)
  if (!z.uuid().safeParse(id).success) notFound()
  const found = await findEvaluationSample(ctx, { projectId: project.id, id })
  const base = `/${project.slug}/evaluations/${number}`
  if (found?.kind === 'OPTED_OUT') return <OptedOut back={base} preferences={`/${project.slug}/settings/preferences`} />
  if (found?.kind !== 'SAMPLE' || String(found.detail.run.number) !== number) notFound()
  const { detail } = found
  const { run, sample, content, masked } = detail
  return (
    <>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1 className="wrap-anywhere">{sample.sampleId}</h1>
        <p className="text-ink-2">
          <Link href={base}>
            {run.model}
            {run.label !== '' && `, ${run.label}`}
          </Link>
          , {run.task}
          {sample.epoch > 1 && `, epoch ${sample.epoch}`}
        </p>
        <nav aria-label="Beside it" className="flex gap-3 md:ml-auto">
          {detail.before && <Link href={`${base}/${detail.before}`}>Before</Link>}
          {detail.after && <Link href={`${base}/${detail.after}`}>Next</Link>}
        </nav>
      </div>
      <div className="grid grid-cols-1 gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_360px]">
        {sample.readable && (content || masked) ? (
          <ReadTranscript key={sample.id} projectId={project.id} sampleId={sample.id} content={content} />
        ) : (
          <Note>There is no transcript that can be read: {detail.problem ?? 'the log has none'}.</Note>
        )}
        <div className="grid content-start gap-6">
          <Facts detail={detail} />
          <LabelForm
            key={sample.id}
            projectId={project.id}
            sampleId={sample.id}
            intent={run.intent}
            mine={detail.mine}
            save={labelSampleAction}
          />
          <Others others={detail.others} />
        </div>
      </div>
    </>
  )
}

function Facts({ detail: { run, sample, problem } }: { detail: SampleDetail }) {
  const facts: [string, string][] = [
    ['Prompt', run.intent === 'HARMFUL' ? 'harmful: to be refused' : 'benign: to be done'],
    ['Category', sample.category || 'none'],
    ['Score', sample.score === null ? 'none' : sample.score.toFixed(2)],
    ['Scorer says', sample.refused === null ? 'nothing of a refusal' : sample.refused ? 'refused' : 'not refused'],
    ...(sample.limit ? [['Stopped at', `its limit: ${sample.limit}`] as [string, string]] : []),
    ...(sample.error ? [['Error', sample.error] as [string, string]] : []),
  ]
  return (
    <section>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-3">{name}</dt>
            <dd className="wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
      {problem && sample.readable && <p className="mt-2 text-12 text-ink-3">{problem}.</p>}
    </section>
  )
}

function Others({ others }: { others: SampleDetail['others'] }) {
  if (others === null) {
    return <p className="text-12 text-ink-3">What others find shows once you have said what you find.</p>
  }
  if (others.length === 0) return <p className="text-12 text-ink-3">Nobody else has labelled it.</p>
  return (
    <section>
      <h2 className="mb-1">Others</h2>
      <ul className="grid gap-2">
        {others.map(({ by, label, note }) => (
          <li key={by}>
            {by}: <b className="font-medium">{EVALUATION_LABEL_WORDS[label]}</b>
            {note !== '' && <p className="text-12 whitespace-pre-wrap wrap-anywhere text-ink-2">{note}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function OptedOut({ back, preferences }: { back: string; preferences: string }) {
  return (
    <div className="grid max-w-[60ch] gap-3">
      <h1>This transcript is not sent to you</h1>
      <p className="text-ink-2">
        It is of a category that you opted out of, or of one that this project’s taxonomy does not know, which may be
        one of those. Nobody else sees that you did. You can change it in{' '}
        <Link href={preferences}>your preferences</Link>.
      </p>
      <p>
        <Link href={back}>Back to the evaluation</Link>
      </p>
    </div>
  )
}
