import { countWordChanges, WordDiffView } from './word-diff-view'

/** What an edit changes, word by word, with the way back. */
export function Against({ before, after, onReset }: { before: string; after: string; onReset: () => void }) {
  const counts = countWordChanges(before, after)
  return (
    <section>
      <div className="mb-1 flex flex-wrap items-baseline gap-x-3">
        <h3>Against the original</h3>
        <span className="ml-auto text-12 text-ink-3">
          {counts.del} words out, {counts.add} in, {counts.same} kept
        </span>
        <button type="button" className="text-12 underline decoration-line-2 underline-offset-3" onClick={onReset}>
          Reset to the original
        </button>
      </div>
      <div className="border-l-2 border-line-2 pl-4">
        <WordDiffView before={before} after={after} />
      </div>
    </section>
  )
}
