import Link from 'next/link'
import type { RateLine } from '@/lib/core/review/quality-report'
import { percent, percentRange } from '../charts/percent'
import { noRate, TooFewNote } from '../quality/too-few'
import { ScrollBox } from '../ui/scroll-box'

export interface VersionLine {
  version: {
    label: string
    source: 'FILE' | 'BROWSER'
    note: string
    current: boolean
    author: string | null
    runs: number
    calls: number
  }
  href: string
  /** The first of its groups that has votes. */
  rate: RateLine | null
  /** Its items; with `pass`, those that passed. */
  rateHref: (rate: RateLine, pass?: 'majority') => string
}

interface VersionTableProps {
  caption: string
  lines: VersionLine[]
  /** Nobody votes on what it makes: answers of judges. */
  opinions: boolean
}

/** The versions of one prompt, newest first, with what came of them. */
export function VersionTable({ caption, lines, opinions }: VersionTableProps) {
  return (
    <>
      <ScrollBox label={caption}>
        <table className="tbl min-w-[760px]">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr>
              <th className="w-24">Version</th>
              <th className="min-w-40">Note</th>
              <th className="w-40">From</th>
              <th className="num w-16">Runs</th>
              <th className="num w-16">Calls</th>
              <th className="w-72">Majority-pass of what it made</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ version, href, rate, rateHref }) => (
              <tr key={version.label}>
                <th scope="row" className="text-13 font-normal text-ink">
                  <Link href={href} className="font-mono">
                    {version.label}
                  </Link>
                  {version.current && <span className="ml-2 text-12 text-brass">current</span>}
                </th>
                <td className="wrap-anywhere">{version.note}</td>
                <td className="text-ink-2">
                  {version.source === 'FILE' ? 'with Plumbline' : (version.author ?? 'here')}
                </td>
                <td className="num">{version.runs}</td>
                <td className="num">{version.calls}</td>
                <td>
                  {opinions ? (
                    <span className="text-ink-3">opinions, not voted on</span>
                  ) : (
                    <ShortRate rate={rate} rateHref={rateHref} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <TooFewNote lines={lines.flatMap(({ rate }) => rate ?? [])} />
    </>
  )
}

function ShortRate({ rate, rateHref }: Pick<VersionLine, 'rate' | 'rateHref'>) {
  if (!rate) return <span className="text-ink-3">nothing judged</span>
  const { majority } = rate.figures
  const share = majority.value?.rate.value ?? null
  const interval = majority.value?.interval.value ?? null
  if (share === null || interval === null) {
    return <span className="text-ink-3">{rate.n === 0 ? `${rate.open} open, none closed` : noRate(rate)}</span>
  }
  return (
    <span title={majority.value?.estimand}>
      <Link href={rateHref(rate, 'majority')} className="font-medium" prefetch={false}>
        {percent(share)}
      </Link>{' '}
      <span className="text-12 text-ink-2">
        ({percentRange(interval)}) of{' '}
        <Link href={rateHref(rate)} prefetch={false}>
          {rate.n} closed
        </Link>
        , {rate.label.toLowerCase()}
      </span>
    </span>
  )
}
