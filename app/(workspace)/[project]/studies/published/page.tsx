import type { Metadata } from 'next'
import Link from 'next/link'
import { Panel } from '@/components/quality/panel'
import { ReportView } from '@/components/study/report-view'
import { SampleTable } from '@/components/study/sample-table'
import { StudyFiles } from '@/components/study/study-files'
import { Note } from '@/components/ui/note'
import { requireProject } from '@/lib/auth/project'
import { publishedStudy } from '@/lib/core/study/published'
import { studyReport } from '@/lib/core/study/report'
import { tasksOf } from '@/lib/core/study/tasks'
import { readChosen } from '../chosen'

export const metadata: Metadata = { title: 'Published example' }

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function PublishedStudyPage({ params, searchParams }: PageProps) {
  const { project } = await requireProject((await params).project)
  const data = publishedStudy()
  const chosen = readChosen(await searchParams)
  const base = `/${project.slug}/studies`
  return (
    <>
      <div className="mb-2 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1>Validity of instructions</h1>
        <p className="text-ink-2">published example</p>
        <Link href={base} className="md:ml-auto">
          All studies
        </Link>
      </div>
      <div className="mb-4 max-w-[90ch]">
        <Note>
          Published by {data.published?.by} ({data.published?.source}). {data.published?.remark}
        </Note>
      </div>
      <p className="mb-4 max-w-[90ch] text-12 text-ink-2">{data.estimand}</p>
      <div className="mb-5">
        <StudyFiles slug={project.slug} study="published" tasks={tasksOf(data.design)} />
      </div>
      <ReportView
        data={data}
        reports={studyReport(data)}
        hrefOf={(task, pattern) => `${base}/published?${new URLSearchParams({ task, said: pattern })}#sample`}
      />
      <div className="mt-6">
        <Panel title="Why kappa is lower than it looks" lead="The same votes, read by four coefficients.">
          <p className="max-w-[76ch]">
            Raters agree on 96 of 100 pairs, and kappa is 0.738. Kappa and alpha hold agreement against what chance
            would give, and where nine votes in ten say “valid”, chance alone agrees often. AC1 expects less of chance
            there, and is 0.953. None of them is wrong: print all of them, with percent agreement beside them.
          </p>
        </Panel>
      </div>
      <section id="sample" className="mt-8 scroll-mt-20">
        <div className="mb-1 flex flex-wrap items-baseline gap-x-3">
          <h2>Votes, text by text</h2>
          {chosen && <Link href={`${base}/published#sample`}>All {data.sample.length} texts</Link>}
        </div>
        <SampleTable data={data} chosen={chosen} hrefOf={() => null} />
      </section>
    </>
  )
}
