import type { Allocated } from '@/lib/core/study/allocate'
import { shareRange, shareWords } from '@/lib/core/study/lines'
import type { StudyPlan } from '@/lib/core/study/plan'
import type { NotDrawable } from '@/lib/core/study/spec'
import { Panel } from '../quality/panel'
import { Field } from '../ui/field'
import { TextInput } from '../ui/inputs'
import { ScrollBox } from '../ui/scroll-box'

export interface StudyPreview {
  strata: Allocated[]
  notDrawable: NotDrawable
  plan: StudyPlan
}

interface PreviewPanelProps {
  answer: { ok: true; data: StudyPreview } | { ok: false; message: string } | null
  updating: boolean
  assumed: number
  claim: number
  raters: number
  onAssumed: (percent: string) => void
  onClaim: (percent: string) => void
}

/** What would be drawn, and what it could say: widths and power at an assumed pass rate. */
export function PreviewPanel({ answer, updating, assumed, claim, raters, onAssumed, onClaim }: PreviewPanelProps) {
  return (
    <div className="min-w-0 xl:sticky xl:top-16 xl:self-start">
      <Panel title="What this draws" lead={updating ? 'Counting…' : 'As of now; nothing is made yet.'}>
        <div className="mb-3 flex flex-wrap gap-4">
          <Percent label="If so many pass, %" value={assumed} onChange={onAssumed} />
          <Percent label="More than, %" value={claim} onChange={onClaim} />
        </div>
        {answer === null ? (
          <p className="text-ink-3">Counting the population…</p>
        ) : answer.ok ? (
          <Drawn preview={answer.data} assumed={assumed} claim={claim} raters={raters} />
        ) : (
          <p className="text-failed">{answer.message}</p>
        )}
      </Panel>
    </div>
  )
}

const Percent = ({ label, value, onChange }: { label: string; value: number; onChange: (text: string) => void }) => (
  <Field label={label} className="w-[9rem]">
    {(control) => (
      <TextInput
        {...control}
        type="number"
        min={0}
        max={100}
        value={Math.round(value * 1000) / 10}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )}
  </Field>
)

const half = (value: number | null) => (value === null ? '–' : `± ${(value * 100).toFixed(1)}`)

function Drawn({
  preview,
  assumed,
  claim,
  raters,
}: { preview: StudyPreview } & Pick<PreviewPanelProps, 'assumed' | 'claim' | 'raters'>) {
  const { strata, plan, notDrawable } = preview
  const population = strata.reduce((sum, one) => sum + one.population, 0)
  const short = strata.reduce((sum, one) => sum + one.short, 0)
  const { whole, power, needed } = plan
  return (
    <>
      <ScrollBox label="Sample by stratum">
        <table className="tbl">
          <thead>
            <tr>
              <th>Stratum</th>
              <th className="num">Population</th>
              <th className="num">Drawn</th>
              <th className="num" title="Half of the 95 % interval, in points">
                Width
              </th>
            </tr>
          </thead>
          <tbody>
            {strata.map(({ key, label, population: there, size }, index) => (
              <tr key={key} className={size === 0 ? 'text-ink-3' : undefined}>
                <th scope="row" className="text-13 font-normal">
                  {label}
                </th>
                <td className="num">{there.toLocaleString('en-US')}</td>
                <td className="num">{size}</td>
                <td className="num">{half(plan.strata[index]?.half ?? null)}</td>
              </tr>
            ))}
            <tr className="font-medium">
              <th scope="row" className="text-13">
                All
              </th>
              <td className="num">{population.toLocaleString('en-US')}</td>
              <td className="num">{whole.n}</td>
              <td className="num">{half(whole.half)}</td>
            </tr>
          </tbody>
        </table>
      </ScrollBox>
      <div className="mt-3 grid gap-2 text-12 text-ink-2">
        {short > 0 && (
          <p className="text-failed">
            <span aria-hidden="true">✕ </span>
            {short} fewer than asked for: the strata hold no more.
          </p>
        )}
        <p>
          {whole.n} texts, {whole.n * raters} judgments.
          {whole.interval.value &&
            ` If ${shareWords(assumed)} pass, the 95 % interval is about ${shareRange(whole.interval.value)}.`}
        </p>
        <p>
          {power.value === null
            ? `Power to show more than ${shareWords(claim)}: ${power.reason}.`
            : `Power to show that more than ${shareWords(claim)} pass, if ${shareWords(assumed)} do: ${shareWords(power.value)} (exact one-sided test, 5 %; ${needed} of ${whole.n} have to pass).`}
        </p>
        <LeftOut notDrawable={notDrawable} />
      </div>
    </>
  )
}

const WHY: Record<keyof NotDrawable, string> = {
  withoutText: 'without a text',
  quarantined: 'quarantined',
  unsettled: 'borderline and not settled',
  flagged: 'flagged',
}

function LeftOut({ notDrawable }: { notDrawable: NotDrawable }) {
  const parts = (Object.keys(WHY) as (keyof NotDrawable)[])
    .filter((key) => notDrawable[key] > 0)
    .map((key) => `${notDrawable[key]} ${WHY[key]}`)
  return parts.length > 0 ? <p>Cannot be drawn: {parts.join(', ')}.</p> : null
}
