import { anytimeLowerBound, logEvidenceAbove } from '../agreement/confidence-sequence'
import { tooManyFailures } from '../agreement/sample-size'
import { fixedLowerBound } from './fixed-bound'
import type { CertificatePlan } from './plan'

export interface Look {
  /** Rows looked at, in the order drawn. */
  drawn: number
  failures: number
  /** How many times as likely the votes are where the claim holds as where it just does not; natural logarithm. */
  logEvidence: number
}

/** Why a drawn row cannot be judged any more. */
export const UNSERVED = ['archived', 'flagged', 'quarantined', 'purged'] as const
export type Unserved = (typeof UNSERVED)[number]

/** A drawn row's fresh votes, in whatever order they came. */
export interface AuditedRow {
  decisions: readonly string[]
  /** Nobody could judge it any more, and it was counted as a failure for that. */
  unserved?: Unserved | null
}

export interface CertificateResult {
  status: 'OPEN' | 'PASSED' | 'FAILED'
  /** Rows of the draw that counted: the first ones, without a gap. */
  rows: number
  failures: number
  /** Exact one-sided lower bound of the share of passing rows; null while it may not be read. */
  lower: number | null
  /** SEQUENTIAL: after each row; empty otherwise. */
  path: Look[]
}

/**
 * Whether a fresh majority of the plan's k reviewers passes a row; null: votes are missing. Only acceptances pass it: an
 * edit, an abstention or an "ambiguous" is none, so a row that k reviewers could not agree to pass has not passed. Neither
 * has one that cannot be judged any more: had it been, it could have done no worse, so the bound holds whatever it was.
 */
export function rowPasses({ decisions, unserved = null }: AuditedRow, votes: number): boolean | null {
  if (unserved !== null) return false
  if (decisions.length < votes) return null
  const counted = decisions.slice(0, votes)
  return counted.filter((decision) => decision === 'ACCEPT').length * 2 > votes
}

/**
 * What the audit says. Rows count in the order drawn and only as far as there is no gap, so that rows that are easy to
 * decide cannot come first. A fixed plan says nothing before all of its rows are in; a sequential one may be read at any
 * time (core/agreement/confidence-sequence.ts) and stands as soon as it is decided: what comes in later changes nothing.
 */
export function decideCertificate(plan: CertificatePlan, rows: readonly AuditedRow[]): CertificateResult {
  const outcomes: boolean[] = []
  for (const row of rows.slice(0, plan.sample)) {
    const passes = rowPasses(row, plan.votes)
    if (passes === null) break
    outcomes.push(passes)
  }
  return plan.kind === 'FIXED' ? decideFixed(plan, outcomes) : decideSequential(plan, outcomes)
}

function decideFixed(plan: CertificatePlan, outcomes: readonly boolean[]): CertificateResult {
  const failures = outcomes.filter((passes) => !passes).length
  const counted = { rows: outcomes.length, failures, path: [] }
  if (outcomes.length < plan.sample) return { ...counted, status: 'OPEN', lower: null }
  return {
    ...counted,
    status: failures <= plan.allowed ? 'PASSED' : 'FAILED',
    lower: fixedLowerBound(plan, { drawn: outcomes.length, failures }),
  }
}

/** The claim is shown once the evidence reaches this (natural logarithm). */
export const enoughEvidence = ({ confidence }: Pick<CertificatePlan, 'confidence'>) => -Math.log(1 - confidence)

function decideSequential(plan: CertificatePlan, outcomes: readonly boolean[]): CertificateResult {
  const { population, share, sample } = plan
  const hopeless = tooManyFailures(share, population)
  const path: Look[] = []
  let [status, failed]: [CertificateResult['status'], number] = ['OPEN', 0]
  for (const passes of outcomes) {
    if (!passes) failed += 1
    const drawn = path.length + 1
    const logEvidence = logEvidenceAbove(share, { passed: drawn - failed, failed, population })
    path.push({ drawn, failures: failed, logEvidence })
    // What rounding takes from an exact tie must not keep the claim.
    if (logEvidence >= enoughEvidence(plan) - 1e-12) status = 'PASSED'
    else if (failed >= hopeless || drawn >= sample) status = 'FAILED'
    if (status !== 'OPEN') break
  }
  const passed = path.length - failed
  const lower = anytimeLowerBound({ passed, failed, population }, plan)
  return { status, rows: path.length, failures: failed, lower: lower.value, path }
}

/** Of a sequential plan, after each number of rows: the most failures with which the claim is shown; null: with none yet. */
export function passingLimits(plan: CertificatePlan, rows: number): (number | null)[] {
  const { population, share } = plan
  const shows = (drawn: number, failed: number) =>
    failed <= drawn &&
    logEvidenceAbove(share, { passed: drawn - failed, failed, population }) >= enoughEvidence(plan) - 1e-12
  let most = -1
  return Array.from({ length: rows }, (_, index) => {
    // One more row lets in at most one more failure.
    if (shows(index + 1, most + 1)) most += 1
    return most < 0 ? null : most
  })
}
