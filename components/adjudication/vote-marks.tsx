interface Votes {
  accepts: number
  rejects: number
  edits: number
  abstains: number
}

/** Votes as shapes, said in words to those who do not see them. */
export function VoteMarks({ accepts, rejects, edits, abstains }: Votes) {
  const said = [
    accepts > 0 && `${accepts} accept`,
    rejects > 0 && `${rejects} reject`,
    edits > 0 && `${edits} edit`,
    abstains > 0 && `${abstains} abstain`,
  ]
  return (
    <span role="img" aria-label={said.filter(Boolean).join(', ') || 'no votes'} className="tracking-[.15em]">
      <span className="text-passed">{'●'.repeat(accepts)}</span>
      <span className="text-failed">{'✕'.repeat(rejects)}</span>
      <span className="text-brass">{'✎'.repeat(edits)}</span>
      <span className="text-ink-3">{'–'.repeat(abstains)}</span>
    </span>
  )
}
