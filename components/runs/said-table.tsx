import Link from 'next/link'
import { BLIND_BELOW } from '@/lib/core/review/rates'
import { passedSinceShown, type RunReason, type RunReasons } from '@/lib/core/run/reasons'
import { Section } from '../overview/section'
import { ScrollBox } from '../ui/scroll-box'

interface SaidTableProps {
  said: RunReasons
  /** "/project/runs/31" */
  base: string
  /** For somebody who judges here. */
  blind: boolean
}

const n = (value: number) => value.toLocaleString('en-US')

/** Why the texts that the run writes again were rejected, and what became of the new ones; each count opens its items. */
export function SaidTable({ said: { items, shown, reasons }, base, blind }: SaidTableProps) {
  const hrefOf = (reason: RunReason, since?: 'judged' | 'passed') =>
    `${base}/said?${new URLSearchParams({ reason: reason.key, ...(since && { since }) })}`
  const most = Math.max(1, ...reasons.map((reason) => reason.items))
  const few = blind && reasons.some((reason) => !passedSinceShown(reason, blind))
  return (
    <Section title="What reviewers said" aside={`${n(shown)} of ${n(items)} items`}>
      {reasons.length > 0 && (
        <ScrollBox label="What reviewers said">
          <table className="tbl">
            <caption className="sr-only">Why the texts were rejected, and how many passed since</caption>
            <thead>
              <tr>
                <th>Reason</th>
                <th className="w-10">
                  <span className="sr-only">Share</span>
                </th>
                <th className="num">Items</th>
                <th className="num">Passed since</th>
              </tr>
            </thead>
            <tbody>
              {reasons.map((reason) => (
                <tr key={reason.key}>
                  <th scope="row" className="text-13 font-normal text-ink">
                    {reason.label}
                  </th>
                  <td>
                    <svg aria-hidden="true" className="mt-1.5 block h-2 w-10">
                      <rect width={(40 * reason.items) / most} height="100%" fill="var(--ink-2)" />
                    </svg>
                  </td>
                  <td className="num">
                    <Link href={hrefOf(reason)} prefetch={false}>
                      {n(reason.items)}
                    </Link>
                  </td>
                  <td className="num">
                    <Since {...{ reason, blind, hrefOf }} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      <p className="pt-2 text-12 text-ink-3">
        A text rejected for several reasons counts in each. Passed since: of this run’s new texts that have been judged.
        {shown < items && ` ${n(items - shown)} items are left out: you may still judge them.`}
        {few && ` Too few: shown to those who judge from ${BLIND_BELOW} judged texts on.`}
      </p>
    </Section>
  )
}

interface SinceProps {
  reason: RunReason
  blind: boolean
  hrefOf: (reason: RunReason, since: 'judged' | 'passed') => string
}

function Since({ reason, blind, hrefOf }: SinceProps) {
  const { judged, passed } = reason
  if (judged === 0) return <span className="text-ink-3">none judged</span>
  if (!passedSinceShown(reason, blind)) return <span className="text-ink-3">too few ({judged})</span>
  return (
    <>
      {passed === 0 ? 0 : <Link href={hrefOf(reason, 'passed')}>{n(passed)}</Link>} of{' '}
      <Link href={hrefOf(reason, 'judged')}>{n(judged)}</Link>
    </>
  )
}
