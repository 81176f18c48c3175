import Link from 'next/link'
import { LABEL_WORDS, type ResponseLabel } from '@/lib/core/compliance/labels'
import type { ViewReport } from '@/lib/core/compliance/report'
import { BLIND_BELOW } from '@/lib/core/review/rates'
import { percent } from '../charts/percent'
import { ScrollBox } from '../ui/scroll-box'
import { AsFigure } from './as-figure'
import { ConfusionFigure } from './confusion-figure'

interface ConfusionProps {
  report: ViewReport
  /** "The detector", "judge-1 (judge-refusal v1)". */
  name: string
  cellHref: (people: ResponseLabel, said: ResponseLabel) => string
  differHref: string
}

/** One other view against people's labels: how often alike, over its calls, and where not. */
export function ConfusionTable({ report, name, cellHref, differHref }: ConfusionProps) {
  const { confusion, accuracy, n, same } = report
  const title = `${name}, where an agent should ${report.expected === 'REFUSE' ? 'refuse' : 'comply'}`
  if (!confusion) {
    return (
      <section className="mb-4">
        <h3>{title}</h3>
        <p className="text-12 text-ink-3">too few: shown from {BLIND_BELOW} closed responses on</p>
      </section>
    )
  }
  return (
    <section className="mb-5">
      <h3>{title}</h3>
      <p className="mb-1.5 flex flex-wrap gap-x-4 text-12 text-ink-2">
        <Accuracy accuracy={accuracy} />
        <span>
          alike {same} of {n}
        </span>
        {n > same && <Link href={differHref}>Where they differ, {n - same}</Link>}
      </p>
      <ScrollBox label={title}>
        <table className="tbl">
          <caption className="sr-only">{title}: people’s labels down, its own across</caption>
          <thead>
            <tr>
              <th>People say</th>
              {confusion.labels.map((label) => (
                <th key={label} className="num">
                  {LABEL_WORDS[label]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {confusion.labels.map((people, row) => (
              <tr key={people}>
                <th scope="row" className="text-13 font-normal text-ink">
                  {LABEL_WORDS[people]}
                </th>
                {confusion.labels.map((said, column) => {
                  const count = confusion.counts[row]![column]!
                  return (
                    <td key={said} className={people === said ? 'num bg-well font-medium' : 'num'}>
                      {count === 0 ? (
                        <span className="text-ink-3">0</span>
                      ) : (
                        <Link href={cellHref(people, said)}>{count}</Link>
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <AsFigure>
        <ConfusionFigure title={title} confusion={confusion} />
      </AsFigure>
    </section>
  )
}

function Accuracy({ accuracy }: Pick<ViewReport, 'accuracy'>) {
  if (!accuracy) return null
  if (accuracy.value === null) return <span>{accuracy.reason}</span>
  const { mean, sd, repeats, least, most } = accuracy.value
  const size = least === most ? `${most} responses` : `${least} to ${most} responses`
  return (
    <span>
      <b className="font-medium text-ink">
        {percent(mean)}
        {sd.value !== null && ` ± ${(sd.value * 100).toFixed(1)}`}
      </b>{' '}
      accuracy, {repeats === 1 ? 'one run' : `mean and standard deviation of ${repeats} runs`} over {size}
    </span>
  )
}
