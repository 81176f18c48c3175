import { useMemo } from 'react'
import { diffWords } from './word-diff'

/** The two texts as one: what went struck out, what came underlined; never by colour alone. */
export function WordDiffView({ before, after }: { before: string; after: string }) {
  const parts = useMemo(() => diffWords(before, after), [before, after])
  return (
    <p className="max-w-[68ch] text-15 whitespace-pre-wrap wrap-anywhere">
      {parts.map(({ kind, text }, index) => {
        const key = `${index}.${kind}`
        if (kind === 'add') {
          return (
            <ins key={key} className="bg-add underline decoration-passed underline-offset-2">
              {text}
            </ins>
          )
        }
        if (kind === 'del') {
          return (
            <del key={key} className="bg-del decoration-failed">
              {text}
            </del>
          )
        }
        return <span key={key}>{text}</span>
      })}
    </p>
  )
}

/** How many words went, came and stayed. */
export function countWordChanges(before: string, after: string): Record<'del' | 'add' | 'same', number> {
  const counts = { del: 0, add: 0, same: 0 }
  for (const { kind, text } of diffWords(before, after)) counts[kind] += text.split(/\s+/).filter(Boolean).length
  return counts
}
