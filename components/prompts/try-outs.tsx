import Link from 'next/link'
import { Moment } from '../ui/moment'
import { Severity } from '../ui/severity'

interface TryOutsProps {
  tryOuts: {
    runId: string
    number: number
    model: string
    demo: boolean
    status: 'RUNNING' | 'PAUSED' | 'DONE' | 'CANCELLED'
    pauseMessage: string | null
    createdAt: Date
    calls: Call[]
  }[]
  runsHref: string
}

interface Call {
  id: string
  about: string
  state: string
  errorMessage: string | null
  severity: number | null
  answer: unknown
  withheld: 'MASKED' | 'OPTED_OUT' | 'BEING_JUDGED' | null
}

const STATUS = { RUNNING: 'running', PAUSED: 'paused', DONE: 'done', CANCELLED: 'cancelled' } as const
const WAITING = new Set(['WAITING', 'QUEUED', 'CALLING', 'ANSWERED'])

const WITHHELD = {
  MASKED: 'Masked by its severity. It can be read with the run.',
  OPTED_OUT: 'Of a category that you opted out of.',
  BEING_JUDGED: 'On an item that is being judged: shown to people who judge when its judgments stand.',
} as const

/** Keys as a reader wants them; the database keeps them by length. */
const ORDER = ['title', 'steps', 'explanation', 'rationale', 'verdict', 'outcome']
const place = ([key]: [string, unknown]) => ORDER.indexOf(key)

/** What came of trying a version: answers side by side with what each was about. Nothing of it is an item. */
export function TryOuts({ tryOuts, runsHref }: TryOutsProps) {
  return (
    <ol className="grid gap-5">
      {tryOuts.map((run) => (
        <li key={run.runId} className="min-w-0">
          <p className="mb-2 text-12 text-ink-2">
            <Link href={`${runsHref}/${run.number}`}>Run {run.number}</Link>, {STATUS[run.status]}, {run.model}
            {run.demo && ' (the demo model: rules, no language model)'}, <Moment at={run.createdAt} />
          </p>
          {run.pauseMessage && <p className="mb-2 text-failed">{run.pauseMessage}</p>}
          <ol className="grid gap-3">
            {run.calls.map((call) => (
              <li key={call.id} className="min-w-0 rounded-2 border border-line-2 bg-sheet p-3">
                <p className="mb-1 flex items-center gap-2 text-12 text-ink-3">
                  <Severity level={call.severity} /> on {call.about}
                </p>
                <CallAnswer call={call} />
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ol>
  )
}

function CallAnswer({ call }: { call: Call }) {
  if (WAITING.has(call.state)) return <p className="text-ink-3">waiting for the answer</p>
  if (call.state === 'CANCELLED') return <p className="text-ink-3">cancelled</p>
  if (call.state !== 'APPLIED') {
    return <p className="text-failed wrap-anywhere">✕ {call.errorMessage ?? 'It brought no answer.'}</p>
  }
  if (call.withheld) return <p className="text-ink-2">{WITHHELD[call.withheld]}</p>
  return <Answer value={call.answer} />
}

/** An answer as its task gives it: lists as lists, the rest a line a key. */
function Answer({ value }: { value: unknown }) {
  if (Array.isArray(value)) {
    return (
      <ol className="list-decimal pl-5">
        {value.map((one, index) => {
          const key = `${index} of ${value.length}`
          return (
            <li key={key} className="mb-1">
              <Answer value={one} />
            </li>
          )
        })}
      </ol>
    )
  }
  if (typeof value !== 'object' || value === null)
    return <span className="whitespace-pre-wrap wrap-anywhere">{String(value)}</span>
  return (
    <dl className="grid gap-1">
      {Object.entries(value)
        .sort((a, b) => place(a) - place(b))
        .map(([key, part]) => (
          <div key={key}>
            <dt className="text-12 text-ink-3">{key}</dt>
            <dd>
              <Answer value={part} />
            </dd>
          </div>
        ))}
    </dl>
  )
}
