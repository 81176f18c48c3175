import type { JudgeReport } from '@/lib/core/study/judges'
import { coefficientRange, coefficientWords, shareRange, shareWords } from '@/lib/core/study/lines'
import { Figure } from '../charts/figure'
import { MatrixPlot } from '../charts/matrix-plot'
import { Panel } from '../quality/panel'
import { ButtonLink } from '../ui/button-link'
import { ScrollBox } from '../ui/scroll-box'

/** Judge models that were asked about the texts of a closed study, against the majority of its raters. */
interface JudgePanelsProps {
  reports: readonly JudgeReport[]
  /** Forms of runs that ask judges about the sample; none for those who may not spend. */
  asks: readonly { label: string; href: string }[]
}

export function JudgePanels({ reports, asks }: JudgePanelsProps) {
  return (
    <section aria-labelledby="judges" className="mt-6">
      <h2 id="judges" className="scroll-mt-20">
        Judge models against these people
      </h2>
      <p className="mb-3 max-w-[90ch] text-12 text-ink-2">
        What models said of the same texts, beside what most raters say. A judge that was asked several times about a
        text answers what most of its opinions say. None of it is a vote, and none is in the numbers above.
      </p>
      {asks.length > 0 && (
        <div className="mb-4 flex flex-wrap gap-2">
          {asks.map(({ label, href }) => (
            <ButtonLink key={href} href={href} prefetch={false}>
              {label}
            </ButtonLink>
          ))}
        </div>
      )}
      {reports.length === 0 ? (
        <p className="text-ink-3">
          No judge model has said anything of these texts that could be compared. What one says stands here afterwards.
        </p>
      ) : (
        <div className="grid items-start gap-6 xl:grid-cols-2">
          {reports.map((report) => (
            <JudgePanel key={`${report.task.key} ${report.prompt} ${report.model}`} report={report} />
          ))}
        </div>
      )}
    </section>
  )
}

const nameOf = ({ model, prompt, demo }: JudgeReport) => `${model || 'A model'} (${prompt}${demo ? ', demo' : ''})`

function JudgePanel({ report }: { report: JudgeReport }) {
  const { task, agreement, n, left, opinions } = report
  const rest = [
    left.silent > 0 && ` Of ${left.silent} more it says nothing, or as often the one as the other.`,
    left.undecided > 0 && ` On ${left.undecided} raters have no majority.`,
  ].filter(Boolean)
  return (
    <Panel
      title={`${nameOf(report)}: ${task.label.toLowerCase()}`}
      lead={`${opinions} ${opinions === 1 ? 'opinion' : 'opinions'}, compared on ${n} ${n === 1 ? 'text' : 'texts'}.${rest.join('')}`}
    >
      {agreement.value === null ? (
        <p className="text-ink-3">{agreement.reason}</p>
      ) : (
        <>
          <Numbers report={report} share={agreement.value} />
          <Confusion report={report} />
        </>
      )}
    </Panel>
  )
}

function Numbers({ report, share }: { report: JudgeReport; share: number }) {
  const { n, same, interval, kappa, kappaInterval } = report
  return (
    <ScrollBox label={`Agreement of ${nameOf(report)}`}>
      <table className="tbl">
        <thead>
          <tr>
            <th>Number</th>
            <th className="num">Value</th>
            <th className="num">95 % interval</th>
            <th className="num">Over</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" className="text-13 font-normal text-ink">
              Says what most raters say
            </th>
            <td className="num font-medium">{shareWords(share)}</td>
            <td className="num text-ink-2">{interval.value === null ? '–' : shareRange(interval.value)}</td>
            <td className="num text-ink-2">
              {same} of {n}
            </td>
          </tr>
          <tr>
            <th scope="row" className="text-13 font-normal text-ink">
              Cohen’s kappa
            </th>
            {kappa.value === null ? (
              <td className="text-ink-3" colSpan={2}>
                undefined: {kappa.reason}
              </td>
            ) : (
              <>
                <td className="num font-medium">{coefficientWords(kappa.value)}</td>
                <td className="num text-ink-2">
                  {kappaInterval.value === null ? '–' : coefficientRange(kappaInterval.value)}
                </td>
              </>
            )}
            <td className="num text-ink-2">{n} texts</td>
          </tr>
        </tbody>
      </table>
    </ScrollBox>
  )
}

/** Raters down, the judge across; darkness is the share of the row. */
function Confusion({ report }: { report: JudgeReport }) {
  const { task, counts } = report
  const pairs = task.labels.flatMap((people, row) => {
    const of = counts[row]!.reduce((sum, count) => sum + count, 0)
    return task.labels.map((said, column) => ({ people, said, count: counts[row]![column]!, of }))
  })
  const title = `What ${nameOf(report)} says, by what most raters say`
  return (
    <div className="mt-4">
      <Figure
        name={`judge-${task.key}-${report.prompt.replaceAll(' ', '-')}`}
        caption={title}
        columns={[
          { label: 'Most raters say' },
          { label: 'It says' },
          { label: 'Texts', numeric: true },
          { label: 'of', numeric: true },
          { label: 'Share of what raters say', numeric: true, percent: true },
        ]}
        rows={pairs.map(({ people, said, count, of }) => [people, said, count, of, of === 0 ? null : count / of])}
      >
        <MatrixPlot
          label={`${title}; darker is a larger share of the row.`}
          rows={task.labels}
          columns={task.labels}
          cells={pairs.map(({ people, said, count, of }) => ({
            ...{ row: people, column: said, text: `${count} of ${of}` },
            value: of === 0 ? null : count / of,
          }))}
          columnsAre="what the judge says; what most raters say down"
        />
      </Figure>
    </div>
  )
}
