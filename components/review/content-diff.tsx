import { diffText, type ItemContent, isResponse } from '@/lib/core/item/content'
import { ResponseDiff } from '../trajectory/response-diff'
import { WordDiffView } from './word-diff-view'

/** What one content changes of another: a response step by step, the others as one text. */
export function ContentDiff({ before, after }: { before: ItemContent; after: ItemContent }) {
  if (isResponse(before) && isResponse(after)) return <ResponseDiff before={before} after={after} />
  return <WordDiffView before={diffText(before)} after={diffText(after)} />
}
