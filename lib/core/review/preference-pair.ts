import type { ItemStage } from '../item/lists'

type Intent = 'HARMFUL' | 'BORDERLINE' | 'BENIGN'

export interface PairFacts {
  stage: ItemStage
  intent: Intent
  /** What a borderline item was settled to be. */
  split: 'BENIGN' | 'HARMFUL' | null
  quarantined: boolean
}

export const NO_PAIR_WORDS = {
  quarantined: 'of quarantined items',
  harmfulResponse: 'of responses to what is to be refused',
} as const
export type NoPairWhy = keyof typeof NO_PAIR_WORDS

/**
 * Why a rejected and an accepted text of one item are no preference pair; null: they are one. Chains and instructions are
 * plans and requests on both sides. A response that went along with a harmful request must not stand in any training file,
 * not even as the rejected side; whether it did is not told apart here, so responses to what is to be refused, or was not
 * settled, give no pairs at all.
 */
export function whyNoPair({ stage, intent, split, quarantined }: PairFacts): NoPairWhy | null {
  if (quarantined) return 'quarantined'
  const benign = intent === 'BENIGN' || (intent === 'BORDERLINE' && split === 'BENIGN')
  if (stage === 'RESPONSE' && !benign) return 'harmfulResponse'
  return null
}
