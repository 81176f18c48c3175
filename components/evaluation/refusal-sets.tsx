import type { RefusalRow } from '@/lib/core/evaluation/table'
import { refusalCells } from '@/lib/core/evaluation/table-cells'
import { DotPlot } from '../charts/dot-plot'
import { Figure } from '../charts/figure'
import { ScrollBox } from '../ui/scroll-box'
import { FigureCell } from './figure-cell'

const FEW = 20
const SHARES = new Set(['refusal', 'refusal 95 % from', 'refusal to'])

const titleOf = ({ set, model, label, intent }: RefusalRow) =>
  `${set}: ${label === '' ? model : `${model}, ${label}`}${intent === 'BENIGN' ? ' (benign)' : ''}`

/** How much of each refusal set a model refused, before and after. */
export function RefusalSets({ rows }: { rows: readonly RefusalRow[] }) {
  const { header, rows: cells } = refusalCells(rows)
  return (
    <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <ScrollBox label="Refusal sets">
        <table className="tbl">
          <thead>
            <tr>
              <th>Set</th>
              <th>Model</th>
              <th>Prompts</th>
              <th className="num">n</th>
              <th className="num">Refused</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={titleOf(row)}>
                <td className="wrap-anywhere">{row.set}</td>
                <td className="wrap-anywhere">
                  {row.model}
                  {row.label !== '' && <span className="block text-12 text-ink-2">{row.label}</span>}
                </td>
                <td>{row.intent.toLowerCase()}</td>
                <td className="num">
                  {row.refusal.value?.n ?? row.prompts}
                  {row.unjudged > 0 && <span className="block text-12 text-ink-3">{row.unjudged} unjudged</span>}
                </td>
                <FigureCell figure={row.refusal} n={row.refusal.value?.n ?? row.prompts} />
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <Figure
        name="refusal-sets"
        caption="Refused, by set and model"
        columns={header.map((label, at) => ({ label, numeric: at > 3, percent: SHARES.has(label) }))}
        rows={cells}
      >
        <DotPlot
          label="Share refused of each refusal set by each model, with 95 % intervals."
          percent
          rows={rows.map((row) => ({ key: titleOf(row), label: titleOf(row), ...marksOf(row) }))}
        />
      </Figure>
    </div>
  )
}

function marksOf({ refusal: { value }, intent }: RefusalRow) {
  if (!value) return { marks: [], note: 'nothing judged yet' }
  const shape = intent === 'BENIGN' ? ('DIAMOND' as const) : ('DOT' as const)
  return { marks: [{ value: value.share, ...value.interval, shape, hollow: value.n < FEW }] }
}
