'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Moment } from '@/components/ui/moment'
import { Note } from '@/components/ui/note'
import { ScrollBox } from '@/components/ui/scroll-box'
import type { DeliveryRow } from '@/lib/data/queries/webhooks'
import { redeliverAction } from '../actions'

export function DeliveryTable({ rows }: { rows: DeliveryRow[] }) {
  const [error, setError] = useState<string | null>(null)
  const again = async (deliveryId: string) => {
    const answer = await redeliverAction({ deliveryId })
    setError(answer.ok ? null : answer.message)
  }
  return (
    <>
      {error && <Note tone="bad">{error}</Note>}
      <ScrollBox label="Deliveries">
        <table className="tbl tbl-stack md:min-w-[680px]">
          <thead>
            <tr>
              <th>Event</th>
              <th>When</th>
              <th>State</th>
              <th>Last attempt</th>
              <th>
                <span className="sr-only">Send again</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Delivery key={row.id} row={row} onAgain={() => again(row.id)} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </>
  )
}

const MARK = { DELIVERED: '●', WAITING: '○', FAILED: '✕' } as const
const COLOUR = { DELIVERED: 'text-passed', WAITING: 'text-ink-2', FAILED: 'text-failed' } as const

function Delivery({ row, onAgain }: { row: DeliveryRow; onAgain: () => void }) {
  const { event, state, attempts, createdAt, body } = row
  return (
    <tr>
      <td>
        <details>
          <summary className="cursor-pointer font-mono text-12 whitespace-nowrap">{event}</summary>
          <pre className="mt-1 max-w-[60ch] font-mono text-12 leading-5 whitespace-pre-wrap wrap-anywhere text-ink-2">
            {JSON.stringify(JSON.parse(body), null, 2)}
          </pre>
        </details>
      </td>
      <td className="whitespace-nowrap">
        <Moment at={createdAt} />
      </td>
      <td className="whitespace-nowrap">
        <span className={COLOUR[state]}>
          <span aria-hidden>{MARK[state]}</span> <State row={row} />
        </span>
      </td>
      <td className="min-w-[24ch] text-12 text-ink-2">
        <LastAttempt row={row} />
      </td>
      <td className="text-right">
        {(state !== 'WAITING' || attempts > 0) && (
          <Button size="sm" className="whitespace-nowrap" onClick={onAgain} aria-label={`Send again: ${event}`}>
            Send again
          </Button>
        )}
      </td>
    </tr>
  )
}

function State({ row: { state, attempts, sending, dueAt } }: { row: DeliveryRow }) {
  if (state === 'DELIVERED') return 'delivered'
  if (state === 'FAILED') return 'given up'
  if (sending) return 'being sent'
  if (attempts === 0) return 'waits'
  return (
    <>
      again <Moment at={dueAt} />
    </>
  )
}

function LastAttempt({ row: { attempts, lastStatus, lastTrouble, lastMs, lastAt } }: { row: DeliveryRow }) {
  if (!lastAt) return '–'
  const count = attempts > 1 ? `; attempt ${attempts}` : ''
  return lastTrouble
    ? `${lastTrouble.replace(/\.$/, '')}${count || '.'}`
    : `answered ${lastStatus} after ${lastMs} ms${count}`
}
