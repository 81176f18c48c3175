import { memo } from 'react'
import type { ChainBody, WorkStep } from '@/lib/core/review/wire'
import { CodeName } from '../ui/code-name'
import { cx } from '../ui/cx'
import { Kbd } from '../ui/kbd'
import type { BodyViewProps } from './body-view'
import { ItemHead } from './item-head'

/** The chain as it hangs from the line: what it does, then its steps, each with what it hands on. */
export const ChainView = memo(function ChainView(props: BodyViewProps<ChainBody>) {
  const { item, body, context, step, marks, raw, onMark, marksBy = 'you' } = props
  return (
    <article>
      <ItemHead item={item} title={body.title} context={context} />
      <div className="max-w-[800px] p-4 md:p-6">
        {raw ? (
          <pre className="overflow-x-auto font-mono text-12 leading-5 whitespace-pre-wrap">{rawText(body)}</pre>
        ) : (
          <>
            <p className="max-w-[68ch] text-15 wrap-anywhere">{body.explanation}</p>
            <ol className="relative mt-4 pl-12 before:absolute before:-top-4 before:bottom-4 before:left-[15px] before:w-px before:bg-line-2">
              {body.steps.map((one, index) => (
                <Step
                  // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place; the same capability may stand twice.
                  key={index}
                  step={one}
                  number={index + 1}
                  current={index === step}
                  mark={marks.includes(index) ? marksBy : null}
                  last={index === body.steps.length - 1}
                  onMark={onMark}
                />
              ))}
              <Bob />
            </ol>
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
            {raw ? 'As a chain' : 'Raw JSON'} <Kbd>P</Kbd>
          </span>
        </p>
      </div>
    </article>
  )
})

const rawText = ({ title, explanation, steps }: ChainBody) =>
  JSON.stringify({ ...(title && { title }), steps: steps.map(({ capability }) => capability), explanation }, null, 2)

interface StepProps {
  step: WorkStep
  number: number
  current: boolean
  mark: 'you' | 'reviewers' | null
  last: boolean
  onMark: BodyViewProps['onMark']
}

function Step({ step, number, current, mark, last, onMark }: StepProps) {
  return (
    <li>
      <div
        aria-current={current ? 'step' : undefined}
        className={cx(
          'relative rounded-1 border p-2.5 px-3',
          current ? 'border-line-2 bg-paper' : 'border-transparent',
        )}
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
        <h2 className="flex flex-wrap items-baseline gap-x-2 text-14 font-medium">
          {step.title}
          <span className="font-mono text-12 font-normal wrap-anywhere text-ink-3">
            <CodeName>{step.capability}</CodeName>
          </span>
        </h2>
        <p className="max-w-[60ch] text-ink-2">
          {step.description || (step.listed ? '' : 'This capability is not in the project’s list.')}
          {mark && (
            <b className="font-medium text-failed">
              {mark === 'you' ? ' You marked this step.' : ' A reviewer marked this step.'}
            </b>
          )}
        </p>
        {current && step.tools.length > 0 && <Tools tools={step.tools} />}
      </div>
      {!last && (
        <p className="relative min-h-6 px-3 py-1 text-12 text-ink-3 before:absolute before:top-[9px] before:-left-[36px] before:size-1.5 before:rotate-45 before:border-r before:border-b before:border-line-2">
          {step.gives && `gives ${step.gives}`}
        </p>
      )}
    </li>
  )
}

const FIRST_TOOLS = 3

function Tools({ tools }: { tools: WorkStep['tools'] }) {
  const rest = tools.length - FIRST_TOOLS
  return (
    <details className="mt-1.5 text-12 text-ink-3">
      <summary className="cursor-pointer">
        {tools.length} {tools.length === 1 ? 'tool' : 'tools'} can stand here:{' '}
        <span className="font-mono">
          {tools
            .slice(0, FIRST_TOOLS)
            .map(({ name }) => name)
            .join(', ')}
        </span>
        {rest > 0 && ` and ${rest} more`}
      </summary>
      <ul className="mt-1 grid gap-1 pl-3">
        {tools.map(({ name, description }) => (
          <li key={name}>
            <span className="font-mono text-ink-2">{name}</span> {description}
          </li>
        ))}
      </ul>
    </details>
  )
}

function Bob() {
  return (
    <svg viewBox="0 0 11 20" aria-hidden="true" className="absolute bottom-0 left-2.5 h-5 w-[11px] text-brass-mark">
      <path d="M5.5 0v6" stroke="currentColor" fill="none" />
      <path d="M1 6h9v3.4L5.5 20 1 9.4z" fill="currentColor" />
    </svg>
  )
}
