import Link from 'next/link'
import { percent } from '../charts/percent'
import { ScrollBox } from '../ui/scroll-box'
import { rangeOf } from './calibration-table'

interface SeededQueue {
  queueId: string
  name: string
  gold: number
  of: number
  scores: { userId: string; name: string; right: number; answered: number }[]
}

/** Answers to the gold texts among ordinary queues', by queue and name. `base`: where queues are. */
export function SeededTable({ queues, base }: { queues: SeededQueue[]; base: string }) {
  if (queues.length === 0) {
    return (
      <p className="text-ink-3">
        No queue has gold texts among its own yet. Put some in on <Link href={base}>a queue’s settings</Link>.
      </p>
    )
  }
  return (
    <ScrollBox label="Gold texts in queues">
      <table className="tbl">
        <thead>
          <tr>
            <th>Queue</th>
            <th>Reviewer</th>
            <th className="num">As gold</th>
            <th className="num">Share</th>
            <th className="num">95 % interval</th>
          </tr>
        </thead>
        <tbody>
          {queues.flatMap((queue) =>
            queue.scores.map(({ userId, name, right, answered }, index) => (
              <tr key={`${queue.queueId}/${userId}`}>
                <td>
                  {index === 0 && (
                    <>
                      <Link href={`${base}/${queue.queueId}/settings`}>{queue.name}</Link>
                      <p className="text-12 text-ink-3">
                        {queue.gold} of {queue.of} texts
                      </p>
                    </>
                  )}
                </td>
                <td>{name}</td>
                <td className="num">
                  {right} of {answered}
                </td>
                <td className="num font-medium">{answered === 0 ? '–' : percent(right / answered)}</td>
                <td className="num text-ink-2">{rangeOf(right, answered)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </ScrollBox>
  )
}
