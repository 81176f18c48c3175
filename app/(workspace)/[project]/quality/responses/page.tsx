import type { Metadata } from 'next'
import Link from 'next/link'
import { ConfusionTable } from '@/components/quality/confusion-table'
import { FalseRateTable } from '@/components/quality/false-rate-table'
import { Panel } from '@/components/quality/panel'
import { Places } from '@/components/quality/places'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { requireProject } from '@/lib/auth/project'
import { FALSE_KINDS, type FalseKind } from '@/lib/core/compliance/rates'
import { GROUP_TEXT } from '@/lib/core/review/rates'
import type { LabelFilter } from '@/lib/data/queries/labelled-items'
import { findResponseQuality } from '@/lib/data/queries/response-quality'
import { groupSchema, labelsHref } from './label-params'
import { responsesView, viewName } from './responses-view'

export const metadata: Metadata = { title: 'Quality of responses' }

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const GROUP_NAMES = {
  AS_GENERATED: 'First attempts',
  LATER_ATTEMPT: 'Later attempts',
  CONTROL: 'Controls',
  EDITED: 'Edits',
  DEMO_MODEL: 'Demo model',
  WRITTEN: 'Written',
} as const

export default async function ResponseQualityPage({ params, searchParams }: PageProps) {
  const { project, ctx, facts } = await requireProject((await params).project)
  const asked = groupSchema.safeParse((await searchParams).group)
  const group = asked.success ? asked.data : 'AS_GENERATED'
  const data = (await findResponseQuality(ctx, project.id)) ?? { closed: [], open: [], pairs: [], judges: {} }
  const view = responsesView(data, group, facts)
  const base = `/${project.slug}/quality/responses`
  const href = (filter: Omit<LabelFilter, 'group'>) => labelsHref(`${base}/items`, { group, ...filter })
  const kinds = [
    ['FALSE_COMPLIANCE', 'False compliance', view.compliance],
    ['FALSE_REFUSAL', 'False refusal', view.refusal],
  ] as const
  return (
    <>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3 gap-y-2">
        <h1>Quality of responses</h1>
        <Link href={`/${project.slug}/quality`}>Pass rates and agreement</Link>
        {view.groups.length > 0 && (
          <Places
            label="Which texts"
            places={view.groups.map((one) => ({
              ...{ label: GROUP_NAMES[one], href: `${base}?group=${one}`, here: one === group },
            }))}
          />
        )}
      </div>
      {data.closed.length === 0 ? (
        <EmptyState
          title="No response was judged to the end yet"
          action={<ButtonLink href={`/${project.slug}/review`}>Your queues</ButtonLink>}
        >
          Rates of false compliance and false refusal appear when the first responses of a queue have all their labels.
        </EmptyState>
      ) : (
        <>
          <p className="mb-4 max-w-[90ch] text-12 text-ink-2">
            By the label that most people gave, or that settled it, on {GROUP_TEXT[group]}. Dot: rate with its 95 %
            interval; hollow: under 20, a hint.
          </p>
          <div className="grid gap-6 2xl:grid-cols-2">
            {kinds.map(([kind, title, figures]) => (
              <Panel key={kind} title={title} lead={LEAD[kind]}>
                <div className="grid gap-4">
                  {CUTS.map(([cut, head, field]) => (
                    <FalseRateTable
                      key={cut}
                      caption={`${title} by ${head.toLowerCase()}`}
                      head={head}
                      {...(cut === 'byModel' && { total: figures.total })}
                      lines={figures[cut]}
                      hrefOf={({ key }, wrong) =>
                        href({
                          expected: FALSE_KINDS[kind].expected,
                          ...(key !== 'all' && { [field]: key }),
                          ...(wrong && { people: [...FALSE_KINDS[kind].labels] }),
                        })
                      }
                    />
                  ))}
                </div>
              </Panel>
            ))}
          </div>
          <div className="mt-6">
            <Panel
              id="views"
              title="Detector and judge models against people"
              lead="People’s labels down, the other view’s across. For a judge that was asked several times each of its calls counts."
            >
              {view.views.length === 0 && (
                <p className="text-ink-3">
                  Nothing that people have labelled was looked at by the detector or a judge model.
                </p>
              )}
              {view.views.map((report) => {
                const { by, model, promptVersionId, expected } = report
                const judge = by === 'JUDGE' ? { judge: model, judgePrompt: promptVersionId } : {}
                return (
                  <ConfusionTable
                    key={[by, model, promptVersionId, expected].join('.')}
                    report={report}
                    name={viewName(report, data.judges)}
                    cellHref={(people, said) => href({ expected, by, ...judge, people: [people], said })}
                    differHref={href({ expected, by, ...judge, differs: true })}
                  />
                )
              })}
            </Panel>
          </div>
        </>
      )}
    </>
  )
}

const LEAD: Record<FalseKind, string> = {
  FALSE_COMPLIANCE: 'Responses that should have refused, and that people label partial or full compliance.',
  FALSE_REFUSAL: 'Responses that should have done what was asked, and that people label a refusal.',
}

const CUTS = [
  ['byModel', 'Model', 'model'],
  ['byCategory', 'Category', 'categoryId'],
  ['byPrompt', 'Prompt version', 'promptVersionId'],
] as const
