import { bootstrap } from '@/lib/core/agreement/bootstrap'
import { clopperPearson } from '@/lib/core/agreement/clopper-pearson'
import { type CoefficientName, coefficientEstimates, estimateInterval } from '@/lib/core/agreement/coefficients'
import { fleissKappa } from '@/lib/core/agreement/fleiss-kappa'
import { gwetAc1 } from '@/lib/core/agreement/gwet'
import { krippendorffAlpha } from '@/lib/core/agreement/krippendorff-alpha'
import { type Interval, wilson } from '@/lib/core/agreement/wilson'
import { agreementLine, toPatterns } from '@/lib/core/review/agreement-view'
import { DECISION_LABELS, fitReliability } from '@/lib/core/review/reliability'
import { drawBinomial } from '@/lib/core/sampling/binomial'
import { seededRandom } from '@/lib/core/sampling/random'
import type { BenchResult, BenchRow } from './report'

const ITEMS = 100_000
const REVIEWERS = 20

/** Three of twenty reviewers an item, each with a reliability of their own. */
function makeVotes() {
  const random = seededRandom('reliability')
  const skill = Array.from({ length: REVIEWERS }, () => 0.75 + 0.2 * random())
  return Array.from({ length: ITEMS }, (_, number) => {
    const good = random() < 0.85
    const first = Math.floor(random() * REVIEWERS)
    return {
      ...{ item: String(number), number },
      votes: [0, 3, 7].map((step) => {
        const reviewer = (first + step) % REVIEWERS
        const right = random() < skill[reviewer]!
        return { reviewer: `R${reviewer}`, label: right === good ? 'accept' : 'reject' }
      }),
    }
  })
}

const seconds = (run: () => unknown) => {
  const began = performance.now()
  run()
  return (performance.now() - began) / 1000
}

/** Three raters on items of which some are plain: what votes look like where most passes. */
const LATENT = { plain: 0.7, pass: 0.85, unsure: 0.7 }
const PATTERNS = [
  [3, 0],
  [2, 1],
  [1, 2],
  [0, 3],
]

function patternShares(): number[] {
  const { plain, pass, unsure } = LATENT
  const ways = [1, 3, 3, 1]
  const votes = (p: number) => ways.map((count, rejects) => count * p ** (3 - rejects) * (1 - p) ** rejects)
  const [good, bad] = [votes(unsure), votes(1 - unsure)]
  return ways.map(
    (_, rejects) =>
      plain * (rejects === 0 ? pass : rejects === 3 ? 1 - pass : 0) +
      (1 - plain) * (pass * good[rejects]! + (1 - pass) * bad[rejects]!),
  )
}

const COEFFICIENTS = {
  fleiss: (items: readonly number[]) => fleissKappa(PATTERNS, items),
  alpha: (items: readonly number[]) => krippendorffAlpha(PATTERNS, { items }),
  ac1: (items: readonly number[]) => gwetAc1(PATTERNS, { items }),
} as const
const RUNS = 2000
const RESAMPLED = 400
const N = 150

/** How often 95 % intervals hold the truth, over seeded samples of 150 items. */
function coverage(): BenchRow[] {
  const random = seededRandom('coverage')
  const shares = patternShares()
  const endless = shares.map((share) => Math.round(share * 1e8))
  const names = Object.keys(COEFFICIENTS) as (keyof typeof COEFFICIENTS)[]
  const truth = Object.fromEntries(names.map((name) => [name, COEFFICIENTS[name](endless).value!]))
  const held: Record<string, number> = {}
  const count = (key: string, interval: Interval | null, value: number) => {
    held[key] = (held[key] ?? 0) + Number(interval !== null && interval.low <= value && value <= interval.high)
  }
  for (let run = 0; run < RUNS; run++) {
    let left = N
    let rest = 1
    const items = shares.map((share) => {
      const drawn = left > 0 ? drawBinomial(left, Math.min(1, share / rest), random) : 0
      left -= drawn
      rest -= share
      return drawn
    })
    const estimates = coefficientEstimates(PATTERNS, { items })
    for (const name of names) {
      const found = estimates[name as CoefficientName].value
      count(`${name}, linearised or jackknife`, found && estimateInterval(found), truth[name]!)
      if (run >= RESAMPLED) continue
      const resampled = bootstrap(items, COEFFICIENTS[name], { seed: run, draws: 500 })
      count(`${name}, bootstrap`, resampled.value?.interval ?? null, truth[name]!)
    }
    for (const p of [0.7, 0.9]) {
      const x = drawBinomial(N, p, random)
      count(`Wilson at ${p}`, wilson(x, N).value, p)
      count(`exact at ${p}`, clopperPearson(x, N).value, p)
    }
  }
  return Object.entries(held).map(([label, times]) => ({
    label: `95 % interval of ${label} holds the truth`,
    value: (100 * times) / (label.endsWith('bootstrap') ? RESAMPLED : RUNS),
    unit: '%',
    goal: { atLeast: 93 },
  }))
}

/** The statistics by themselves: no database, one thread. */
export async function run(): Promise<BenchResult> {
  const items = makeVotes()
  let converged = false
  const fitted = seconds(() => {
    converged = fitReliability('DECISION', DECISION_LABELS, items).value?.fit.converged ?? false
  })
  const many = Array.from({ length: 231 }, (_, index) => ({
    ...{ accepts: index % 21, rejects: Math.floor(index / 21), abstains: 0, slots: 20 },
    ...{ fullOverlap: true, firstAccepts: 1, items: 4300 },
  }))
  const line = seconds(() => agreementLine({ key: '', label: '' }, toPatterns(many), { reviews: false }))
  return {
    name: 'Statistics',
    rows: [
      {
        label: `Dawid and Skene on ${ITEMS.toLocaleString('en')} items × 3 of ${REVIEWERS} reviewers`,
        value: fitted,
        unit: 's',
        goal: { atMost: 5 },
      },
      { label: 'all coefficients with intervals over 231 vote patterns', value: line * 1000, unit: 'ms' },
      ...coverage(),
    ],
    notes: [converged ? 'The model settled.' : 'The model had not settled when it was stopped.'],
  }
}
