import { NO_PAIR_WORDS, type NoPairWhy } from '@/lib/core/review/preference-pair'

interface PairCounts {
  pairs: number
  items: number
  demo: number
  leftOut: Record<NoPairWhy, number>
}

/** How many pairs there are, and what is not among them. */
export function PairCountsLine({ counts: { pairs, items, demo, leftOut } }: { counts: PairCounts }) {
  const without = (Object.keys(leftOut) as NoPairWhy[]).filter((why) => leftOut[why] > 0)
  return (
    <div className="grid gap-1">
      <p>
        <b className="font-medium">{pairs}</b> {pairs === 1 ? 'pair' : 'pairs'} of {items}{' '}
        {items === 1 ? 'item' : 'items'}
      </p>
      {demo > 0 && <p className="text-12 text-ink-3">Apart: {demo} in which the demo model wrote a text.</p>}
      {without.map((why) => (
        <p key={why} className="text-12 text-ink-3">
          Left out: {leftOut[why]} {NO_PAIR_WORDS[why]}.
        </p>
      ))}
      <p className="text-12 text-ink-3">
        Verdicts that can still be taken back give none, nor do categories that you opted out of or, for those who
        judge, items that are being judged.
      </p>
    </div>
  )
}
