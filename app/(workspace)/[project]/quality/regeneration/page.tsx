import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { AttemptsTable } from '@/components/quality/attempts-table'
import { PairCountsLine } from '@/components/quality/pair-counts-line'
import { Panel } from '@/components/quality/panel'
import { Places } from '@/components/quality/places'
import { RateTable } from '@/components/quality/rate-table'
import { ReasonTable } from '@/components/quality/reason-table'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { requireProject } from '@/lib/auth/project'
import { canSpend } from '@/lib/core/policy/policies'
import { BLIND_BELOW } from '@/lib/core/review/rates'
import { attemptLines, attemptsToPass, reasonLines, writerLines } from '@/lib/core/review/regeneration-report'
import { countPreferencePairs } from '@/lib/data/queries/preference-pairs'
import { findRegeneration } from '@/lib/data/queries/regeneration'
import type { RegenerationFilter } from '@/lib/data/queries/regeneration-items'
import { stagePlaces } from '../stage-places'
import { parseStage, regenerationHref } from './regeneration-params'

export const metadata: Metadata = { title: 'Regeneration' }

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** RegenerationFilter without its stage, of each of its two forms. */
type Figure<F = RegenerationFilter> = F extends unknown ? Omit<F, 'stage' | 'after'> : never

export default async function RegenerationPage({ params, searchParams }: PageProps) {
  const { project, ctx, facts } = await requireProject((await params).project)
  const stage = parseStage(await searchParams)
  const data = await findRegeneration(ctx, project.id, stage)
  const pairs = await countPreferencePairs(ctx, { projectId: project.id, stage })
  if (!data || !pairs) notFound()
  const base = `/${project.slug}/quality/regeneration`
  const href = (figure: Figure) => regenerationHref(`${base}/items`, { stage, ...figure } as RegenerationFilter)
  const noun = stage === 'CHAIN' ? 'chains' : 'instructions'
  const scope = { noun, labels: data.labels, viewer: facts }
  const byDemo = (demo: boolean) => data.outcomes.filter((row) => row.demo === demo)
  const toPass = attemptsToPass(byDemo(false), facts)
  const demo = attemptsToPass(byDemo(true), facts)
  const byAttempt = attemptLines(data.patterns, scope)
  const byReason = reasonLines(data.patterns, scope)
  const byWriter = writerLines(data.patterns, scope)
  const few = `Fewer than ${BLIND_BELOW} are decided: it shows from ${BLIND_BELOW} on, so that the first few lead nobody who judges here.`

  return (
    <>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3 gap-y-2">
        <h1>Regeneration</h1>
        <Link href={`/${project.slug}/quality`} className="inline-flex min-h-6 items-center">
          Quality
        </Link>
        {canSpend(facts) && (
          <Link href={`/${project.slug}/settings/regeneration`} className="inline-flex min-h-6 items-center">
            Automatic regeneration
          </Link>
        )}
        <Places label="Stage" places={stagePlaces(base, stage)} />
      </div>
      {data.patterns.length === 0 ? (
        <EmptyState
          title={`No ${noun} were judged yet`}
          action={<ButtonLink href={`/${project.slug}/review`}>Your queues</ButtonLink>}
        >
          What writing again comes to shows once the first rejected texts have been written and judged anew.
        </EmptyState>
      ) : (
        <div className="grid gap-6 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
          <Panel
            title="Attempts to pass"
            lead={`All ${noun} with a judged text, or one that is being judged; by the verdict as it stands, adjudications included.`}
          >
            {toPass ? (
              <AttemptsTable
                caption="Attempts to pass"
                figures={toPass}
                hrefOf={(outcome, attempt) => href({ outcome, attempt: attempt ?? undefined })}
              />
            ) : (
              <p className="text-ink-3">{few}</p>
            )}
          </Panel>
          <Panel
            title="Pass rate by attempt"
            lead="By votes. Attempt 1 is the headline of Quality; later attempts are of texts that had failed, which are the harder ones."
          >
            <RateTable
              plots
              caption="Pass rate by attempt"
              head="Texts"
              lines={byAttempt}
              hrefOf={({ key }, pass) => href({ ...figureOf(key), pass })}
            />
          </Panel>
          <Panel
            title="Preference pairs"
            lead="A rejected and the accepted text of one item. Both are requests: no answer that went along with a harmful request is ever in one."
          >
            <PairCountsLine counts={pairs} />
          </Panel>
          <Panel
            title="Yield by reason"
            lead="Of texts rejected for a reason, the share whose next text more reviewers accept than reject. A text with several reasons counts in each. Unchanged: what a second look alone changes; writing again has to beat it."
          >
            {byReason.length === 0 ? (
              <p className="text-ink-3">No rejected text was written again yet.</p>
            ) : (
              <ReasonTable lines={byReason} hrefOf={(group, reason, pass) => href({ group, reason, pass })} />
            )}
          </Panel>
          {demo && demo.items > 0 && (
            <Panel
              title="Attempts to pass, demo model"
              lead="Items that the demo model wrote, or wrote again. Apart from all other figures."
            >
              <AttemptsTable
                caption="Attempts to pass, demo model"
                figures={demo}
                hrefOf={(outcome, attempt) => href({ outcome, attempt: attempt ?? undefined, demo: true })}
              />
            </Panel>
          )}
          <div className="grid xl:col-start-2">
            <Panel title="By model and prompt version" lead="Later attempts only, by what wrote them.">
              {byWriter.length === 0 ? (
                <p className="text-ink-3">No rejected text was written again yet.</p>
              ) : (
                <RateTable
                  plots
                  caption="Pass rate of later attempts by model and prompt version"
                  head="Model and prompt"
                  lines={byWriter}
                  hrefOf={({ key }, pass) => {
                    const [model, prompt] = JSON.parse(key) as [string | null, string | null]
                    return href({
                      group: 'LATER_ATTEMPT',
                      model: model ?? undefined,
                      prompt: prompt ?? undefined,
                      pass,
                    })
                  }}
                />
              )}
            </Panel>
          </div>
        </div>
      )}
    </>
  )
}

/** The texts of a line of attemptLines. */
function figureOf(key: string): Extract<Figure, { group: unknown }> {
  const [group, attempt] = key.split('.')
  if (group === 'LATER_ATTEMPT') return { group, attempt: Number(attempt) }
  return { group: group === 'CONTROL' || group === 'DEMO_MODEL' ? group : 'AS_GENERATED' }
}
