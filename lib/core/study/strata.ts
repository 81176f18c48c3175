import { capital } from '../item/words'
import type { StudyDimension } from './spec'

/** What an item is, as far as strata tell items apart. */
export interface StratumFacts {
  intent: 'HARMFUL' | 'BORDERLINE' | 'BENIGN'
  /** The top category's name and title; null: none. */
  category: { slug: string; title: string } | null
  model: string | null
  steps: number
}

export interface Stratum {
  key: string
  label: string
}

/** Steps from which on items are of one length. */
const MANY_STEPS = 6

/** The stratum of an item: the same for all who share what the study stratifies by. Without dimensions there is one, "all". */
export function stratumOf(facts: StratumFacts, dimensions: readonly StudyDimension[]): Stratum {
  if (dimensions.length === 0) return { key: 'all', label: 'All' }
  const parts = dimensions.map((dimension) => part(facts, dimension))
  return { key: parts.map(({ key }) => key).join('|'), label: capital(parts.map(({ label }) => label).join(' · ')) }
}

function part({ intent, category, model, steps }: StratumFacts, dimension: StudyDimension): Stratum {
  switch (dimension) {
    case 'INTENT':
      return { key: `intent:${intent}`, label: intent.toLowerCase() }
    case 'CATEGORY':
      return { key: `category:${category?.slug ?? ''}`, label: category?.title ?? 'no category' }
    case 'MODEL':
      return { key: `model:${model ?? ''}`, label: model ?? 'no model' }
    case 'LENGTH': {
      const many = Math.min(steps, MANY_STEPS)
      return {
        key: `steps:${many}`,
        label: `${many}${many === MANY_STEPS ? ' or more' : ''} ${many === 1 ? 'step' : 'steps'}`,
      }
    }
  }
}
