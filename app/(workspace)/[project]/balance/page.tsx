import type { Metadata } from 'next'
import { BenignWarning } from '@/components/balance/benign-warning'
import { CategoryTable } from '@/components/balance/category-table'
import { figure } from '@/components/balance/lines'
import { MixTable } from '@/components/balance/mix-table'
import { SpreadTable } from '@/components/balance/spread-table'
import { StepTable } from '@/components/balance/step-table'
import { TargetList } from '@/components/balance/target-list'
import { UseTable } from '@/components/balance/use-table'
import { Panel } from '@/components/quality/panel'
import { Places } from '@/components/quality/places'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { LocalTime } from '@/components/ui/local-time'
import { requireProject } from '@/lib/auth/project'
import { REFERENCE_RESPONSE_STEPS } from '@/lib/core/balance/targets'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { canCurate, canSpend } from '@/lib/core/policy/policies'
import { type Balance, findBalance } from '@/lib/data/queries/balance'
import { itemsHref } from './balance-hrefs'
import { balanceView, type MixStage } from './balance-view'
import { gapLines } from './gap-lines'
import { NextPanel } from './next-panel'
import { TargetsForm } from './targets-form'

export const metadata: Metadata = { title: 'Balance and coverage' }

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function BalancePage({ params, searchParams }: PageProps) {
  const { project, ctx, facts } = await requireProject((await params).project)
  const { slug } = project
  const targets = project.settings.balance
  const data = await findBalance(ctx, project.id, targets)
  if (!data) return null
  const stage = readMixStage((await searchParams).stage, data)
  const view = balanceView(data, targets, stage)
  const [curates, noun] = [canCurate(facts), ITEM_LISTS[stage]]
  const categoryHref = (of: Parameters<typeof itemsHref>[1], id: string) =>
    itemsHref(slug, of, { categoryIds: [id] }, true)
  const intentHref = (intents: ('HARMFUL' | 'BENIGN' | 'BORDERLINE')[]) => itemsHref(slug, stage, { intents }, true)
  const stages: [MixStage, string][] = [
    ['INSTRUCTION', 'Instructions'],
    ['RESPONSE', 'Responses'],
  ]
  return (
    <>
      <div className="mb-3 flex flex-wrap items-baseline gap-x-3 gap-y-1 max-md:gap-y-2">
        <h1>Balance and coverage</h1>
        <p className="text-ink-2">What the accepted items are made up of, and what to generate next.</p>
        <Places
          label="Mix of"
          places={stages.map(([key, label]) => ({
            ...{ label, here: key === stage },
            href: `/${slug}/balance?stage=${ITEM_LISTS[key]}`,
          }))}
        />
      </div>
      {view.current === 0 ? (
        <Empty slug={slug} curates={curates} />
      ) : (
        <>
          <BenignWarning mix={view.mix} noun={noun} />
          <div className="grid gap-6 xl:grid-cols-[minmax(0,7fr)_minmax(0,3fr)]">
            <Panel title="Mix by intent" lead={mixLead(view.mix.accepted, noun)}>
              <MixTable
                {...{ mix: view.mix, noun }}
                hrefs={{
                  harmful: intentHref(['HARMFUL']),
                  benign: intentHref(['BENIGN']),
                  unsettled: intentHref(['BORDERLINE']),
                }}
              />
            </Panel>
            <Panel title="Targets" lead="The team’s own; AgentAlign’s where nobody changed them.">
              <TargetList targets={targets} />
              {curates && <TargetsForm projectId={project.id} targets={targets} />}
            </Panel>
          </div>
          <NextPanel
            lines={gapLines(view.gaps, { slug, categories: data.categories, targets, spends: canSpend(facts) })}
            onlyWaiting={view.onlyWaiting}
          />
          <div className="mt-6 grid gap-6 xl:grid-cols-2">
            <Panel title="By category" lead="Accepted, of all current ones. Bar: accepted items of all three stages.">
              <CategoryTable
                lines={view.categories}
                floor={targets.chainsPerSubcategory}
                hrefOf={(of, id) => categoryHref(of, id)}
              />
            </Panel>
            <div className="grid content-start gap-6">
              <Panel
                title="By chain"
                lead={`What the ${figure(view.chains.all)} accepted chains have: accepted instructions, and accepted responses to them.`}
              >
                <div className="grid gap-x-6 gap-y-4 md:grid-cols-2">
                  <SpreadTable
                    head="Instructions"
                    caption="Accepted chains by accepted instructions"
                    lines={view.chains.instructions}
                  />
                  <SpreadTable
                    head="Responses"
                    caption="Accepted chains by accepted responses"
                    lines={view.chains.responses}
                  />
                </div>
              </Panel>
              <Panel title="By step count" lead={stepLead(view.means)}>
                <StepTable lines={view.steps} />
              </Panel>
            </div>
            <Panel
              title="By capability"
              lead="Steps of accepted chains and instructions; of responses, what the tools they call stand for."
            >
              <UseTable head="Capability" lines={view.capabilities} />
            </Panel>
            <Panel
              title="By tool"
              lead="Tools that stand beside accepted instructions, and those that accepted responses call."
            >
              <UseTable head="Tool" lines={view.tools} />
            </Panel>
          </div>
        </>
      )}
      <Foot data={data} reviews={facts.reviews} now={ctx.now} />
    </>
  )
}

