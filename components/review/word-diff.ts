import { diffWordsWithSpace } from 'diff'

export interface DiffPart {
  kind: 'same' | 'add' | 'del'
  text: string
}

/** Words that changed between two texts. The parts of kind same and add, joined, are `after`; same and del, `before`. */
export function diffWords(before: string, after: string): DiffPart[] {
  return diffWordsWithSpace(before, after).map(({ added, removed, value }) => ({
    kind: added ? 'add' : removed ? 'del' : 'same',
    text: value,
  }))
}
