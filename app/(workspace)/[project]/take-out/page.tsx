import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { TakeOutPanel } from '@/components/export/take-out-panel'
import { Places } from '@/components/quality/places'
import { requireProject } from '@/lib/auth/project'
import { TAKE_OUT_STAGES } from '@/lib/core/export/formats'
import type { SearchParams } from '@/lib/core/item/list-state'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { canCurate } from '@/lib/core/policy/policies'
import { countTakeOut } from '@/lib/data/queries/take-out'
import { allStagePlaces, withStage } from '../quality/stage-places'
import { readStage } from '../review/queue-params'
import { loadChosen } from './load-chosen'

export const metadata: Metadata = { title: 'Take out' }

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<SearchParams>
}

export default async function TakeOutPage({ params, searchParams }: PageProps) {
  const { project, ctx, facts } = await requireProject((await params).project)
  if (!canCurate(facts)) notFound()
  const asked = await searchParams
  const stage = TAKE_OUT_STAGES.find((one) => one === readStage(asked)) ?? 'CHAIN'
  const { chosen, picked, query } = await loadChosen(ctx, { projectId: project.id, stage }, asked)
  const counts = await countTakeOut(ctx, { projectId: project.id, stage, chosen })
  if (!counts) notFound()
  const address = `/${project.slug}/take-out`
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h1>Take out</h1>
        {chosen ? (
          <>
            <p className="text-ink-2">{picked === null ? 'what a list’s filters leave' : 'a selection'}</p>
            <Link href={withStage(address, stage)} className="md:ml-auto">
              Take out all {ITEM_LISTS[stage]} instead
            </Link>
          </>
        ) : (
          <Places label="Stage" places={allStagePlaces(address, stage)} />
        )}
      </div>
      <TakeOutPanel
        slug={project.slug}
        stage={stage}
        counts={counts}
        blind={facts.reviews}
        selection={chosen ? { picked, query } : null}
      />
    </div>
  )
}
