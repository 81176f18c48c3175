import type { WorkStep } from '@/lib/core/review/wire'

/** A chain's steps for reading, hanging from the line. */
export function ChainSteps({ steps }: { steps: readonly WorkStep[] }) {
  return (
    <ol className="relative mt-4 grid gap-3 pl-12 before:absolute before:top-0 before:bottom-3 before:left-[15px] before:w-px before:bg-line-2">
      {steps.map((step, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place; the same capability may stand twice.
          key={index}
          className="relative"
        >
          <span className="absolute top-0 -left-[45px] grid size-6 place-items-center rounded-full border border-line-2 bg-sheet text-12 font-medium text-ink-2">
            {index + 1}
          </span>
          <p className="text-14 font-medium wrap-anywhere">
            {step.title} <span className="font-mono text-12 font-normal text-ink-3">{step.capability}</span>
          </p>
          <p className="text-ink-2">
            {step.description || (step.listed ? '' : 'This capability is not in the project’s list.')}
            {step.gives && <span className="text-ink-3"> Gives {step.gives}.</span>}
          </p>
        </li>
      ))}
    </ol>
  )
}
