import { VerdictMark } from '../ui/verdict'

interface Votes {
  accepts: number
  rejects: number
  edits: number
  abstains: number
  ambiguous?: number
}

const places = (count: number) => Array.from({ length: count }, (_, at) => at)

/** Votes as shapes, said in words to those who do not see them. */
export function VoteMarks({ accepts, rejects, edits, abstains, ambiguous = 0 }: Votes) {
  const said = [
    accepts > 0 && `${accepts} accept`,
    rejects > 0 && `${rejects} reject`,
    edits > 0 && `${edits} edit`,
    ambiguous > 0 && `${ambiguous} ambiguous`,
    abstains > 0 && `${abstains} abstain`,
  ]
  return (
    <span
      role="img"
      aria-label={said.filter(Boolean).join(', ') || 'no votes'}
      className="inline-flex items-center gap-[3px] align-middle"
    >
      {places(accepts).map((at) => (
        <VerdictMark key={at} verdict="PASSED" label={null} />
      ))}
      {places(rejects).map((at) => (
        <VerdictMark key={at} verdict="FAILED" label={null} />
      ))}
      {edits > 0 && <span className="text-brass">{'✎'.repeat(edits)}</span>}
      {ambiguous > 0 && <span className="px-[2px] tracking-[.3em] text-brass">{'?'.repeat(ambiguous)}</span>}
      {abstains > 0 && <span className="px-[3px] tracking-[.5em] text-ink-3">{'–'.repeat(abstains)}</span>}
    </span>
  )
}
