import { fixedLowerBound } from './fixed'
import { mostBad } from './hypergeometric'
import type { CertificatePlan } from './plan'
import { type Look, SequentialBound } from './sequential'

/** A drawn row's fresh votes, in whatever order they came. */
export interface AuditedRow {
  decisions: readonly string[]
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
 * edit, an abstention or an "ambiguous" is none, so a row that k reviewers could not agree to pass has not passed.
 */
export function rowPasses({ decisions }: AuditedRow, votes: number): boolean | null {
  if (decisions.length < votes) return null
  const counted = decisions.slice(0, votes)
  return counted.filter((decision) => decision === 'ACCEPT').length * 2 > votes
}

/**
 * What the audit says. Rows count in the order drawn and only as far as there is no gap, so that rows that are easy to
 * decide cannot come first. A fixed plan says nothing before all of its rows are in; a sequential one may be read at any
 * time (core/certificate/sequential.ts) and stands as soon as it is decided: what comes in later changes nothing.
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

function decideSequential(plan: CertificatePlan, outcomes: readonly boolean[]): CertificateResult {
  const bound = new SequentialBound(plan)
  const enough = 1 / (1 - plan.confidence)
  const hopeless = mostBad(plan.population, plan.share)
  const path: Look[] = []
  const result = (status: CertificateResult['status']): CertificateResult => {
    const last = path.at(-1)
    return { status, rows: path.length, failures: last?.failures ?? 0, lower: last?.lower ?? null, path }
  }
  for (const passes of outcomes) {
    const look = bound.next(passes)
    path.push(look)
    if (look.evidence >= enough * (1 - 1e-12)) return result('PASSED')
    if (look.failures > hopeless) return result('FAILED')
  }
  return result(outcomes.length >= plan.sample ? 'FAILED' : 'OPEN')
}
