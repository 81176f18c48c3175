interface Pair {
  rejectedId: string
  rejected: number
  accepted: number
  demo: boolean
}

/** Which of an item's rejected texts stand beside its accepted one as preference pairs; the texts are in the list of texts. */
export function PairList({ pairs }: { pairs: Pair[] }) {
  if (pairs.length === 0) return null
  return (
    <section>
      <h2 className="mb-2">Preference pairs</h2>
      <ul>
        {pairs.map(({ rejectedId, rejected, accepted, demo }) => (
          <li key={rejectedId}>
            revision {accepted} over revision {rejected}
            {demo && <span className="text-ink-3">, one of them by the demo model: kept apart</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
