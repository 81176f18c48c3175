import { memo } from 'react'
import type { ToolSchema } from '@/lib/core/instruction/content'
import { toolsBySteps } from '@/lib/core/instruction/tools'
import { contentOf } from '@/lib/core/item/content'
import type { InstructionBody, WorkStep } from '@/lib/core/review/wire'
import { cx } from '../ui/cx'
import { Kbd } from '../ui/kbd'
import type { BodyViewProps } from './body-view'
import { ItemHead } from './item-head'
import { ToolCard } from './tool-card'

/** What somebody asks, first; then, step by step, the tools that the agent has for it. */
export const InstructionView = memo(function InstructionView(props: BodyViewProps<InstructionBody>) {
  const { item, body, context, step, marks, raw, onMark, marksBy = 'you' } = props
  return (
    <article>
      <ItemHead item={item} title={null} context={context} />
      <div className="max-w-[800px] p-4 md:p-6">
        {raw ? (
          <pre className="overflow-x-auto font-mono text-12 leading-5 whitespace-pre-wrap wrap-anywhere">
            {JSON.stringify(contentOf(body), null, 2)}
          </pre>
        ) : (
          <>
            <p className="max-w-[68ch] text-15 leading-6 whitespace-pre-wrap wrap-anywhere">{body.text}</p>
            <h2 className="mt-6 mb-1 text-14">Its tools</h2>
            <ToolSteps body={body} step={step} marks={marks} onMark={onMark} marksBy={marksBy} />
          </>
        )}
        <p className="mt-6 flex gap-4 pl-12 text-12 text-ink-3 max-md:hidden">
          <span>
            Step <Kbd>J</Kbd> <Kbd>K</Kbd>
          </span>
          {marksBy === 'you' && (
            <span>
              Mark a step <Kbd>M</Kbd>
            </span>
          )}
          <span>
            {raw ? 'As an instruction' : 'Raw JSON'} <Kbd>P</Kbd>
          </span>
        </p>
      </div>
    </article>
  )
})

type ToolStepsProps = Pick<BodyViewProps<InstructionBody>, 'body' | 'step' | 'marks' | 'onMark' | 'marksBy'>

/** The steps that it goes through, each with its tool. */
export function ToolSteps({ body, step, marks, onMark, marksBy = 'you' }: ToolStepsProps) {
  const { bySteps, rest } = toolsBySteps(body.steps, body.tools.map(named))
  return (
    <>
      {body.steps.length === 0 && <p className="text-12 text-ink-3">No steps are known of it.</p>}
      <ol className="relative grid gap-1 pl-12 before:absolute before:top-2 before:bottom-4 before:left-[15px] before:w-px before:bg-line-2">
        {body.steps.map((one, index) => (
          <Step
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place; the same capability may stand twice.
            key={index}
            step={one}
            number={index + 1}
            tool={bySteps[index]?.tool ?? null}
            current={index === step}
            mark={marks.includes(index) ? marksBy : null}
            onMark={onMark}
          />
        ))}
      </ol>
      {rest.length > 0 && (
        <section className="mt-4 pl-12">
          <h3 className="mb-1">Also given, used by no step that is known</h3>
          <ul className="grid gap-2">
            {rest.map(({ name, tool }) => (
              <li key={name}>
                <ToolCard tool={tool} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const named = (tool: ToolSchema) => ({ name: tool.function.name, tool })

interface StepProps {
  step: WorkStep
  number: number
  tool: ToolSchema | null
  current: boolean
  mark: 'you' | 'reviewers' | null
  onMark: ToolStepsProps['onMark']
}

function Step({ step, number, tool, current, mark, onMark }: StepProps) {
  return (
    <li
      aria-current={current ? 'step' : undefined}
      className={cx('relative rounded-1 border p-2.5 px-3', current ? 'border-line-2 bg-paper' : 'border-transparent')}
    >
      <button
        type="button"
        aria-label={`Mark step ${number}`}
        aria-pressed={mark !== null}
        disabled={!onMark}
        onClick={() => onMark?.(number - 1)}
        className={cx(
          'absolute top-2 -left-[45px] grid size-6 place-items-center rounded-full border bg-sheet text-12 font-medium',
          mark
            ? 'border-failed text-failed shadow-[0_0_0_1px_var(--failed)]'
            : current
              ? 'border-brass-mark text-ink shadow-[0_0_0_1px_var(--brass-mark)]'
              : 'border-line-2 text-ink-2',
        )}
      >
        {number}
      </button>
      <h3 className="flex flex-wrap items-baseline gap-x-2 font-medium">
        {step.title}
        <span className="font-mono text-12 font-normal wrap-anywhere text-ink-3">{step.capability}</span>
        {mark && (
          <span className="text-12 text-failed">
            {mark === 'you' ? 'You marked this step.' : 'A reviewer marked this step.'}
          </span>
        )}
      </h3>
      {tool ? <ToolCard tool={tool} /> : <p className="text-12 text-ink-3">No tool was given for this step.</p>}
    </li>
  )
}
