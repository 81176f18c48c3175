import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Panel } from '@/components/quality/panel'
import { DesignPanel } from '@/components/study/design-panel'
import { JudgePanels } from '@/components/study/judge-panels'
import { ReportView } from '@/components/study/report-view'
import { SampleTable } from '@/components/study/sample-table'
import { StudyFiles } from '@/components/study/study-files'
import { stateOf } from '@/components/study/study-state'
import { LocalTime } from '@/components/ui/local-time'
import { requireProject } from '@/lib/auth/project'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { canCurate, canSpend } from '@/lib/core/policy/policies'
import { judgeReports } from '@/lib/core/study/judges'
import { studyReport } from '@/lib/core/study/report'
import { tasksOf } from '@/lib/core/study/tasks'
import { findStudy, findStudyData, findStudyItems } from '@/lib/data/queries/studies'
import { listStudyOpinions } from '@/lib/data/queries/study-judges'
import { askLinks } from '../ask-links'
import { readChosen } from '../chosen'
import { StudyProgress } from './study-progress'

export const metadata: Metadata = { title: 'Study' }

interface PageProps {
  params: Promise<{ project: string; number: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function StudyPage({ params, searchParams }: PageProps) {
  const { project: slug, number: asked } = await params
  const { project, ctx, facts } = await requireProject(slug)
  if (!/^[1-9]\d{0,8}$/.test(asked)) notFound()
  const which = { projectId: project.id, number: Number(asked) }
  const study = await findStudy(ctx, which)
  if (!study) notFound()
  const base = `/${project.slug}/studies`
  const data = await findStudyData(ctx, which)
  const items = data ? await findStudyItems(ctx, which) : new Map<string, string>()
  const judges = data
    ? judgeReports(data, await listStudyOpinions(ctx, which), { policy: project.settings, reviews: facts.reviews })
    : []
  const asks = data && canSpend(facts) ? askLinks(project.slug, study.stage, data.sample) : []
  const chosen = readChosen(await searchParams)
  return (
    <>
      <div className="mb-2 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1>{study.name}</h1>
        <p className="text-ink-2">
          study {study.number}, {stateOf(study)}
          {study.closedAt && (
            <>
              {' '}
              <LocalTime iso={study.closedAt.toISOString()} style="day" />
            </>
          )}
        </p>
        <Link href={base} className="md:ml-auto">
          All studies
        </Link>
      </div>
      <p className="mb-4 max-w-[90ch] text-12 text-ink-2">{study.estimand}</p>
      {data ? (
        <>
          <div className="mb-5">
            <StudyFiles slug={project.slug} study={study.number} tasks={tasksOf(data.design)} />
          </div>
          <ReportView
            data={data}
            reports={studyReport(data)}
            hrefOf={(task, pattern) => `${base}/${study.number}?${new URLSearchParams({ task, said: pattern })}#sample`}
          />
          {(judges.length > 0 || asks.length > 0) && <JudgePanels reports={judges} asks={asks} />}
        </>
      ) : (
        <StudyProgress study={study} projectId={project.id} slug={project.slug} curates={canCurate(facts)} />
      )}
      <div className="mt-6 grid gap-6 xl:grid-cols-2">
        <Panel title="Protocol" lead="As it was when the sample was frozen.">
          <p className="max-w-[76ch] whitespace-pre-line">{study.protocol}</p>
        </Panel>
        <Panel title="Design" lead="The same seed, population and design draw the same sample.">
          <DesignPanel
            design={study.spec.design}
            population={study.spec.drawn.reduce((sum, { population }) => sum + population, 0)}
            rubric={`${study.rubric.name}, version ${study.rubric.version}`}
            sampleHash={study.sampleHash}
          />
        </Panel>
      </div>
      {data && (
        <section id="sample" className="mt-8 scroll-mt-20">
          <div className="mb-1 flex flex-wrap items-baseline gap-x-3">
            <h2>Sample and votes</h2>
            {chosen && <Link href={`${base}/${study.number}#sample`}>All {data.sample.length} texts</Link>}
          </div>
          <SampleTable
            data={data}
            chosen={chosen}
            hrefOf={(item) => {
              const id = items.get(item)
              return id ? `/${project.slug}/${ITEM_LISTS[study.stage]}/${id}` : null
            }}
          />
        </section>
      )}
    </>
  )
}
