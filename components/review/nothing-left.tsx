import type { BenchState } from '@/lib/core/review/bench-state'
import type { Feedback } from '@/lib/core/review/wire'
import { ButtonLink } from '../ui/button-link'
import { EmptyState } from '../ui/empty-state'
import { FeedbackNote } from './feedback-note'

interface NothingLeftProps {
  state: BenchState
  /** Of a calibration: what the last answer should have been. */
  feedback: Feedback | null
  project: { slug: string; name: string }
  support: { text: string; url: string }
}

const WHY = {
  EMPTY: ['Nothing is left for you here', 'Every item of this queue that you can judge has your answer.'],
  PAUSED: ['This queue is paused', 'A curator paused it. What you have answered is kept; it goes on from here.'],
  DAILY_LIMIT: [
    'That is enough harmful material for today',
    'You have reached the daily limit. Nothing is lost and nobody counts it against you; benign work goes on, and this queue opens again tomorrow (UTC).',
  ],
  OTHERS_HOLD_THE_REST: [
    'Others hold the rest at this moment',
    'If one of them lets an item go, it comes here by itself; this page looks every 15 seconds.',
  ],
} as const

/** No item on screen: why, and what to do. */
export function NothingLeft({ state, feedback, project, support }: NothingLeftProps) {
  if (!state.ready) {
    return <p className="p-6 text-ink-3">{state.message ?? 'Claiming your next items…'}</p>
  }
  const [title, text] = WHY[state.stop ?? 'EMPTY']
  return (
    <div className="max-w-[640px] p-6">
      <EmptyState title={title} action={<ButtonLink href={`/${project.slug}/review`}>Back to your queues</ButtonLink>}>
        <p>{text}</p>
        <p className="mt-2 text-ink-3">
          {state.done} answered by you in this queue. <span className="max-md:hidden">← looks at the last ones.</span>
        </p>
        {state.stop === 'DAILY_LIMIT' && support.text && <p className="mt-2">{support.text}</p>}
        {state.stop === 'DAILY_LIMIT' && support.url && (
          <p className="mt-2">
            <a href={support.url} rel="noreferrer">
              Support
            </a>
          </p>
        )}
      </EmptyState>
      {feedback && <FeedbackNote feedback={feedback} />}
    </div>
  )
}
