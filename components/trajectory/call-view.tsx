import { useMemo } from 'react'
import type { Span } from '@/lib/core/trajectory/evidence'
import { printBytes, utf8Bytes } from '@/lib/core/trajectory/outline'
import { type Argument, cutLines, readArguments, readResult, readWords } from '@/lib/core/trajectory/pretty'
import type { StepCall, StepResult } from '@/lib/core/trajectory/steps'
import { FoldedText, Letter } from './folded-text'

const MONO = 'min-w-0 font-mono text-12 leading-5 whitespace-pre-wrap wrap-anywhere'
const NONE: readonly Span[] = []

/** A call and what answered it, as one. */
export function CallView({ call, raw, spans = NONE }: { call: StepCall; raw: boolean; spans?: readonly Span[] }) {
  const args = useMemo(() => (raw ? null : readArguments(call.arguments)), [raw, call.arguments])
  const short = args?.filter((one) => one.short) ?? []
  const long = args?.filter((one) => !one.short) ?? []
  const letters = [...new Set(spans.map(({ letter }) => letter))]
  return (
    <div className="mt-1.5 overflow-hidden rounded-1 border border-line-2 first:mt-0">
      <div className="flex flex-wrap items-baseline gap-x-4 border-l-2 border-ink bg-well px-3 py-1 font-mono text-12 leading-5">
        <b className="font-semibold wrap-anywhere">
          {letters.length > 0 ? (
            <mark className="border-b border-brass-mark bg-mark text-ink">
              {call.name || 'a call without a name'}
              {letters.map((letter) => (
                <Letter key={letter} letter={letter} />
              ))}
            </mark>
          ) : (
            call.name || 'a call without a name'
          )}
        </b>
        {short.map((one) => (
          <ArgumentLine key={one.name} argument={one} />
        ))}
        {raw && <span className="text-ink-3 wrap-anywhere">{call.id ? `id ${call.id}` : 'no id'}</span>}
        {!raw && args === null && <span className="font-sans text-failed">its arguments are no JSON object</span>}
      </div>
      {long.length > 0 && (
        <dl className="grid grid-cols-[minmax(48px,max-content)_minmax(0,1fr)] gap-x-3 gap-y-1 border-t border-l-2 border-t-line border-l-ink px-3 py-1.5">
          {long.map((one) => (
            <LongArgument key={one.name} argument={one} />
          ))}
        </dl>
      )}
      {args === null && (
        <div className="border-t border-l-2 border-t-line border-l-ink px-3 py-1.5">
          <FoldedText
            key="exact"
            readable={cutLines(call.arguments || '(empty)', 12)}
            spans={raw ? spans : NONE}
            className={MONO}
          />
        </div>
      )}
      <Result result={call.result} raw={raw} />
    </div>
  )
}

const ArgumentLine = ({ argument: { name, value } }: { argument: Argument }) => (
  <span className="min-w-0 wrap-anywhere">
    <span className="text-ink-3">{name}: </span>
    {value}
  </span>
)

function LongArgument({ argument: { name, value } }: { argument: Argument }) {
  const readable = useMemo(() => readWords(value, 1_200), [value])
  return (
    <>
      <dt className="max-w-32 font-mono text-12 leading-5 text-ink-3 wrap-anywhere">{name}</dt>
      <dd className="min-w-0">
        <FoldedText readable={readable} className={MONO} />
      </dd>
    </>
  )
}

const SOURCE = { SIMULATED: '', IMPORTED: '', EDITED: 'changed by hand, ' } as const

export function Result({ result, raw }: { result: Omit<StepResult, 'message'> | null; raw: boolean }) {
  const readable = useMemo(() => result && (raw ? cutLines(result.text, 12) : readResult(result.text)), [raw, result])
  if (!result || !readable) {
    return (
      <div className="flex items-baseline gap-2.5 border-t border-l-2 border-t-line border-l-role-tool px-3 py-1 text-12">
        <Fault word="No result" /> <span className="text-ink-2">nothing answered this call</span>
      </div>
    )
  }
  const word = result.error ? (
    <Fault word="Error" />
  ) : (
    <span className="shrink-0 font-medium text-role-tool">Result</span>
  )
  const size = `${SOURCE[result.source]}${printBytes(utf8Bytes(result.text))}`
  const oneLine = readable.head === null && readable.end === readable.text.length && !readable.text.includes('\n')
  return (
    <div className="border-t border-l-2 border-t-line border-l-role-tool px-3 py-1 text-12 leading-5">
      <div className="flex items-baseline gap-2.5">
        {word}
        {oneLine ? (
          <span className={MONO}>
            {readable.text === '' ? <span className="text-ink-3">empty</span> : readable.text}
          </span>
        ) : (
          <span className="text-ink-2">{readable.head}</span>
        )}
        <span className="ml-auto shrink-0 pl-3 whitespace-nowrap text-ink-3">{size}</span>
      </div>
      {!oneLine && <FoldedText key={raw ? 'exact' : 'read'} readable={readable} className={MONO} />}
    </div>
  )
}

/** By word and shape, and in the colour of results: red is for verdicts and for what failed here. */
const Fault = ({ word }: { word: string }) => (
  <span className="inline-flex shrink-0 items-center gap-1 font-semibold text-role-tool">
    <svg viewBox="0 0 12 12" aria-hidden="true" className="size-2.5">
      <path d="M6 1.5l5 9H1z" fill="none" stroke="currentColor" strokeWidth="1.5" />
    </svg>
    {word}
  </span>
)
