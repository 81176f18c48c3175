import { type BalanceTargets, ownShares } from './targets'

export type Intent = 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
export type Settled = 'HARMFUL' | 'BENIGN'

/** Items of one kind: how many of them are accepted, and how many there are. */
export interface IntentCount {
  intent: Intent
  /** What a borderline one was settled to be; null: not yet. Says nothing of other intents. */
  settled: Settled | null
  /** It came in under the name of another data set. */
  thirdParty: boolean
  accepted: number
  current: number
}

export interface MixPart {
  key: 'harmful' | 'benign'
  accepted: number
  /** Of the accepted: borderline ones that were settled so. */
  settled: number
  current: number
  /** Parts of 1, of the accepted (and of all current) harmful and benign ones; null where there are none. */
  share: number | null
  currentShare: number | null
  target: number
}

export interface Mix {
  parts: MixPart[]
  /** Harmful and benign ones of the project's own together: what the shares are of. */
  accepted: number
  current: number
  /** Of other data sets; their shares are of all rows, and so is their target. */
  thirdParty: { accepted: number; current: number; share: number | null; currentShare: number | null; target: number }
  /** Borderline ones that nobody has settled: in neither part. */
  unsettled: { accepted: number; current: number }
  /** The benign share is below its target; by so many points (parts of 1). */
  benignShort: number | null
}

/** What a row is for training: a borderline one what it was settled to be; null while it is not. */
export const sideOf = ({ intent, settled }: Pick<IntentCount, 'intent' | 'settled'>): Settled | null =>
  intent === 'BORDERLINE' ? settled : intent

/** The mix of a project's own rows against its targets. */
export function intentMix(counts: readonly IntentCount[], targets: BalanceTargets): Mix {
  const wanted = ownShares(targets)
  const sum = (key: 'accepted' | 'current', which: (row: IntentCount) => boolean) =>
    counts.filter(which).reduce((total, row) => total + row[key], 0)
  const own = (row: IntentCount) => !row.thirdParty && sideOf(row) !== null
  const [accepted, current] = [sum('accepted', own), sum('current', own)]
  const part = (key: MixPart['key'], side: Settled): MixPart => {
    const mine = (row: IntentCount) => !row.thirdParty && sideOf(row) === side
    const n = { accepted: sum('accepted', mine), current: sum('current', mine) }
    return {
      ...{ key, ...n, target: wanted[key] },
      settled: sum('accepted', (row) => mine(row) && row.intent === 'BORDERLINE'),
      share: shareOf(n.accepted, accepted),
      currentShare: shareOf(n.current, current),
    }
  }
  const parts = [part('harmful', 'HARMFUL'), part('benign', 'BENIGN')]
  const open = (row: IntentCount) => !row.thirdParty && sideOf(row) === null
  const others = {
    accepted: sum('accepted', (row) => row.thirdParty),
    current: sum('current', (row) => row.thirdParty),
  }
  const { share, target } = parts[1]!
  const short = share === null ? 0 : target - share
  return {
    ...{ parts, accepted, current },
    thirdParty: {
      ...others,
      share: shareOf(others.accepted, others.accepted + accepted),
      currentShare: shareOf(others.current, others.current + current),
      target: targets.thirdParty / 100,
    },
    unsettled: { accepted: sum('accepted', open), current: sum('current', open) },
    benignShort: short > 0 ? short : null,
  }
}

export const shareOf = (n: number, of: number): number | null => (of > 0 ? n / of : null)
