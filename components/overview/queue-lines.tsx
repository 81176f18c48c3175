import Link from 'next/link'
import { ButtonLink } from '../ui/button-link'
import { Meter } from '../ui/meter'

interface QueueLine {
  id: string
  name: string
  slots: number
  status: 'OPEN' | 'PAUSED' | 'CLOSED'
  done: number
  left: number
}

/** The queues given to the reader: what is done by them and what is left for them, and nothing of anybody else's. */
export function QueueLines({ queues, base }: { queues: QueueLine[]; base: string }) {
  if (queues.length === 0)
    return <p className="py-2 text-ink-2">No queue was given to you. A curator gives them out.</p>
  return (
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
          <Line key={queue.id} queue={queue} href={`${base}/${queue.id}`} />
        ))}
      </tbody>
    </table>
  )
}

function Line({ queue, href }: { queue: QueueLine; href: string }) {
  const total = queue.done + queue.left
  const asks = queue.slots === 1 ? 'one judgment each' : `${queue.slots} blind judgments each`
  return (
    <tr>
      <td>
        <Link href={href} className="font-medium">
          {queue.name}
        </Link>
        <p className="text-12 text-ink-3">
          {asks}
          {queue.status === 'PAUSED' && ' · paused by a curator'}
        </p>
      </td>
      <td className="!align-middle max-md:hidden">
        <Meter value={queue.done} of={total} label={`${queue.done} of ${total} done by you`} />
      </td>
      <td className="num !align-middle">
        <b className="font-medium">{queue.left.toLocaleString('en-US')}</b>{' '}
        <span className="text-ink-3">of {total.toLocaleString('en-US')}</span>
      </td>
      <td className="num w-[84px] !align-middle">
        <ButtonLink href={href} size="sm" variant={queue.left > 0 && queue.status === 'OPEN' ? 'default' : 'bare'}>
          {queue.left === 0 || queue.status !== 'OPEN' ? 'Look back' : queue.done > 0 ? 'Go on' : 'Start'}
        </ButtonLink>
      </td>
    </tr>
  )
}
