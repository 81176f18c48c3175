import type { Metadata } from 'next'
import Link from 'next/link'
import { StudyState } from '@/components/study/study-state'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { LocalTime } from '@/components/ui/local-time'
import { ScrollBox } from '@/components/ui/scroll-box'
import { requireProject } from '@/lib/auth/project'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { canCurate } from '@/lib/core/policy/policies'
import { PRESETS } from '@/lib/core/study/presets'
import { listStudies, type StudyRowFacts } from '@/lib/data/queries/studies'

export const metadata: Metadata = { title: 'Studies' }

export default async function StudiesPage({ params }: { params: Promise<{ project: string }> }) {
  const { project, ctx, facts } = await requireProject((await params).project)
  const studies = (await listStudies(ctx, project.id)) ?? []
  const base = `/${project.slug}/studies`
  const make = canCurate(facts) && <ButtonLink href={`${base}/new`}>New study</ButtonLink>
  return (
    <>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3 gap-y-2">
        <h1>Studies</h1>
        <p className="text-ink-2">Frozen samples, judged blind. They measure and change nothing.</p>
        {studies.length > 0 && <span className="md:ml-auto">{make}</span>}
      </div>
      {studies.length === 0 ? (
        <EmptyState title="No study yet" action={make || undefined}>
          A study draws a seeded sample, gives it to blind raters, and reports what they say with intervals: the numbers
          that a paper can print. What one looks like when it is done, the published example below shows.
        </EmptyState>
      ) : (
        <StudyTable studies={studies} base={base} />
      )}
      <section className="mt-8">
        <h2>Published example</h2>
        <p className="mt-1 max-w-[76ch] text-ink-2">
          <Link href={`${base}/published`}>Validity of instructions</Link>: 100 texts and 3 raters, as AgentAlign’s
          paper prints them (arXiv 2505.23020, §5). Not this team’s numbers, and in none of its figures.
        </p>
      </section>
    </>
  )
}

function StudyTable({ studies, base }: { studies: StudyRowFacts[]; base: string }) {
  return (
    <ScrollBox label="Studies">
      <table className="tbl">
        <thead>
          <tr>
            <th>No.</th>
            <th className="min-w-44">Study</th>
            <th>Of</th>
            <th className="num">Texts</th>
            <th className="num">Raters</th>
            <th className="num">Judged</th>
            <th>State</th>
            <th>Frozen</th>
          </tr>
        </thead>
        <tbody>
          {studies.map((study) => (
            <tr key={study.id}>
              <td className="text-ink-2">{study.number}</td>
              <td>
                <Link href={`${base}/${study.number}`} className="font-medium">
                  {study.name}
                </Link>
                <p className="text-12 text-ink-3">{PRESETS[study.preset].label}</p>
              </td>
              <td>{ITEM_LISTS[study.stage]}</td>
              <td className="num">{study.size}</td>
              <td className="num">{study.raters}</td>
              <td className="num">
                {study.finished} of {study.size}
              </td>
              <td>
                <StudyState study={study} />
              </td>
              <td className="whitespace-nowrap text-ink-2">
                <LocalTime iso={study.createdAt.toISOString()} style="day" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
