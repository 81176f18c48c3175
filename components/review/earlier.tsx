'use client'
import { useEffect, useState } from 'react'
import { LABEL_WORDS } from '@/lib/core/compliance/labels'
import { contentOf } from '@/lib/core/item/content'
import type { EarlierOutput, Rubric, WorkBody } from '@/lib/core/review/wire'
import { ContentDiff } from './content-diff'
import { type Answer, postReview } from './post-review'

const SAID = {
  ...{ ACCEPT: 'accepted', REJECT: 'rejected', EDIT: 'proposed an edit' },
  ...{ ABSTAIN: 'abstained', AMBIGUOUS: 'called it ambiguous' },
} as const

/** What the text was before, and what was said of it. The server opens it when undo has passed. */
export function Earlier({ entryId, rubric, body }: { entryId: string; rubric: Rubric; body: WorkBody | null }) {
  const [answer, setAnswer] = useState<Answer<EarlierOutput> | null>(null)
  useEffect(() => {
    let gone = false
    void postReview<EarlierOutput>('earlier', { entryId }).then((result) => !gone && setAnswer(result))
    return () => {
      gone = true
    }
  }, [entryId])
  if (!answer) return <p className="text-ink-3">Asking the server…</p>
  if (!answer.ok) return <p>{answer.message}</p>
  const { judgments, revisions } = answer.data
  const label = (key: string) => rubric.reasons.find((reason) => reason.key === key)?.label ?? key
  return (
    <div className="grid gap-5">
      <section>
        <h3 className="mb-1">What was said, {judgments.length} judgments</h3>
        <ul className="grid gap-2">
          {judgments.map((one) => (
            <li key={`${one.at}.${one.reviewer}`} className="border-b border-line pb-2">
              <b className="font-medium">{one.reviewer}</b> {SAID[one.decision]}
              {one.label && `: ${LABEL_WORDS[one.label].toLowerCase()}`}
              <span className="text-ink-3"> · revision {one.revision}</span>
              {one.reasons.length > 0 && <p className="text-ink-2">{one.reasons.map(label).join(' · ')}</p>}
              {one.note && <p className="whitespace-pre-wrap wrap-anywhere">{one.note}</p>}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3 className="mb-1">Earlier texts, {revisions.length}</h3>
        {revisions.length === 0 && <p className="text-ink-3">This is the first text of the item.</p>}
        {revisions.map((revision) => (
          <div key={revision.number} className="mb-3">
            <p className="text-12 text-ink-3">Revision {revision.number}, against the one you judged</p>
            {body && <ContentDiff before={revision.content} after={contentOf(body)} />}
          </div>
        ))}
      </section>
    </div>
  )
}
