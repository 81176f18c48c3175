import { LABEL_WORDS } from '@/lib/core/compliance/labels'
import { calibrationOutcome } from '@/lib/core/gold/answer'
import type { Feedback } from '@/lib/core/review/wire'
import { VerdictMark } from '../ui/verdict'

const SAID = { ACCEPT: 'accept', REJECT: 'reject' } as const
const OUTCOME = {
  OPEN: '',
  PASSED: ' You have passed.',
  FAILED: ' That is below the mark; a curator will talk it over with you.',
} as const

/** In a calibration: the gold answer to the text answered last, and how far it has come. */
export function FeedbackNote({ feedback }: { feedback: Feedback }) {
  const { number, right, gold, tally } = feedback
  const answer = gold.label ? LABEL_WORDS[gold.label].toLowerCase() : SAID[gold.decision]
  return (
    <section
      aria-label="The gold answer to your last one"
      aria-live="polite"
      className="grid gap-1.5 rounded-1 border border-line-2 bg-sheet p-3"
    >
      <h2 className="flex items-center gap-1.5 text-13">
        <VerdictMark verdict={right ? 'PASSED' : 'FAILED'} label={null} />
        {String(number).padStart(4, '0')}: {right ? 'right' : `the gold answer is ${answer}`}
      </h2>
      <p className="text-12 wrap-anywhere text-ink-2">{gold.reason}</p>
      <p className="text-12 text-ink-3">
        {tally.right} of {tally.answered} right, {tally.of} in all; the mark is {Math.round(tally.passMark * 100)} %.
        {OUTCOME[calibrationOutcome(tally)]}
      </p>
    </section>
  )
}
