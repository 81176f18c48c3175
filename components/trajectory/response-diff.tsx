import { useMemo } from 'react'
import type { ResponseContent } from '@/lib/core/trajectory/content'
import { printBytes, utf8Bytes } from '@/lib/core/trajectory/outline'
import { changedParts } from '@/lib/core/trajectory/response-changes'
import { WordDiffView } from '../review/word-diff-view'

/** Longer texts are not compared word by word: it would hold the page up. */
const LONGEST = 20_000

interface ResponseDiffProps {
  before: Pick<ResponseContent, 'messages'>
  after: Pick<ResponseContent, 'messages'>
}

/** What one response changes of another, step by step; steps that are the same are not shown. */
export function ResponseDiff({ before, after }: ResponseDiffProps) {
  const parts = useMemo(() => changedParts(before, after), [before, after])
  if (parts.length === 0) return <p className="text-12 text-ink-3">No step says or does anything else.</p>
  return (
    <ol className="grid gap-3">
      {parts.map(({ name, was, is }) => (
        <li key={name}>
          <h4 className="text-12 font-medium text-ink-2">
            {name}
            {was === null && ', added'}
            {is === null && ', dropped'}
          </h4>
          {(was?.length ?? 0) + (is?.length ?? 0) > LONGEST ? (
            <p className="text-12 text-ink-3">
              {`Too long to compare word by word: ${printBytes(utf8Bytes(was ?? ''))} before, ${printBytes(utf8Bytes(is ?? ''))} now.`}
            </p>
          ) : (
            <WordDiffView before={was ?? ''} after={is ?? ''} />
          )}
        </li>
      ))}
    </ol>
  )
}
