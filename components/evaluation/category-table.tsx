import { type EvaluationFigures, evaluationFigures } from '@/lib/core/evaluation/figures'
import type { EvaluationDetail } from '@/lib/core/evaluation/views'
import { ScrollBox } from '../ui/scroll-box'
import { FigureCell } from './figure-cell'

/** The run as a whole, and each category of the benchmark by itself. */
export function CategoryTable({ scored }: { scored: EvaluationDetail['scored'] }) {
  const names = [...new Set(scored.map(({ category }) => category))].sort()
  const parts = names.map((name) => ({ name, of: scored.filter(({ category }) => category === name) }))
  return (
    <ScrollBox label="By category">
      <table className="tbl">
        <thead>
          <tr>
            <th>Category</th>
            <th className="num">n</th>
            <th className="num">Score</th>
            <th className="num">Full</th>
            <th className="num">Refusal</th>
            <th className="num">Non-ref.</th>
          </tr>
        </thead>
        <tbody>
          <Row name="All" figures={evaluationFigures(scored)} />
          {parts.length > 1 &&
            parts.map(({ name, of }) => (
              <Row key={name} name={name || 'no category'} figures={evaluationFigures(of)} />
            ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

function Row({ name, figures }: { name: string; figures: EvaluationFigures }) {
  const n = figures.score.value?.n ?? figures.prompts
  return (
    <tr>
      <th scope="row" className="text-left font-normal">
        {name}
      </th>
      <td className="num">{n}</td>
      <FigureCell figure={figures.score} n={n} />
      <FigureCell figure={figures.full} n={n} />
      <FigureCell figure={figures.refusal} n={n} />
      <FigureCell figure={figures.nonRefusal} n={n} />
    </tr>
  )
}
