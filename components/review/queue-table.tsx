import Link from 'next/link'
import type { ReactNode } from 'react'
import { ButtonLink } from '../ui/button-link'
import { Meter } from '../ui/meter'

export interface QueueLine {
  id: string
  name: string
  slots: number
  status: 'OPEN' | 'PAUSED' | 'CLOSED'
  done: number
  left: number
}

interface QueueTableProps<Queue extends QueueLine> {
  queues: Queue[]
  /** Where queues are: a queue's own page is below it. */
  base: string
  /** What stands under a queue's name. */
  under?: (queue: Queue) => ReactNode
}

/** The queues given to the reader: what is done by them and what is left for them, and nothing of anybody else's. */
export function QueueTable<Queue extends QueueLine>({ queues, base, under }: QueueTableProps<Queue>) {
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
          <Line key={queue.id} queue={queue} href={`${base}/${queue.id}`}>
            {under?.(queue)}
          </Line>
        ))}
      </tbody>
    </table>
  )
}

function Line({ queue, href, children }: { queue: QueueLine; href: string; children: ReactNode }) {
  const total = queue.done + queue.left
  const open = queue.left > 0 && queue.status === 'OPEN'
  return (
    <tr>
      <td>
        <Link href={href} className="font-medium">
          {queue.name}
        </Link>
        <p className="text-12 text-ink-3">
          {queue.slots === 1 ? 'one judgment each' : `${queue.slots} blind judgments each`}
          {queue.status === 'PAUSED' && ' · paused by a curator'}
        </p>
        {children}
      </td>
      <td className="!align-middle max-md:hidden">
        <Meter value={queue.done} of={total} label={`${queue.done} of ${total} done by you`} />
      </td>
      <td className="num !align-middle">
        <b className="font-medium">{queue.left.toLocaleString('en-US')}</b>{' '}
        <span className="text-ink-3">of {total.toLocaleString('en-US')}</span>
      </td>
      <td className="num w-[84px] !align-middle">
        <ButtonLink href={href} size="sm" variant={open ? 'default' : 'bare'}>
          {!open ? 'Look back' : queue.done > 0 ? 'Go on' : 'Start'}
        </ButtonLink>
      </td>
    </tr>
  )
}
