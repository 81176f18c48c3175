import { useMemo } from 'react'
import type { WorkBody } from '@/lib/core/review/wire'
import { RunOutline } from '../trajectory/run-outline'
import { RunWords } from '../trajectory/run-words'
import { Kbd } from '../ui/kbd'

interface Run {
  body: WorkBody | null
  step: number
  compliesFrom: number | null
  toStep: (step: number) => void
}

/** The outline of the response on screen; null for other stages, and while its text is masked. */
export function useRun({ body, step, compliesFrom, toStep }: Run) {
  const content = body?.stage === 'RESPONSE' ? body.content : null
  return useMemo(() => {
    if (!content) return null
    return (
      <section>
        <h3 className="mb-1.5">
          <RunWords content={content} />
        </h3>
        <RunOutline content={content} current={step} compliesFrom={compliesFrom} onStep={toStep} />
        <p className="mt-2 text-12 text-ink-3 max-md:hidden">
          Step <Kbd>J</Kbd> <Kbd>K</Kbd> &ensp; Link to this step <Kbd>L</Kbd>
        </p>
      </section>
    )
  }, [content, step, compliesFrom, toStep])
}
