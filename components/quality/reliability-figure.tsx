import { DotPlot } from '../charts/dot-plot'
import { Figure } from '../charts/figure'

const FEW = 20

export interface ReliabilityLine {
  reviewerId: string
  name: string
  votes: number
  right: number
  /** By true label, in the order of the labels. */
  rows: { n: number; shares: number[] | null }[]
  majority: { of: number; same: number }
  competence: number | null
}

interface ReliabilityFigureProps {
  /** Of the files. */
  name: string
  lines: readonly ReliabilityLine[]
  /** What being right about each label is called, in their order: "Accepts what is good". */
  rightWords: readonly string[]
  tables: boolean
}

/** Reviewers in alphabetical order: how often they are right by the model, and with the majority. */
export function ReliabilityFigure({ name, lines, rightWords, tables }: ReliabilityFigureProps) {
  const withMajority = ({ majority }: ReliabilityLine) => (majority.of === 0 ? null : majority.same / majority.of)
  const lowest = Math.min(0.9, ...lines.flatMap((line) => [line.right, withMajority(line) ?? 1, line.competence ?? 1]))
  return (
    <Figure
      name={name}
      caption="Reliability of reviewers by the model, and agreement with the majority"
      tableOnly={tables}
      columns={[
        { label: 'Reviewer' },
        { label: 'Votes', numeric: true },
        { label: 'With the majority', numeric: true, percent: true },
        { label: 'Right by the model', numeric: true, percent: true },
        { label: 'Competence by MACE', numeric: true, percent: true },
        ...rightWords.flatMap((words) => [
          { label: words, numeric: true, percent: true },
          { label: `${words}: of about`, numeric: true },
        ]),
      ]}
      rows={lines.map((line) => [
        ...[line.name, line.votes, withMajority(line), line.right, line.competence],
        ...line.rows.flatMap(({ n, shares }, truth) => [shares?.[truth] ?? null, Math.round(n)]),
      ])}
    >
      <DotPlot
        label="By reviewer: share of votes that are right by the model, beside the share with the majority and the competence by MACE."
        percent
        domain={[Math.floor(lowest * 10) / 10, 1]}
        series={[
          { label: 'right by the model', shape: 'DOT' },
          { label: 'with the majority', shape: 'DIAMOND' },
          { label: 'competence by MACE', shape: 'TICK' },
        ]}
        rows={lines.map((line) => {
          const same = withMajority(line)
          return {
            key: line.reviewerId,
            label: `${line.name} (${line.votes})`,
            marks: [
              { value: line.right, hollow: line.votes < FEW },
              ...(same === null ? [] : [{ value: same, shape: 'DIAMOND' as const }]),
              ...(line.competence === null ? [] : [{ value: line.competence, shape: 'TICK' as const }]),
            ],
          }
        })}
      />
    </Figure>
  )
}
