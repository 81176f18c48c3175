import type { Defined } from '@/lib/core/defined'
import type { VoteShare } from '@/lib/core/review/agreement-view'
import { percent, percentRange } from '../charts/percent'

interface Passed {
  passed: number
  interval: Defined<{ low: number; high: number }>
}

interface SettledTableProps {
  n: number
  unanimous: number
  majority: number
  adjudicated: number
  unsettled: number
  /** Of the adjudicated, those where more votes said otherwise. */
  against: number
  before: Passed
  after: Passed
  /** Votes that say what most votes say; and votes that say what stands. */
  votesBefore: VoteShare
  votesAfter: VoteShare
}

/** How closed items were settled, and what passes by votes alone and by what stands. */
export function SettledTable({
  n,
  unanimous,
  majority,
  adjudicated,
  unsettled,
  against,
  before,
  after,
  votesBefore,
  votesAfter,
}: SettledTableProps) {
  const counts = [
    ['Settled by all votes alike', unanimous],
    ['Settled by a majority', majority],
    ['Settled by an adjudicator', adjudicated],
    ['of these, against most votes', against],
    ['Not settled: tied, or too few votes', unsettled],
  ] as const
  const shares = [
    ['Votes with the majority, before adjudication', votesBefore],
    ['Votes with what stands, after it', votesAfter],
  ] as const
  const rates = [
    ['Pass by votes, before adjudication', before],
    ['Pass as it stands, after it', after],
  ] as const
  return (
    <table className="tbl">
      <thead>
        <tr>
          <th>{n.toLocaleString('en')} closed items</th>
          <th className="num">Items</th>
          <th className="num">Share</th>
          <th className="num">95 %</th>
        </tr>
      </thead>
      <tbody>
        {counts.map(([label, count]) => (
          <tr key={label}>
            <th scope="row" className="text-13 font-normal text-ink">
              {label}
            </th>
            <td className="num">{count}</td>
            <td className="num">{n > 0 ? percent(count / n) : '–'}</td>
            <td className="num" />
          </tr>
        ))}
        {shares.map(([label, { agreeing, votes, items, interval }]) => (
          <tr key={label}>
            <th scope="row" className="text-13 font-normal text-ink">
              {label}
              <span className="block text-12 text-ink-3">
                {agreeing.toLocaleString('en')} of {votes.toLocaleString('en')} votes on {items.toLocaleString('en')}{' '}
                items
              </span>
            </th>
            <td className="num">{items}</td>
            <td className="num">{votes > 0 ? percent(agreeing / votes) : '–'}</td>
            <td className="num text-ink-2">{interval.value ? percentRange(interval.value) : '–'}</td>
          </tr>
        ))}
        {rates.map(([label, { passed, interval }]) => (
          <tr key={label}>
            <th scope="row" className="text-13 font-medium text-ink">
              {label}
            </th>
            <td className="num">{passed}</td>
            <td className="num font-medium">{n > 0 ? percent(passed / n) : '–'}</td>
            <td className="num text-ink-2">{interval.value ? percentRange(interval.value) : '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
