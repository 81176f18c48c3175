import type { NextStep } from '@/lib/core/review/next-steps'
import { ButtonLink } from '../ui/button-link'

export interface LinkedStep extends NextStep {
  href: string
}

/** What to do now; the first one is the one filled button of the page. */
export function DoNext({ steps }: { steps: LinkedStep[] }) {
  if (steps.length === 0) return <p className="py-2 text-ink-2">Nothing waits for you here.</p>
  return (
    <ol>
      {steps.map((step, index) => (
        <li
          key={step.key}
          className="grid grid-cols-[40px_minmax(0,1fr)_auto] items-center gap-3 border-b border-line py-1.5"
        >
          <span className="text-right text-15 leading-5 font-semibold">
            {step.count > 0 && step.count.toLocaleString('en-US')}
          </span>
          <div>
            <b className="font-medium">{step.title}</b>
            <p className="text-12 text-ink-2">{step.text}</p>
          </div>
          <ButtonLink href={step.href} size="sm" variant={index === 0 ? 'go' : 'default'}>
            {step.button}
          </ButtonLink>
        </li>
      ))}
    </ol>
  )
}
