import Link from 'next/link'
import type { AttemptsToPass, ItemOutcome } from '@/lib/core/review/regeneration-report'
import { percent } from '../charts/percent'
import { ScrollBox } from '../ui/scroll-box'

interface AttemptsTableProps {
  caption: string
  figures: AttemptsToPass
  hrefOf: (outcome: ItemOutcome, attempt: number | null) => string
}

/** How many attempts items took, as counts with bars; items that are still being judged open no list. */
export function AttemptsTable({ caption, figures, hrefOf }: AttemptsTableProps) {
  const share = (items: number) => (figures.items === 0 ? 0 : items / figures.items)
  return (
    <ScrollBox label={caption}>
      <table className="tbl min-w-[420px]">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th>Items</th>
            <th className="num">Number</th>
            <th className="num">Share</th>
            <th className="w-[36%]">of {figures.items}</th>
          </tr>
        </thead>
        <tbody>
          {figures.lines.map(({ outcome, attempt, label, items }) => (
            <tr key={label}>
              <th scope="row" className="text-13 font-normal text-ink">
                {label}
              </th>
              <td className="num">
                {outcome === 'OPEN' || items === 0 ? items : <Link href={hrefOf(outcome, attempt)}>{items}</Link>}
              </td>
              <td className="num text-ink-2">{figures.items === 0 ? '–' : percent(share(items))}</td>
              <td>
                <svg aria-hidden="true" className="mt-1 block h-3 w-full">
                  <rect width="100%" height="100%" fill="var(--well)" />
                  <rect
                    width={`${(share(items) * 100).toFixed(2)}%`}
                    height="100%"
                    fill={outcome === 'OPEN' ? 'var(--line-2)' : 'var(--ink-2)'}
                  />
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
