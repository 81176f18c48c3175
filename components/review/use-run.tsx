import { useMemo } from 'react'
import type { WorkBody } from '@/lib/core/review/wire'
import { runWords } from '@/lib/core/trajectory/outline'
import { RunOutline } from '../trajectory/run-outline'
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
    const { steps, calls, errors } = runWords(content)
    return (
      <section>
        <h3 className="mb-1.5 flex justify-between gap-2">
          <span>{`The run, ${steps} ${steps === 1 ? 'step' : 'steps'}`}</span>
          <span className="font-normal">{`${calls} ${calls === 1 ? 'call' : 'calls'}${errors > 0 ? `, ${errors} failed` : ''}`}</span>
        </h3>
        <RunOutline content={content} current={step} compliesFrom={compliesFrom} onStep={toStep} />
        <p className="mt-2 text-12 text-ink-3 max-md:hidden">
          Step <Kbd>J</Kbd> <Kbd>K</Kbd> &ensp; Link to this step <Kbd>L</Kbd>
        </p>
      </section>
    )
  }, [content, step, compliesFrom, toStep])
}