/** Responses are what is trained on; until there are some, the instructions say what they will be. */
function readMixStage(asked: string | string[] | undefined, { cells }: Balance): MixStage {
  if (asked === 'responses') return 'RESPONSE'
  if (asked === 'instructions') return 'INSTRUCTION'
  return cells.some(({ stage, accepted }) => stage === 'RESPONSE' && accepted > 0) ? 'RESPONSE' : 'INSTRUCTION'
}

const mixLead = (accepted: number, noun: string) =>
  accepted === 0
    ? `No accepted ${noun} yet: the shares appear with the first that passes.`
    : 'Borderline ones count as what they were settled to be.'

const stepLead = ({ CHAIN, RESPONSE }: Record<'CHAIN' | 'INSTRUCTION' | 'RESPONSE', number | null>) =>
  [
    'Line: AgentAlign’s 240 chains.',
    CHAIN !== null && `Chains have ${CHAIN.toFixed(2)} steps on average, there 2.88.`,
    RESPONSE !== null && `Responses have ${RESPONSE.toFixed(2)}; its benign ones ${REFERENCE_RESPONSE_STEPS}.`,
  ]
    .filter(Boolean)
    .join(' ')

function Empty({ slug, curates }: { slug: string; curates: boolean }) {
  return (
    <EmptyState
      title="Nothing to balance yet"
      action={curates && <ButtonLink href={`/${slug}/import`}>Import chains</ButtonLink>}
    >
      {curates
        ? 'Import a taxonomy and chains, or generate chains. What is accepted is counted here against your targets.'
        : 'A curator imports or generates chains. What is accepted is counted here against the targets.'}
    </EmptyState>
  )
}

function Foot({ data: { excluded, optedOut }, reviews, now }: { data: Balance; reviews: boolean; now: Date }) {
  return (
    <footer className="mt-6 flex flex-wrap gap-x-6 gap-y-1 border-t border-line pt-2 text-12 text-ink-2">
      <span>
        Accepted: its current text passed, and it is not stale. Not counted: {figure(excluded.quarantined)} quarantined,{' '}
        {figure(excluded.demoModel)} of the demo model, and what was put away. The list behind a count has stale and
        quarantined ones in it too.
      </span>
      {optedOut > 0 && <span>Without the categories that you opted out of: {optedOut}.</span>}
      {reviews && <span>You also review here: a verdict reads as open to you until it stands.</span>}
      <span className="ml-auto">
        Counts of <LocalTime iso={now.toISOString()} style="clock" />
      </span>
    </footer>
  )
}
