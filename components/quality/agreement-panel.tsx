import Link from 'next/link'
import { BASIS_TEXT } from '@/lib/core/agreement/basis'
import type { Interval } from '@/lib/core/agreement/wilson'
import type { Defined } from '@/lib/core/defined'
import type { AgreementFigures } from '@/lib/core/review/quality-report'
import { percent } from '../charts/percent'
import { VerdictMark } from '../ui/verdict'

interface Pattern {
  accepts: number
  rejects: number
  abstains: number
  items: number
}

interface AgreementPanelProps {
  figures: AgreementFigures | null
  /** Why there are none, where there are none. */
  reason: string
  patterns: Pattern[]
  hrefOf: (pattern: Pattern) => string
  /** All the items that the coefficients are about. */
  allHref: string
}

/** How far reviewers agree, and the votes that it is made of. */
export function AgreementPanel({ figures, reason, patterns, hrefOf, allHref }: AgreementPanelProps) {
  if (!figures) return <p className="text-ink-3">{reason}</p>
  const votes = patterns.reduce((sum, { accepts, rejects, items }) => sum + (accepts + rejects) * items, 0)
  const passes = patterns.reduce((sum, { accepts, items }) => sum + accepts * items, 0)
  return (
    <div className="grid gap-3">
      <table className="tbl">
        <thead>
          <tr>
            <th>Coefficient</th>
            <th className="num">Value</th>
            <th className="num">95 % interval</th>
            <th className="num">n</th>
          </tr>
        </thead>
        <tbody>
          <Row
            name="Percent agreement, pairs of reviewers"
            value={figures.percent}
            interval={figures.intervals.percent}
            n={figures.n}
            href={allHref}
            show={percent}
          />
          <Row
            name="Fleiss’ kappa"
            value={figures.kappa}
            interval={figures.intervals.kappa}
            n={figures.n}
            href={allHref}
            show={(value) => value.toFixed(3)}
          />
        </tbody>
      </table>
      <ul className="flex flex-wrap gap-x-6 gap-y-2">
        {patterns.map((pattern) => (
          <li key={`${pattern.accepts}.${pattern.rejects}.${pattern.abstains}`}>
            <Link href={hrefOf(pattern)} className="no-underline">
              <b className="font-medium underline decoration-line-2 underline-offset-3">{pattern.items}</b>{' '}
              <Votes {...pattern} />
            </Link>
          </li>
        ))}
      </ul>
      <p className="text-12 text-ink-3">
        {votes} votes, {passes} accept. Abstentions fill a slot and are no votes. Kappa falls when nearly everything
        passes, however well people agree: read it beside percent agreement.
        {figures.basis !== 'ALL_VOTES' && ` Computed from ${BASIS_TEXT[figures.basis]}, not from all votes above.`}
      </p>
    </div>
  )
}

function Row({
  name,
  value,
  interval,
  n,
  href,
  show,
}: {
  name: string
  value: Defined<number>
  interval: Interval | null
  n: number
  href: string
  show: (value: number) => string
}) {
  return (
    <tr>
      <th scope="row" className="text-13 font-normal text-ink">
        {name}
      </th>
      <td className="num font-medium">
        {value.value === null ? (
          <span className="font-normal text-ink-3">undefined: {value.reason}</span>
        ) : (
          show(value.value)
        )}
      </td>
      <td className="num whitespace-nowrap text-ink-2">
        {interval ? `${show(interval.low)} to ${show(interval.high)}` : '–'}
      </td>
      <td className="num">
        <Link href={href}>{n}</Link>
      </td>
    </tr>
  )
}

const times = (count: number) => Array.from({ length: count }, (_, index) => index)

function Votes({ accepts, rejects, abstains }: Omit<Pattern, 'items'>) {
  const said = [accepts && `${accepts} accept`, rejects && `${rejects} reject`, abstains && `${abstains} abstain`]
  return (
    <span
      role="img"
      aria-label={said.filter(Boolean).join(', ') || 'no answers'}
      className="inline-flex items-center gap-0.5 align-[-1px]"
    >
      {times(accepts).map((key) => (
        <VerdictMark key={key} verdict="PASSED" label={null} />
      ))}
      {times(rejects).map((key) => (
        <VerdictMark key={key} verdict="FAILED" label={null} />
      ))}
      {times(abstains).map((key) => (
        <span key={key} className="w-3 text-center text-ink-3">
          –
        </span>
      ))}
    </span>
  )
}
