import { randomInt } from 'node:crypto'
import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { SavingNote } from '@/components/quality/saving-note'
import { Note } from '@/components/ui/note'
import { requireProject } from '@/lib/auth/project'
import { canCurate, canJudge } from '@/lib/core/policy/policies'
import { findGold, findSeededGold } from '@/lib/data/queries/gold'
import { listMembers } from '@/lib/data/queries/people'
import { findQueueSaving } from '@/lib/data/queries/queue-saving'
import { listQueues } from '@/lib/data/queries/review'
import { GoldSettings } from './gold-settings'
import { QueueSettings } from './queue-settings'

export const metadata: Metadata = { title: 'Queue' }

interface PageProps {
  params: Promise<{ project: string; queueId: string }>
  searchParams: Promise<{ added?: string; leftOut?: string }>
}

const RULE = { MAJORITY: 'majority', UNANIMOUS: 'unanimous', FIRST_TO: 'first to' } as const

export default async function QueueSettingsPage({ params, searchParams }: PageProps) {
  const { project: slug, queueId } = await params
  const { project, ctx, facts } = await requireProject(slug)
  const queue = canCurate(facts) ? (await listQueues(ctx, project.id))?.find(({ id }) => id === queueId) : undefined
  if (!queue) notFound()
  const { added, leftOut } = await searchParams
  const saving = await findQueueSaving(ctx, queue.id)
  const seeded = await findSeededGold(ctx, { projectId: project.id, queueId: queue.id })
  const gold = await findGold(ctx, { projectId: project.id, stage: queue.stage })
  const members = await listMembers(ctx, project.id)
  const able = members.filter(({ roles }) =>
    canJudge({ admin: false, roles, reviews: true }, { given: true, barred: false }),
  )
  const rule = queue.rule === 'FIRST_TO' ? `first to ${queue.firstTo}` : RULE[queue.rule]
  return (
    <>
      <div className="mb-4 flex flex-wrap items-baseline gap-x-3">
        <h1>{queue.name}</h1>
        <p className="text-ink-2">
          {queue.slots} {queue.slots === 1 ? 'judgment' : 'judgments'} each, {rule}
          {queue.startAt !== null && `, begun with ${queue.startAt}`}
          {queue.offersAmbiguous && `, ambiguous counts as ${queue.ambiguousCountsAs.toLowerCase()}`} ·{' '}
          {queue.rubric.name}, version {queue.rubric.version}
        </p>
        <Link href={`/${project.slug}/review`} className="md:ml-auto">
          Your queues
        </Link>
      </div>
      {added !== undefined && /^\d+$/.test(added) && (
        <div className="mb-4">
          <Note tone="ok">
            {added} items added.{leftOut ? ` Left out: ${leftOut.slice(0, 200)}.` : ''}
          </Note>
        </div>
      )}
      <p className="mb-5">
        <b className="font-medium">{queue.closed}</b> of {queue.total} decided
        {queue.status === 'PAUSED' && ' · paused: nothing more is handed out'}
        {queue.status === 'CLOSED' && ' · closed'}
      </p>
      {saving && <SavingNote {...saving} startAt={queue.startAt ?? 0} slots={queue.slots} />}
      <div className="grid gap-6 xl:grid-cols-2">
        <QueueSettings
          queue={{ id: queue.id, name: queue.name, status: queue.status }}
          reviewers={able.map(({ userId, name, disabled }) => ({
            userId,
            name: disabled ? `${name} (disabled)` : name,
            given: queue.reviewers.some(({ id }) => id === userId),
          }))}
        />
        {queue.purpose === 'CURATION' && seeded && (
          <GoldSettings
            queueId={queue.id}
            seed={randomInt(1, 2 ** 31)}
            closed={queue.status === 'CLOSED'}
            seeded={{
              ...seeded,
              free: Math.max(0, (gold ?? []).filter(({ servable }) => servable).length - seeded.gold),
            }}
            leads={able.filter(({ disabled }) => !disabled).map(({ userId, name }) => ({ userId, name }))}
          />
        )}
      </div>
    </>
  )
}
