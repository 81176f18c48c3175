import { z } from 'zod'
import { sampleSize } from '../agreement/sample-size'

/** What is claimed and how it is tried. Fixed, with the seed, before the first vote. */
export const certificatePlanSchema = z
  .strictObject({
    kind: z.enum(['FIXED', 'SEQUENTIAL']),
    /** At least this share of the rows, parts of 1, would pass. */
    share: z.number().min(0.5, 'From 0.5 to 0.999').max(0.999, 'From 0.5 to 0.999'),
    confidence: z.number().min(0.8, 'From 0.8 to 0.999').max(0.999, 'From 0.8 to 0.999'),
    /** Fresh votes a row: odd, so that there is a majority. */
    votes: z
      .int()
      .min(1)
      .max(9)
      .refine((k) => k % 2 === 1, 'An odd number'),
    /** FIXED: failures with which the claim is still shown. */
    allowed: z.int().min(0).max(1_000),
    /** FIXED: rows drawn; SEQUENTIAL: the most that are drawn before the claim is given up. */
    sample: z.int().min(1).max(1_000_000),
    population: z.int().min(1),
  })
  .refine(({ sample, population }) => sample <= population, { path: ['sample'], message: 'More than there are rows' })
export type CertificatePlan = z.output<typeof certificatePlanSchema>

export type CertificateAsked = Omit<CertificatePlan, 'sample' | 'population'> & {
  /** SEQUENTIAL only; FIXED works it out. */
  sample: number | null
}

/** How many fixed samples a sequential audit may take before it is given up, where nobody says. */
const PATIENCE = 5

/** The plan for a snapshot of `population` rows, or why there is none. */
export function makePlan(
  asked: CertificateAsked,
  population: number,
): { ok: true; plan: CertificatePlan } | { ok: false; reason: string } {
  const { share: rate, confidence, kind, allowed } = asked
  const size = sampleSize({ rate, confidence, population, failures: kind === 'FIXED' ? allowed : 0 })
  if (size.value === null)
    return { ok: false, reason: 'So many failures leave no room for the claim. Allow fewer, or claim less.' }
  const fixed = size.value
  const { sample, ...rest } = asked
  if (kind === 'FIXED') return { ok: true, plan: { ...rest, sample: fixed, population } }
  const most = Math.min(population, sample ?? PATIENCE * fixed)
  return { ok: true, plan: { ...rest, allowed: 0, sample: most, population } }
}

const percent = (share: number) => `${Number((share * 100).toFixed(1))} %`

/** What is estimated, in one sentence. `rubric`: by name and version. */
export const estimandOf = ({ votes, population }: CertificatePlan, rubric: string): string =>
  `The share of the ${population.toLocaleString('en-US')} rows of this snapshot that a fresh majority of ${votes} ` +
  `${votes === 1 ? 'reviewer' : 'reviewers'} would pass under ${rubric}: reviewers none of whom judged, edited, adjudicated or wrote the row or ` +
  'what it was made from, and who do not see the earlier verdict or votes. Votes that were there before do not count.'

export const claimOf = ({ share, confidence }: Pick<CertificatePlan, 'share' | 'confidence'>): string =>
  `With ${percent(confidence)} confidence at least ${percent(share)} of these rows would pass a fresh blind majority.`

/** How the plan decides, in words. */
export function planWords({ kind, sample, allowed, votes, population }: CertificatePlan): string {
  const of = `of ${population.toLocaleString('en-US')}`
  const each = `${votes} fresh ${votes === 1 ? 'vote' : 'votes'} each`
  return kind === 'FIXED'
    ? `${sample.toLocaleString('en-US')} rows ${of}, drawn once, ${each}; shown with at most ${allowed} ${allowed === 1 ? 'failure' : 'failures'}. Nothing is read off before all votes are in.`
    : `Row by row ${of}, in the order drawn, ${each}; shown as soon as the evidence suffices, given up after ${sample.toLocaleString('en-US')} rows. May be looked at at any time.`
}
