import type { Defined } from '@/lib/core/defined'
import type { RateLine } from '@/lib/core/review/quality-report'
import type { RateFigure } from '@/lib/core/review/rates'
import { percent, percentRange } from '../charts/percent'
import { ScrollBox } from '../ui/scroll-box'

/** Majority-pass with every ambiguous answer read as a reject, as its queue says, and as an accept. */
export function ReadingTable({ lines }: { lines: RateLine[] }) {
  const [total] = lines
  return (
    <>
      <ScrollBox label="Pass rates under both readings of ambiguous answers">
        <table className="tbl min-w-[560px]">
          <caption className="sr-only">Pass rates under both readings of ambiguous answers</caption>
          <thead>
            <tr>
              <th>Items</th>
              <th className="num">Closed</th>
              <th className="num">Strict</th>
              <th className="num">95 % interval</th>
              <th className="num">As its queue counts</th>
              <th className="num">Lenient</th>
              <th className="num">95 % interval</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(
              ({ key, label, n, figures, readings }) =>
                readings && (
                  <tr key={key}>
                    <th scope="row" className="text-13 font-normal text-ink md:whitespace-nowrap">
                      {label}
                    </th>
                    <td className="num">{n}</td>
                    <Reading figure={readings.strict} />
                    <td className="num text-ink-2">{rateOf(figures.majority)}</td>
                    <Reading figure={readings.lenient} />
                  </tr>
                ),
            )}
          </tbody>
        </table>
      </ScrollBox>
      {total?.readings && (
        <dl className="mt-2 grid gap-1 text-12 text-ink-3">
          <Estimand name="Strict" figure={total.readings.strict} />
          <Estimand name="Lenient" figure={total.readings.lenient} />
        </dl>
      )}
    </>
  )
}

const rateOf = (figure: Defined<RateFigure>) =>
  figure.value?.rate.value == null ? '–' : percent(figure.value.rate.value)

function Reading({ figure }: { figure: Defined<RateFigure> }) {
  if (figure.value === null) {
    return (
      <td colSpan={2} className="text-ink-3">
        {figure.reason}
      </td>
    )
  }
  const { interval, estimand } = figure.value
  return (
    <>
      <td className="num font-medium" title={estimand}>
        {rateOf(figure)}
      </td>
      <td className="num text-ink-2">{interval.value ? percentRange(interval.value) : '–'}</td>
    </>
  )
}

const Estimand = ({ name, figure }: { name: string; figure: Defined<RateFigure> }) => (
  <div>
    <dt className="inline font-medium">{name}:</dt>{' '}
    <dd className="inline">{figure.value === null ? figure.reason : figure.value.estimand}</dd>
  </div>
)
