import Link from 'next/link'
import type { StudyData } from '@/lib/core/study/data'
import { patternWords, reportLines } from '@/lib/core/study/lines'
import type { TaskReport } from '@/lib/core/study/report'
import { Panel } from '../quality/panel'
import { ScrollBox } from '../ui/scroll-box'
import { StratumTable } from './stratum-table'
import { TaskReliability } from './task-reliability'

interface ReportViewProps {
  data: StudyData
  reports: TaskReport[]
  /** Where a pattern's texts are listed. */
  hrefOf: (task: string, pattern: string) => string
}

/** The numbers of a closed study, task by task. */
export function ReportView({ data, reports, hrefOf }: ReportViewProps) {
  return (
    <div className="grid gap-6">
      {reports.map((report) => (
        <TaskPanels key={report.task.key} report={report} hrefOf={hrefOf} sized={data.drawn.length > 1} />
      ))}
    </div>
  )
}

export const patternKey = ({ votes, abstained }: { votes: readonly number[]; abstained: number }) =>
  [...votes, abstained].join('-')

function TaskPanels({
  report,
  hrefOf,
  sized,
}: {
  report: TaskReport
  hrefOf: ReportViewProps['hrefOf']
  sized: boolean
}) {
  const { task, items, unfinished, votes, abstentions, reviewers } = report
  const over = [
    `${votes} votes of ${reviewers} raters on ${items} texts`,
    abstentions > 0 && `${abstentions} abstentions, which are no votes`,
    unfinished > 0 && `${unfinished} drawn texts not judged to the end are in no number`,
  ].filter(Boolean)
  return (
    <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <Panel title={task.label} lead={`${task.question} ${over.join('; ')}.`}>
        <NumberTable report={report} />
      </Panel>
      <Panel title="Votes" lead="Every number is made of these. A count opens its texts.">
        <table className="tbl">
          <thead>
            <tr>
              <th>Said</th>
              <th className="num">Texts</th>
            </tr>
          </thead>
          <tbody>
            {report.patterns.map((pattern) => (
              <tr key={patternKey(pattern)}>
                <th scope="row" className="text-13 font-normal text-ink">
                  {patternWords(task.labels, pattern)}
                </th>
                <td className="num">
                  <Link href={hrefOf(task.key, patternKey(pattern))}>{pattern.items}</Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      {report.reliability.value && <TaskReliability task={task} reliability={report.reliability.value} />}
      {sized && (
        <div className="min-w-0 xl:col-span-2">
          <Panel title="By stratum" lead="Dot: majority with its 95 % interval. Line: the whole sample.">
            <StratumTable report={report} />
          </Panel>
        </div>
      )}
    </div>
  )
}

function NumberTable({ report }: { report: TaskReport }) {
  return (
    <ScrollBox label={`Numbers of ${report.task.label}`}>
      <table className="tbl min-w-[560px]">
        <thead>
          <tr>
            <th>Number</th>
            <th className="num">Value</th>
            <th className="num">95 % interval</th>
            <th className="num">Over</th>
            <th>How</th>
          </tr>
        </thead>
        <tbody>
          {reportLines(report).map(({ key, label, value, interval, of, how }) => (
            <tr key={key}>
              <th scope="row" className="text-13 font-normal text-ink">
                {label}
              </th>
              {value.startsWith('undefined') ? (
                <td className="text-ink-3" colSpan={2}>
                  {value}
                </td>
              ) : (
                <>
                  <td className="num font-medium">{value}</td>
                  <td className="num text-ink-2">{interval}</td>
                </>
              )}
              <td className="num text-ink-2">{of}</td>
              <td className="text-12 leading-5 text-ink-3">{how}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}
