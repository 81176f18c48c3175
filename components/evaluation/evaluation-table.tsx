import type { EvaluationFigures } from '@/lib/core/evaluation/figures'
import type { TableRow } from '@/lib/core/evaluation/table'
import { ScrollBox } from '../ui/scroll-box'
import { FigureCell } from './figure-cell'

const COLUMNS = ['Score', 'Full', 'Refusal', 'Non-ref.']

/** The layout of AgentAlign's Table 1: harmful to the left, benign to the right, a row for each model and what was done to it. */
export function EvaluationTable({ rows }: { rows: readonly TableRow[] }) {
  return (
    <ScrollBox label="Models side by side">
      <table className="tbl">
        <thead>
          <tr>
            <th rowSpan={2} scope="col" className="text-left">
              Model
            </th>
            <th colSpan={5} scope="colgroup" className="border-l border-line text-left">
              Harmful, per cent
            </th>
            <th colSpan={5} scope="colgroup" className="border-l border-line text-left">
              Benign, per cent
            </th>
          </tr>
          <tr>
            <Heads />
            <Heads />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={`${row.model}\n${row.label}`}>
              <th scope="row" className="min-w-[18ch] text-left font-normal">
                {rows[index - 1]?.model === row.model ? (
                  <span className="sr-only">{row.model} </span>
                ) : (
                  <span className="block font-medium wrap-anywhere">{row.model}</span>
                )}
                {row.label !== '' && <span className="text-ink-2">{row.label}</span>}
              </th>
              <Side figures={row.harmful} />
              <Side figures={row.benign} />
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

function Heads() {
  return (
    <>
      <th scope="col" className="num border-l border-line">
        n
      </th>
      {COLUMNS.map((name) => (
        <th key={name} scope="col" className="num">
          {name}
        </th>
      ))}
    </>
  )
}

function Side({ figures }: { figures: EvaluationFigures }) {
  const { prompts, samples, unscored } = figures
  if (samples === 0) {
    return (
      <td colSpan={5} className="border-l border-line text-12 text-ink-3">
        no log yet
      </td>
    )
  }
  const n = figures.score.value?.n ?? prompts
  return (
    <>
      <td className="num border-l border-line">
        {n}
        <span className="block text-12 text-ink-3">
          {samples > prompts && `${samples} samples`}
          {unscored > 0 && ` ${unscored} unscored`}
        </span>
      </td>
      <FigureCell figure={figures.score} n={n} />
      <FigureCell figure={figures.full} n={n} />
      <FigureCell figure={figures.refusal} n={n} />
      <FigureCell figure={figures.nonRefusal} n={n} />
    </>
  )
}
