import type { ChainContent } from '@/lib/core/chain/content'
import { WordDiffView } from '../review/word-diff-view'
import { Moment } from '../ui/moment'
import { flatText } from './flat-text'

interface Revision {
  id: string
  number: number
  author: 'IMPORT' | 'PERSON' | 'MODEL'
  attempt: number
  at: Date
  current: boolean
  accepted: boolean
  content: ChainContent | null
}

const BY = { IMPORT: 'imported', PERSON: 'edited by a person', MODEL: 'written by a model' } as const

/** The texts that were current once, newest first, each against the one before. */
export function Revisions({ revisions }: { revisions: Revision[] }) {
  return (
    <section>
      <h2 className="mb-2">Revisions, {revisions.length}</h2>
      <ol className="grid gap-3">
        {revisions.map((revision, index) => {
          const before = revisions[index + 1]
          return (
            <li key={revision.id} className="border-b border-line pb-3">
              <p>
                <b className="font-medium">Revision {revision.number}</b>{' '}
                <span className="text-ink-2">
                  {BY[revision.author]}, attempt {revision.attempt}, <Moment at={revision.at} />
                </span>
                {revision.current && <span className="text-brass"> · current</span>}
                {revision.accepted && <span className="text-passed"> · accepted</span>}
              </p>
              {before?.content && revision.content && (
                <details className="mt-1">
                  <summary className="cursor-pointer text-12">Against revision {before.number}</summary>
                  <div className="mt-1 border-l-2 border-line-2 pl-4">
                    <WordDiffView before={flatText(before.content)} after={flatText(revision.content)} />
                  </div>
                </details>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
