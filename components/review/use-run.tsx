import dynamic from 'next/dynamic'
import { useMemo } from 'react'
import type { WorkBody } from '@/lib/core/review/wire'

const RunSection = dynamic(() => import('./run-section').then((module) => module.RunSection))

interface Run {
  body: WorkBody | null
  step: number
  compliesFrom: number | null
  toStep: (step: number) => void
  /** Links to a step can be copied. */
  links: boolean
}

/** The outline of the response on screen; null for other stages, and while its text is masked. */
export function useRun({ body, step, compliesFrom, toStep, links }: Run) {
  const content = body?.stage === 'RESPONSE' ? body.content : null
  return useMemo(() => {
    if (!content) return null
    return <RunSection {...{ content, step, compliesFrom, toStep, links }} />
  }, [content, step, compliesFrom, toStep, links])
}
