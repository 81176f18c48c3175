import { formatCost } from '@/lib/core/model/prices'
import { LEFT_OUT_WORDS, type LeftOutWhy } from '@/lib/core/run/targets'
import { Section } from '../overview/section'
import { Note } from '../ui/note'

export interface Estimate {
  targets: number
  calls: number
  controls: number
  leftOut: Partial<Record<LeftOutWhy, number>>
  inputTokens: number
  outputTokens: number
  micros: number | null
  turns: number
  from: 'EARLIER_CALLS' | 'HALF_THE_LIMIT'
  priced: boolean
}

interface EstimatePanelProps {
  answer: { ok: true; data: Estimate } | { ok: false; message: string; fieldErrors?: Record<string, string[]> } | null
  updating: boolean
  /** What is still missing before anything can be estimated. */
  missing: string | null
}

const print = (n: number) => n.toLocaleString('en-US')

/** What the run would do and cost as the form stands. */
export function EstimatePanel({ answer, updating, missing }: EstimatePanelProps) {
  return (
    <Section title="What it would do" aside={updating ? 'updating' : 'as the form stands'}>
      <div className="pt-2" aria-live="polite" aria-busy={updating}>
        {missing ? (
          <p className="text-ink-2">{missing}</p>
        ) : answer === null ? (
          <p className="text-ink-2">Counting…</p>
        ) : answer.ok ? (
          <Figures estimate={answer.data} />
        ) : (
          <Note tone="bad">{[answer.message, ...Object.values(answer.fieldErrors ?? {}).flat()].join(' ')}</Note>
        )}
      </div>
    </Section>
  )
}

function Figures({ estimate }: { estimate: Estimate }) {
  const { targets, calls, controls, leftOut, inputTokens, outputTokens, micros, turns, from } = estimate
  const out = Object.entries(leftOut) as [LeftOutWhy, number][]
  return (
    <dl className="grid gap-2">
      <Line name="Targets" value={print(targets)} />
      <Line name={turns > 1 ? 'Conversations' : 'Calls'} value={print(calls)}>
        {controls > 0 && `${print(controls)} more texts go before reviewers unchanged, without a call.`}
      </Line>
      {turns > 1 && (
        <Line name="Calls of the model, about" value={print(Math.round(calls * turns))}>
          {`About ${turns.toFixed(turns < 10 ? 1 : 0)} steps each, one call a step; its budget counts them.`}
        </Line>
      )}
      <Line name="Tokens, about" value={`${print(inputTokens)} sent, ${print(outputTokens)} received`}>
        {from === 'EARLIER_CALLS'
          ? 'As earlier calls of this task used.'
          : 'Half the limit, for want of earlier calls.'}
      </Line>
      <Line name="Cost, about" value={micros === null ? 'no price is known' : formatCost(micros)}>
        {micros === null ? 'Its budget counts calls. Give the model a price under Settings, Models.' : ''}
      </Line>
      {out.length > 0 && (
        <div>
          <dt className="text-12 text-ink-3">Left out</dt>
          {out.map(([why, n]) => (
            <dd key={why}>
              {print(n)} {LEFT_OUT_WORDS[why]}
            </dd>
          ))}
        </div>
      )}
    </dl>
  )
}

function Line({ name, value, children }: { name: string; value: string; children?: string | false }) {
  return (
    <div>
      <dt className="text-12 text-ink-3">{name}</dt>
      <dd className="font-medium">{value}</dd>
      {children && <dd className="text-12 text-ink-2">{children}</dd>}
    </div>
  )
}
