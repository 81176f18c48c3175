import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import type { OpinionsOutput, WorkBody, WorkItem } from '@/lib/core/review/wire'
import type { Signal } from '@/lib/core/trajectory/evidence'
import { ChainView } from './chain-view'
import { InstructionView } from './instruction-view'

// Queues of chains and instructions do without what reads responses.
const ResponseView = dynamic(() => import('./response-view').then((module) => module.ResponseView), {
  loading: () => <p className="p-6 text-ink-3">Opening the response…</p>,
})

export interface BodyViewProps<Body extends WorkBody = WorkBody> {
  item: WorkItem
  body: Body
  context?: ReactNode
  step: number
  marks: readonly number[]
  raw: boolean
  /** Of a response: the step (from 0) at which the reader, or the adjudicator, says that compliance begins. */
  compliesFrom?: number | null
  /** What the detector says of a response, with its evidence: after judging only. */
  detector?: OpinionsOutput['detector']
  /** What is marked in a response: after judging only. */
  signals?: readonly Signal[] | null
  /** Of a response: goes to a step. */
  onStep?: (step: number) => void
  /** Of a response: pretty to raw, and back. */
  onRaw?: () => void
  /** Without it marks are only shown. */
  onMark?: ((step: number) => void) | undefined
  /** Whose marks these are. */
  marksBy?: 'you' | 'reviewers'
}

/** An item's text as its stage reads. */
export function BodyView({ body, ...rest }: BodyViewProps) {
  if (body.stage === 'RESPONSE') return <ResponseView {...rest} body={body} />
  return body.stage === 'CHAIN' ? <ChainView {...rest} body={body} /> : <InstructionView {...rest} body={body} />
}
