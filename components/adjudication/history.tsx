import { LABEL_WORDS, type ResponseLabel } from '@/lib/core/compliance/labels'
import { contentOf, type ItemContent } from '@/lib/core/item/content'
import { DECISION_WORDS } from '@/lib/core/item/words'
import type { DecisionName, Rubric, WorkBody } from '@/lib/core/review/wire'
import { ContentDiff } from '../review/content-diff'
import { LocalTime } from '../ui/local-time'

export interface ShownHistory {
  /** `at`: ISO 8601. */
  earlier: { number: number; content: ItemContent; at: string }[]
  said: {
    revision: number
    decision: DecisionName
    label: ResponseLabel | null
    reasons: string[]
    note: string
    reviewer: string
  }[]
}

interface HistoryProps extends ShownHistory {
  rubric: Rubric
  /** Null while the text is masked. */
  body: WorkBody | null
}

/** The texts before this one, each against it, with what was said of them. */
export function History({ earlier, said, rubric, body }: HistoryProps) {
  const numbers = [
    ...new Set([...earlier, ...said.map(({ revision }) => ({ number: revision }))].map((one) => one.number)),
  ]
  return (
    <section aria-labelledby="history">
      <h2 id="history" className="mb-2">
        Before this text, {numbers.length} {numbers.length === 1 ? 'revision' : 'revisions'}
      </h2>
      {numbers.length === 0 && <p className="text-12 text-ink-3">This is the first text of the item.</p>}
      <div className="grid gap-3">
        {numbers
          .sort((a, b) => b - a)
          .map((number) => {
            const text = earlier.find((one) => one.number === number)
            const words = said.filter(({ revision }) => revision === number)
            return (
              <details key={number} className="rounded-2 border border-line bg-sheet p-3">
                <summary className="cursor-pointer">
                  Revision {number}, {words.length} {words.length === 1 ? 'judgment' : 'judgments'}
                  {text && (
                    <span className="text-12 text-ink-3">
                      {' '}
                      · <LocalTime iso={text.at} />
                    </span>
                  )}
                </summary>
                {text && body && (
                  <div className="mt-2 border-t border-line pt-2">
                    <ContentDiff before={text.content} after={contentOf(body)} />
                  </div>
                )}
                <Said words={words} rubric={rubric} />
              </details>
            )
          })}
      </div>
    </section>
  )
}

function Said({ words, rubric }: { words: ShownHistory['said']; rubric: Rubric }) {
  const reason = (key: string) => rubric.reasons.find((one) => one.key === key)?.label ?? key
  return (
    <ul className="mt-2 grid gap-1.5">
      {words.map((one, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: told apart by their order alone; it never changes.
        <li key={place}>
          <b className="font-medium">{one.reviewer}</b> {DECISION_WORDS[one.decision]}
          {one.label && `: ${LABEL_WORDS[one.label].toLowerCase()}`}
          {one.reasons.length > 0 && <span className="text-ink-2"> · {one.reasons.map(reason).join(' · ')}</span>}
          {one.note && <p className="whitespace-pre-wrap wrap-anywhere text-ink-2">{one.note}</p>}
        </li>
      ))}
    </ul>
  )
}
