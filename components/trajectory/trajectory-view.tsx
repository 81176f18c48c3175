'use client'
import { Fragment, memo, useDeferredValue, useMemo, useState } from 'react'
import type { LabelOpinion } from '@/lib/core/compliance/opinion'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import { evidenceBySteps, type Signal } from '@/lib/core/trajectory/evidence'
import { type Block, blocksOf, printBytes, utf8Bytes } from '@/lib/core/trajectory/outline'
import { readWords } from '@/lib/core/trajectory/pretty'
import { joinSteps } from '@/lib/core/trajectory/steps'
import { countWords, OUTCOME_WORDS } from '@/lib/core/trajectory/words'
import { BlockRow } from './block-row'
import { Result } from './call-view'
import { ComplianceLine } from './compliance-line'
import { FoldButton } from './fold-button'
import { FoldedText } from './folded-text'
import { StepView } from './step-view'
import { useFirstBlocks } from './use-first-blocks'

/** What the detector says, where the reader may know it. */
export type Detector = Pick<LabelOpinion, 'label' | 'compliesFrom' | 'signals'>

export interface TrajectoryViewProps {
  content: Pick<ResponseContent, 'messages' | 'outcome'>
  /** The step that is looked at, from 0; −1 for none. */
  current: number
  raw: boolean
  /** The step, from 0, at which it begins to comply, as somebody says. */
  compliesFrom: number | null
  /** Whose mark that is. */
  marksBy?: 'you' | 'reviewers'
  detector?: Detector | null
  /** What is marked in the text; left out: what the detector saw. */
  signals?: readonly Signal[] | null
  onStep?: ((step: number) => void) | null
  /** Says how it ended; not where that would answer what is asked. */
  ending?: boolean
  /** Without it the mark is only shown. */
  onMark?: ((step: number) => void) | null
}

/** What was asked, and what the model thought, said, called and got back, step by step. */
export const TrajectoryView = memo(function TrajectoryView(props: TrajectoryViewProps) {
  const { content, current, compliesFrom, marksBy = 'you', detector = null, onStep = null, onMark = null } = props
  const { ending = true } = props
  const raw = useDeferredValue(props.raw)
  const trajectory = useMemo(() => joinSteps(content), [content])
  const blocks = useMemo(() => blocksOf(content, trajectory), [content, trajectory])
  const marked = props.signals ?? detector?.signals
  const evidence = useMemo(() => evidenceBySteps(marked ?? []), [marked])
  const looked = blocks.findIndex((block) => block.kind === 'STEP' && block.step.index === current)
  const drawn = useFirstBlocks(content, blocks.length, looked)
  const begin = compliesFrom ?? Number.POSITIVE_INFINITY
  const pastFrom = trajectory.steps[begin]?.message ?? Number.POSITIVE_INFINITY
  return (
    <>
      <ol aria-label="The response, step by step">
        {blocks.slice(0, drawn).map((block) => (
          <Fragment key={block.message}>
            {block.message === pastFrom && (
              <ComplianceLine step={begin} by={marksBy} detector={detector} onMark={onMark} />
            )}
            {block.kind === 'STEP' ? (
              <StepView
                step={block.step}
                current={block.step.index === current}
                past={block.message >= pastFrom}
                evidence={evidence.get(block.step.index) ?? null}
                {...{ raw, onStep }}
              />
            ) : (
              <Other block={block} raw={raw} past={block.message >= pastFrom} />
            )}
          </Fragment>
        ))}
      </ol>
      <p className="border-t border-line px-4 py-2 text-12 text-ink-3 max-md:px-3 md:pl-[92px]">
        {trajectory.steps.length === 0 ? 'The model never answered. ' : ''}
        {ending ? `How it ended: ${OUTCOME_WORDS[content.outcome]}.` : 'Here it ends.'}
      </p>
    </>
  )
})

interface OtherProps {
  block: Exclude<Block, { kind: 'STEP' }>
  raw: boolean
  past: boolean
}

const Other = memo(function Other({ block, raw, past }: OtherProps) {
  const readable = useMemo(() => readWords(block.text), [block.text])
  if (block.kind === 'SYSTEM') return <SystemBlock text={block.text} />
  if (block.kind === 'STRAY') {
    return (
      <BlockRow speaker="Result" past={past}>
        <p className="mb-1 text-12 text-ink-2">Of no call{block.name && `: ${block.name} was not called before it`}.</p>
        <div className="rounded-1 border border-line-2">
          <Result result={{ ...block, source: 'IMPORTED' }} raw={raw} />
        </div>
      </BlockRow>
    )
  }
  return (
    <BlockRow speaker="User" past={past}>
      <FoldedText
        readable={readable}
        className={`max-w-[68ch] whitespace-pre-wrap wrap-anywhere ${raw ? 'font-mono text-12 leading-5' : 'text-15 leading-6'}`}
      />
    </BlockRow>
  )
})

/** Folded with its words: it is the same for many, and seldom what is judged. */
function SystemBlock({ text }: { text: string }) {
  const [open, setOpen] = useState(false)
  const words = useMemo(
    () => `${countWords(text).toLocaleString('en-US')} words, ${printBytes(utf8Bytes(text))}`,
    [text],
  )
  const readable = useMemo(() => readWords(text), [text])
  return (
    <BlockRow speaker="System">
      <FoldButton expanded={open} onPress={() => setOpen(!open)}>
        {words}
      </FoldButton>
      {open && (
        <FoldedText
          readable={readable}
          className="max-w-[68ch] font-mono text-12 leading-5 whitespace-pre-wrap wrap-anywhere"
        />
      )}
    </BlockRow>
  )
}
