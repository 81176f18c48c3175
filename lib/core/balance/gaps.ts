import type { RunTask } from '../run/targets'
import type { Intent, Mix, Settled } from './mix'

/**
 * What a subcategory lacks. CHAINS: accepted chains up to the floor. INSTRUCTIONS: chains whose accepted instructions of
 * an intent are below the floor. RESPONSES: accepted instructions without an accepted response.
 */
export interface Gap {
  kind: 'CHAINS' | 'INSTRUCTIONS' | 'RESPONSES'
  categoryId: string | null
  /** Of the instructions that are missing; of responses, what the instruction they answer is for training. */
  intent: Intent | null
  /** Missing chains; chains, or instructions, that lack what is to be made from them. */
  missing: number
  /** Of these: enough is written and waits for its verdict. */
  waiting: number
  /** Of how many: the floor; the chains, or the instructions, of the subcategory that could have it. */
  of: number
  /** Numbers of the items to make them from, those that wait left out; the first ones where there are many. */
  numbers: number[]
}

export interface GapRow extends Gap {
  key: string
  /** What a run is to be about: what is missing and not waiting. */
  toMake: number
}

const KINDS: readonly Gap['kind'][] = ['CHAINS', 'INSTRUCTIONS', 'RESPONSES']
const sideOfGap = ({ intent }: Gap): Settled | null => (intent === 'BORDERLINE' ? null : intent)

/**
 * What to make next, the largest lack first. Of equal lacks the one whose intent is furthest below its share comes
 * first, then what others are made from. What only waits for a verdict is no row: making more of it would not be asked for.
 */
export function orderGaps(gaps: readonly Gap[], mix: Pick<Mix, 'parts'>): GapRow[] {
  const short: Record<Settled, number> = { HARMFUL: 0, BENIGN: 0 }
  for (const { key, share, target } of mix.parts)
    short[key === 'harmful' ? 'HARMFUL' : 'BENIGN'] = target - (share ?? 0)
  const shortOf = (gap: Gap) => {
    const side = sideOfGap(gap)
    return side === null ? 0 : short[side]
  }
  return gaps
    .map((gap) => ({ ...gap, key: keyOf(gap), toMake: Math.max(0, gap.missing - gap.waiting) }))
    .filter(({ toMake }) => toMake > 0)
    .sort(
      (a, b) =>
        b.toMake - a.toMake ||
        shortOf(b) - shortOf(a) ||
        KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
        (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
    )
}

const keyOf = ({ kind, categoryId, intent }: Gap) => [kind, intent ?? '', categoryId ?? 'none'].join(' ')

/** Missing chains of subcategories, from how many accepted and waiting ones each has. */
export function chainGaps(
  categories: readonly { id: string; accepted: number; waiting: number }[],
  floor: number,
): Gap[] {
  return categories
    .filter(({ accepted }) => accepted < floor)
    .map(({ id, accepted, waiting }) => {
      const missing = floor - accepted
      const rest = { intent: null, of: floor, numbers: [] }
      return { kind: 'CHAINS' as const, categoryId: id, missing, waiting: Math.min(waiting, missing), ...rest }
    })
}

const INSTRUCTION_TASKS = {
  HARMFUL: 'instruction-harmful',
  BORDERLINE: 'instruction-borderline',
  BENIGN: 'instruction-benign',
} as const satisfies Record<Intent, RunTask>

/** The task of the run that fills a gap. Responses: a refusal of what is harmful, a trajectory of the rest. */
export function taskOf({ kind, intent }: Pick<Gap, 'kind' | 'intent'>): RunTask {
  if (kind === 'CHAINS') return 'chain-synthesis'
  if (kind === 'INSTRUCTIONS') return INSTRUCTION_TASKS[intent ?? 'BENIGN']
  return intent === 'HARMFUL' ? 'refusal' : 'trajectory'
}
