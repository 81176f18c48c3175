import type { ItemRevision } from '@/lib/core/item/detail'
import { WordDiffView } from '../review/word-diff-view'
import { Moment } from '../ui/moment'
import { flatText } from './flat-text'

interface RevisionsProps {
  title: string
  /** Newest first; each is shown against the one after it. */
  revisions: ItemRevision[]
  /** Shows the first only, open: the second is what it is compared with. */
  only?: boolean
}

/** Texts of the item, each against the one before. */
export function Revisions({ title, revisions, only = false }: RevisionsProps) {
  return (
    <section>
      <h2 className="mb-2">
        {title}
        {!only && `, ${revisions.length}`}
      </h2>
      <ol className="grid gap-3">
        {revisions.slice(0, only ? 1 : undefined).map((revision, index) => {
          const before = revisions[index + 1]
          return (
            <li key={revision.id} className="border-b border-line pb-3">
              <p>
                <b className="font-medium">Revision {revision.number}</b>{' '}
                <span className="text-ink-2">
                  {revision.author}, attempt {revision.attempt}, <Moment at={revision.at} />
                </span>
                {revision.current && <span className="text-brass"> · current</span>}
                {revision.accepted && <span className="text-passed"> · accepted</span>}
              </p>
              {before?.body && revision.body && (
                <details className="mt-1" open={only}>
                  <summary className="cursor-pointer text-12">Against revision {before.number}</summary>
                  <div className="mt-1 border-l-2 border-line-2 pl-4">
                    <WordDiffView before={flatText(before.body)} after={flatText(revision.body)} />
                  </div>
                </details>
              )}
              {!revision.body && <p className="text-12 text-ink-3">Masked.</p>}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
