import { useMemo } from 'react'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import { runWords } from '@/lib/core/trajectory/outline'

/** "The run, 7 steps  5 calls, 1 failed" */
export function RunWords({ content }: { content: Pick<ResponseContent, 'messages'> }) {
  const { steps, calls, errors } = useMemo(() => runWords(content), [content])
  return (
    <span className="flex flex-wrap justify-between gap-x-3">
      <span>{`The run, ${steps} ${steps === 1 ? 'step' : 'steps'}`}</span>
      <span className="font-normal text-ink-3">{`${calls} ${calls === 1 ? 'call' : 'calls'}${errors > 0 ? `, ${errors} failed` : ''}`}</span>
    </span>
  )
}
