import { contentOf, diffText } from '@/lib/core/item/content'
import type { ItemRevision } from '@/lib/core/item/detail'
import { ContentDiff } from '../review/content-diff'
import { LocalTime } from '../ui/local-time'
import type { Sent } from './use-item'

const FATES = {
  PENDING: 'an edit that waits',
  KEPT: 'an edit that is kept and offered',
  APPLIED: 'an edit that became the text',
  DECLINED: 'an edit that was declined',
} as const

/** Every text the item had or was offered, newest first, each as what it changed of the one that it came from. */
export function RevisionList({ revisions }: { revisions: Sent<ItemRevision>[] }) {
  const oldest = revisions.at(-1)
  return (
    <section>
      <h2 className="mb-2">Texts</h2>
      <ol className="grid border-t border-line">
        {revisions.map((revision, index) => {
          const before = revisions.find(({ id }) => id === revision.basedOnId) ?? revisions[index + 1]
          return (
            <li key={revision.id} className="border-b border-line py-2">
              <details open={revision.proposal === 'PENDING'}>
                <summary className="cursor-pointer">
                  <b className="font-medium">Revision {revision.number}</b>
                  <span className="text-ink-2">
                    {' '}
                    {revision.control ? 'the same text, judged again' : revision.author}, attempt {revision.attempt}
                    {revision.proposal && `, ${FATES[revision.proposal]}`}
                    {revision.current && ', current'}
                    {revision.accepted && ', accepted'}
                  </span>{' '}
                  <span className="text-12 text-ink-3">
                    <LocalTime iso={revision.at} />
                  </span>
                </summary>
                <div className="pt-2 pl-4">
                  {revision.body &&
                    (revision !== oldest && before?.body ? (
                      <Change from={before} to={revision} />
                    ) : (
                      <p className="max-w-[68ch] whitespace-pre-wrap wrap-anywhere">{textOf(revision)}</p>
                    ))}
                </div>
              </details>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function Change({ from, to }: { from: Sent<ItemRevision>; to: Sent<ItemRevision> }) {
  return (
    <>
      <p className="mb-1 text-12 text-ink-3">Against revision {from.number}:</p>
      {from.body && to.body && <ContentDiff before={contentOf(from.body)} after={contentOf(to.body)} />}
    </>
  )
}

const textOf = ({ body }: Sent<ItemRevision>) => (body ? diffText(contentOf(body)) : '')
