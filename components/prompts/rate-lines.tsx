import Link from 'next/link'
import type { RateLine } from '@/lib/core/review/quality-report'
import { percent, percentRange } from '../charts/percent'
import { noRate, TooFewNote } from '../quality/too-few'
import { ScrollBox } from '../ui/scroll-box'

/** The items of a line; with `pass`, those of them that passed. */
type HrefOf = (line: RateLine, pass?: 'majority' | 'all') => string

/** Pass rates of what one prompt version made, a row a group, with the whole that each is a part of; each opens its items. */
export function RateLines({ lines, hrefOf }: { lines: RateLine[]; hrefOf: HrefOf }) {
  return (
    <>
      <ScrollBox label="Pass rates of what it made">
        <table className="tbl min-w-[520px]">
          <caption className="sr-only">Pass rates of what this version made</caption>
          <thead>
            <tr>
              <th>Texts</th>
              <th className="num">Closed</th>
              <th className="num">Majority</th>
              <th className="num">95 % interval</th>
              <th className="num">All-pass</th>
              <th className="num">95 % interval</th>
              <th className="num">Open</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Line key={line.key} line={line} hrefOf={hrefOf} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <TooFewNote lines={lines} />
    </>
  )
}

function Line({ line, hrefOf }: { line: RateLine; hrefOf: HrefOf }) {
  const { majority, all } = line.figures
  const cells = [majority, all].flatMap((figure) => {
    const share = figure.value?.rate.value ?? null
    const interval = figure.value?.interval.value ?? null
    return share === null || interval === null ? [] : [{ share, interval, estimand: figure.value?.estimand }]
  })
  return (
    <tr>
      <th scope="row" className="text-13 font-normal text-ink">
        {line.label}
      </th>
      <td className="num">{cells.length < 2 ? line.n : <Link href={hrefOf(line)}>{line.n}</Link>}</td>
      {cells.length < 2 ? (
        <td colSpan={4} className="text-ink-3">
          {noRate(line)}
        </td>
      ) : (
        cells.map(({ share, interval, estimand }, index) => [
          <td key={`rate ${index === 0 ? 'majority' : 'all'}`} className="num" title={estimand}>
            <Link href={hrefOf(line, index === 0 ? 'majority' : 'all')}>{percent(share)}</Link>
          </td>,
          <td key={`interval ${index === 0 ? 'majority' : 'all'}`} className="num text-ink-2">
            {percentRange(interval)}
          </td>,
        ])
      )}
      <td className="num text-ink-2">{line.open}</td>
    </tr>
  )
}
