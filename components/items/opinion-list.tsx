import { LABEL_WORDS } from '@/lib/core/compliance/labels'
import type { ItemOpinion } from '@/lib/core/item/detail'
import type { Sent } from './use-item'

const ABOUT: Record<string, string> = {
  semantic_judge: 'reads as',
  borderline_split: 'would settle it as',
  detected_label: 'takes it for',
  judged_label: 'takes it for',
  exec_refused: 'ended in',
}

/** Of those that have neither label nor verdict. */
const OTHERWISE: Record<string, string> = { exec_refused: 'a refusal' }

/** What models said of the text. They are no votes, and show to nobody who may still judge it. */
export function OpinionList({ opinions }: { opinions: Sent<ItemOpinion>[] }) {
  if (opinions.length === 0) return null
  return (
    <section>
      <h3 className="mb-1.5">What models said, {opinions.length}; no votes</h3>
      <ul className="grid gap-2">
        {opinions.map(({ code, verdict, label, message, model, demo, at }) => (
          <li key={`${code}.${model}.${at}`} className="border-l-2 border-line-2 pl-2.5">
            <p>
              <b className="font-medium">{demo ? `${model}, the demo model` : model}</b> {ABOUT[code] ?? code}{' '}
              {(label ? LABEL_WORDS[label] : verdict)?.toLowerCase() ?? OTHERWISE[code] ?? 'nothing clear'}
            </p>
            {message === null ? (
              <p className="text-12 text-ink-3">Why is masked with the text.</p>
            ) : (
              <p className="max-w-[68ch] whitespace-pre-wrap wrap-anywhere text-ink-2">{message}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
