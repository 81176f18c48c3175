import Link from 'next/link'
import type { ItemDetail } from '@/lib/core/item/detail'
import { ITEM_LISTS } from '@/lib/core/item/lists'
import { itemName } from '@/lib/core/item/words'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import { runWords } from '@/lib/core/trajectory/outline'
import { readWords } from '@/lib/core/trajectory/pretty'
import { answerOf, OUTCOME_WORDS, requestOf } from '@/lib/core/trajectory/words'
import { FoldedText } from '../trajectory/folded-text'
import type { Sent } from './use-item'

interface PeekResponseProps {
  content: ResponseContent
  lineage: Sent<ItemDetail>['lineage']
  /** The project's own address. */
  base: string
}

const TEXT = 'whitespace-pre-wrap wrap-anywhere text-ink-2'

/** A response in short: what was asked, how it went, and its last words. */
export function PeekResponse({ content, lineage, base }: PeekResponseProps) {
  const asked = lineage.above.at(-1)
  const { steps, calls, errors } = runWords(content)
  const request = requestOf(content)
  const answer = answerOf(content)
  const run = [
    `${steps} ${steps === 1 ? 'step' : 'steps'}`,
    `${calls} ${calls === 1 ? 'call' : 'calls'}${errors > 0 ? `, ${errors} failed` : ''}`,
  ].join(', ')
  return (
    <dl className="grid gap-3 [&_dt]:text-12 [&_dt]:text-ink-3">
      <div>
        <dt>
          Asked
          {asked && (
            <>
              {' by '}
              <Link href={`${base}/${ITEM_LISTS[asked.stage]}/${asked.id}`} prefetch={false}>
                {itemName(asked.stage, asked.number, true)}
              </Link>
            </>
          )}
        </dt>
        <dd>{request ? <FoldedText readable={readWords(request, 600)} className={TEXT} /> : 'nothing'}</dd>
      </div>
      <div className="flex flex-wrap gap-x-6">
        <div>
          <dt>The run</dt>
          <dd>{run}</dd>
        </div>
        <div>
          <dt>Ended</dt>
          <dd>{OUTCOME_WORDS[content.outcome]}</dd>
        </div>
      </div>
      <div>
        <dt>Last words</dt>
        <dd>
          {answer ? (
            <FoldedText readable={readWords(answer, 1_200)} className={TEXT} />
          ) : (
            <span className="text-ink-3">It never said any.</span>
          )}
        </dd>
      </div>
    </dl>
  )
}
