import type { Metadata } from 'next'
import Link from 'next/link'
import { QueueMix } from '@/components/review/queue-mix'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { Meter } from '@/components/ui/meter'
import { ScrollBox } from '@/components/ui/scroll-box'
import { requireProject } from '@/lib/auth/project'
import { canCurate } from '@/lib/core/policy/policies'
import { listQueueMix, type QueueMix as Mix } from '@/lib/data/queries/queue-mix'
import { listMyQueues, listQueues, type MyQueue, type QueueDetail } from '@/lib/data/queries/review'

export const metadata: Metadata = { title: 'Review' }

export default async function QueuesPage({ params }: { params: Promise<{ project: string }> }) {
  const { project, ctx, facts } = await requireProject((await params).project)
  const [queues, mix] = await Promise.all([listMyQueues(ctx, project.id), listQueueMix(ctx, project.id)])
  const all = canCurate(facts) ? ((await listQueues(ctx, project.id)) ?? []) : []
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
        <table className="tbl">
          <thead>
            <tr>
              <th>Queue</th>
              <th className="max-md:hidden">Done by you</th>
              <th className="num">Left for you</th>
              <th>
                <span className="sr-only">Open</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {queues.map((queue) => (
              <QueueLine
                key={queue.id}
                queue={queue}
                mix={mix.filter(({ queueId }) => queueId === queue.id)}
                maskFromSeverity={project.settings.maskFromSeverity}
                base={`/${project.slug}/review`}
              />
            ))}
          </tbody>
        </table>
      )}
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

interface QueueLineProps {
  queue: MyQueue
  mix: Mix[]
  maskFromSeverity: number
  base: string
}

function QueueLine({ queue, mix, maskFromSeverity, base }: QueueLineProps) {
  const total = queue.done + queue.left
  return (
    <tr>
      <td>
        <span className="font-medium">{queue.name}</span>
        <p className="text-12 text-ink-3">
          {queue.slots === 1 ? 'one judgment each' : `${queue.slots} blind judgments each`}
          {queue.status === 'PAUSED' && ' · paused by a curator'}
        </p>
        <div className="mt-2 mb-1 max-w-[72ch]">
          <QueueMix lines={mix} maskFromSeverity={maskFromSeverity} />
        </div>
      </td>
      <td className="max-md:hidden">
        <Meter value={queue.done} of={total} label={`${queue.done} of ${total} done by you`} />{' '}
        <span className="text-ink-2">{queue.done}</span>
      </td>
      <td className="num">
        <b className="font-medium">{queue.left}</b> of {total}
      </td>
      <td className="num">
        {queue.left > 0 && queue.status === 'OPEN' ? (
          <ButtonLink href={`${base}/${queue.id}`} variant={queue.done > 0 ? 'go' : 'default'}>
            {queue.done > 0 ? 'Go on' : 'Start'}
          </ButtonLink>
        ) : (
          <ButtonLink href={`${base}/${queue.id}`} variant="bare">
            Look back
          </ButtonLink>
        )}
      </td>
    </tr>
  )
}
