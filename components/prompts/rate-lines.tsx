import type { RateLine } from '@/lib/core/review/quality-report'
import { percent, percentRange } from '../charts/percent'
import { ScrollBox } from '../ui/scroll-box'

/** Pass rates of what one prompt version made, a row a group, with the whole that each is a part of. */
export function RateLines({ lines }: { lines: RateLine[] }) {
  return (
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
            <Line key={line.key} line={line} />
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

function Line({ line }: { line: RateLine }) {
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
      <td className="num">{line.n}</td>
      {cells.length < 2 ? (
        <td colSpan={4} className="text-ink-3">
          {majority.value === null ? majority.reason : 'no data'}
        </td>
      ) : (
        cells.map(({ share, interval, estimand }, index) => [
          <td key={`rate ${index === 0 ? 'majority' : 'all'}`} className="num" title={estimand}>
            {percent(share)}
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
