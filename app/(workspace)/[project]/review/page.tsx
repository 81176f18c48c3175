import type { Metadata } from 'next'
import Link from 'next/link'
import { OwnCalibrations } from '@/components/gold/own-calibrations'
import { QueueMix } from '@/components/review/queue-mix'
import { QueueTable } from '@/components/review/queue-table'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { ScrollBox } from '@/components/ui/scroll-box'
import { requireProject } from '@/lib/auth/project'
import { canCurate } from '@/lib/core/policy/policies'
import { listOwnCalibrations } from '@/lib/data/queries/gold'
import { listQueueMix } from '@/lib/data/queries/queue-mix'
import { listMyQueues, listQueues, type QueueDetail } from '@/lib/data/queries/review'

export const metadata: Metadata = { title: 'Review' }

export default async function QueuesPage({ params }: { params: Promise<{ project: string }> }) {
  const { project, ctx, facts } = await requireProject((await params).project)
  const [queues, mix] = await Promise.all([listMyQueues(ctx, project.id), listQueueMix(ctx, project.id)])
  const all = canCurate(facts) ? ((await listQueues(ctx, project.id)) ?? []) : []
  const calibrations = await listOwnCalibrations(ctx, project.id)
  const left = queues.reduce((sum, queue) => sum + queue.left, 0)
  return (
    <>
      <div className="mb-4 flex flex-wrap items-baseline gap-3">
        <h1>Your queues</h1>
        <p className="text-ink-2">{left === 0 ? 'nothing left for you' : `${left} left for you`}</p>
        {canCurate(facts) && (
          <ButtonLink href={`/${project.slug}/review/new`} className="ml-auto">
            New queue
          </ButtonLink>
        )}
      </div>
      {queues.length === 0 ? (
        <EmptyState title="No queue was given to you yet">
          A curator makes queues from the chains list and gives them to reviewers. They appear here by themselves.
        </EmptyState>
      ) : (
        <QueueTable
          queues={queues}
          base={`/${project.slug}/review`}
          under={({ id }) => (
            <div className="mt-2 mb-1 max-w-[72ch]">
              <QueueMix
                lines={mix.filter(({ queueId }) => queueId === id)}
                maskFromSeverity={project.settings.maskFromSeverity}
              />
            </div>
          )}
        />
      )}
      <OwnCalibrations calibrations={calibrations} />
      {all.length > 0 && <AllQueues queues={all} base={`/${project.slug}/review`} />}
    </>
  )
}

/** For those who run them: how far each is, and who has it. */
function AllQueues({ queues, base }: { queues: QueueDetail[]; base: string }) {
  return (
    <section className="mt-8">
      <h2 className="mb-1">All queues, {queues.length}</h2>
      <ScrollBox label="Queues">
        <table className="tbl">
          <thead>
            <tr>
              <th>Queue</th>
              <th>State</th>
              <th className="num">Decided</th>
              <th className="num">Given to</th>
            </tr>
          </thead>
          <tbody>
            {queues.map((queue) => (
              <tr key={queue.id}>
                <td>
                  <Link href={`${base}/${queue.id}/settings`}>{queue.name}</Link>
                </td>
                <td className="text-ink-2">{queue.status.toLowerCase()}</td>
                <td className="num">
                  {queue.closed} of {queue.total}
                </td>
                <td className="num">{queue.reviewers.length}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  )
}
