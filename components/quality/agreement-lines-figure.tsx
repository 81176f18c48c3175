import { type AgreementLine, coefficientOf } from '@/lib/core/review/agreement-view'
import { BLIND_BELOW } from '@/lib/core/review/rates'
import { DotPlot } from '../charts/dot-plot'
import { Figure } from '../charts/figure'

const FEW = 20

interface AgreementLinesFigureProps {
  /** Of the files. */
  name: string
  /** What a line is: "Category". */
  head: string
  lines: readonly AgreementLine[]
  tables: boolean
  /** α of all together. */
  reference?: number | null
}

const pointOf = (line: AgreementLine, name: 'percent' | 'alpha' | 'fleiss' | 'ac1') =>
  coefficientOf(line, name)?.estimate.value?.value ?? null

/** Agreement group by group: α with its interval drawn, all coefficients in the table. */
export function AgreementLinesFigure({ name, head, lines, tables, reference }: AgreementLinesFigureProps) {
  const whyNot = (line: AgreementLine) => {
    if (line.withheld) return `too few (${line.n}): shown from ${BLIND_BELOW} on`
    const alpha = coefficientOf(line, 'alpha')?.estimate
    return alpha?.value === null ? `undefined: ${alpha.reason}` : undefined
  }
  return (
    <Figure
      name={name}
      caption={`Agreement by ${head.toLowerCase()}`}
      tableOnly={tables}
      columns={[
        { label: head },
        { label: 'Items', numeric: true },
        { label: 'Votes', numeric: true },
        { label: 'Percent agreement', numeric: true, percent: true },
        { label: 'α', numeric: true },
        { label: 'from', numeric: true },
        { label: 'to', numeric: true },
        { label: 'Fleiss’ κ', numeric: true },
        { label: 'AC1', numeric: true },
        { label: 'Not shown because' },
      ]}
      rows={lines.map((line) => [
        line.label,
        line.n,
        line.votes,
        pointOf(line, 'percent'),
        pointOf(line, 'alpha'),
        coefficientOf(line, 'alpha')?.interval?.low ?? null,
        coefficientOf(line, 'alpha')?.interval?.high ?? null,
        pointOf(line, 'fleiss'),
        pointOf(line, 'ac1'),
        whyNot(line) ?? '',
      ])}
    >
      <DotPlot
        label={`Krippendorff’s α by ${head.toLowerCase()}, with 95 % intervals.`}
        domain={[Math.min(0, ...lines.map((line) => Math.max(-0.5, pointOf(line, 'alpha') ?? 0))), 1]}
        reference={reference}
        rows={lines.map((line) => {
          const alpha = pointOf(line, 'alpha')
          return {
            key: line.key,
            label: `${line.label} (${line.n})`,
            marks:
              alpha === null ? [] : [{ value: alpha, ...coefficientOf(line, 'alpha')?.interval, hollow: line.n < FEW }],
            note: whyNot(line),
          }
        })}
      />
    </Figure>
  )
}
