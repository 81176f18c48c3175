import { memo, useMemo } from 'react'
import type { StepEvidence } from '@/lib/core/trajectory/evidence'
import { readWords } from '@/lib/core/trajectory/pretty'
import type { Step } from '@/lib/core/trajectory/steps'
import { BlockRow } from './block-row'
import { CallView } from './call-view'
import { FoldedText } from './folded-text'

interface StepViewProps {
  step: Step
  current: boolean
  /** At or after the step at which compliance begins. */
  past: boolean
  raw: boolean
  evidence: StepEvidence | null
  onStep: ((step: number) => void) | null
}

const STOP_WORDS: Record<string, string> = {
  length: 'cut off at the token limit',
  content_filter: 'stopped by a content filter',
  refusal: 'its provider calls it a refusal',
  error: 'ended by an error',
}

/** One turn of the model: what it thought, what it said, what it called and what came back. */
export const StepView = memo(function StepView({ step, current, past, raw, evidence, onStep }: StepViewProps) {
  const { index, text, reasoning, calls, stop } = step
  const thought = useMemo(() => readWords(reasoning, 1_200), [reasoning])
  const said = useMemo(() => readWords(text), [text])
  return (
    <BlockRow
      speaker="Model"
      id={`step-${index + 1}`}
      {...{ current, past }}
      under={
        <a
          href={`#step-${index + 1}`}
          className="text-12 text-ink-3 no-underline hover:underline"
          onClick={(event) => {
            if (!onStep || event.metaKey || event.ctrlKey || event.shiftKey) return
            event.preventDefault()
            onStep(index)
          }}
        >
          step {index + 1}
        </a>
      }
    >
      {reasoning !== '' && (
        <div className="mb-1.5 border-l border-dashed border-ink-3 pl-3">
          <h4 className="sr-only">Reasoning</h4>
          <FoldedText
            readable={thought}
            spans={evidence?.reasoning}
            className={`max-w-[68ch] whitespace-pre-wrap text-ink-2 wrap-anywhere ${raw ? 'font-mono text-12 leading-5' : 'text-14 italic'}`}
          />
        </div>
      )}
      {text !== '' && (
        <FoldedText
          readable={said}
          spans={evidence?.text}
          className={`max-w-[68ch] whitespace-pre-wrap wrap-anywhere ${raw ? 'font-mono text-12 leading-5' : 'text-15 leading-6'}`}
        />
      )}
      {calls.map((call, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a call is its place; ids may be missing or stand twice.
        <CallView key={place} call={call} raw={raw} spans={evidence?.calls[place]} />
      ))}
      {text === '' && reasoning === '' && calls.length === 0 && (
        <p className="text-ink-3">It says nothing and calls nothing.</p>
      )}
      {stop && (raw || STOP_WORDS[stop]) && (
        <p className="mt-1 text-12 text-ink-3">{raw ? `stop: ${stop}` : STOP_WORDS[stop]}</p>
      )}
    </BlockRow>
  )
})
