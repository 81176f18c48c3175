interface StudyFacts {
  size: number
  finished: number
  closedAt: Date | null
}

/** Where a study stands, in a word. */
export const stateOf = ({ size, finished, closedAt }: StudyFacts) =>
  closedAt ? 'closed' : finished === size ? 'judged, to be closed' : 'running'

export function StudyState({ study }: { study: StudyFacts }) {
  return <span className={study.closedAt ? 'text-ink-2' : 'text-brass'}>{stateOf(study)}</span>
}
