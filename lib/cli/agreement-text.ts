import { COEFFICIENTS, type CoefficientName } from '@/lib/core/agreement/coefficients'
import type { FullReport } from '@/lib/core/agreement/full-report'
import type { AgreementReport } from '@/lib/core/agreement/report'
import { plural } from './command'

const MOST_DIFFERING = 20

const percent = (value: { value: number } | { value: null; reason: string }) =>
  value.value === null ? `undefined: ${value.reason}` : `${(100 * value.value).toFixed(1)} %`

const range = (interval: { low: number; high: number } | null) =>
  interval ? `${interval.low.toFixed(3)} to ${interval.high.toFixed(3)}` : ''

const percentRange = (interval: { low: number; high: number } | null) =>
  interval ? `${(100 * interval.low).toFixed(1)} to ${(100 * interval.high).toFixed(1)}` : ''

const TITLES: Record<CoefficientName, string> = {
  percent: 'percent agreement',
  cohen: 'Cohen kappa',
  scott: 'Scott pi',
  fleiss: 'Fleiss kappa',
  alpha: 'Krippendorff alpha',
  ac1: 'Gwet AC1',
  ac2: 'Gwet AC2',
  brennanPrediger: 'Brennan-Prediger',
}

const number = (value: number | null) => (value === null ? 'undefined' : value.toFixed(3))

/** The report in lines of text. */
export const describeAgreement = (report: AgreementReport, full: FullReport, pass: string) =>
  [
    `${plural(report.judgments, 'judgment')} by ${plural(report.reviewers, 'reviewer')} on ${plural(report.items, 'item')}; "${pass}" passes`,
    ...describeRates(report, full),
    ...describeReadings(full),
    ...describeClaim(full),
    '',
    ...describeCoefficients(full),
    ...describeReviewers(full),
    '',
    ...full.inWords,
  ].join('\n')

const describeRates = (report: AgreementReport, { exact }: FullReport) => [
  `majority pass      ${percent(report.majorityPass)}  Wilson 95 % ${percentRange(report.majorityPassInterval.value)}, exact ${percentRange(exact.majorityPass)}`,
  `all pass           ${percent(report.allPass)}  Wilson 95 % ${percentRange(report.allPassInterval.value)}, exact ${percentRange(exact.allPass)}`,
]

const KINDS = [
  ['bootstrap', 'bootstrap'],
  ['jackknife', 'leaving out items'],
  ['byReviewer', 'leaving out reviewers'],
  ['byCluster', 'bootstrap of clusters'],
] as const

function describeReadings({ readings }: FullReport): string[] {
  if (!readings) return []
  const line = (name: string, { majorityPass, allPass }: typeof readings.strict) =>
    `${name}  majority pass ${percent(majorityPass.rate)} (${percentRange(majorityPass.interval.value)}), all pass ${percent(allPass.rate)} (${percentRange(allPass.interval.value)})`
  return [
    `"${readings.label}" (${plural(readings.votes, 'vote')})`,
    line('  as no pass, strict ', readings.strict),
    line('  as a pass, lenient ', readings.lenient),
  ]
}

const DECIDED = { ACCEPT: 'accepts it', REJECT: 'rejects it', CONTINUE: 'goes on' }

/** What may be claimed: bounds for one look and for many, the sequential test, and how many items a claim needs. */
function describeClaim({ claim: found }: FullReport): string[] {
  const { passed, failed, population, finite, postStratified, lower, claim, sampleSizes, sprt } = found
  const share = `${Number((100 * claim).toFixed(3))} %`
  const sizes = sampleSizes.map(({ failures, n }) => `${n ?? 'never'} with ${failures}`).join(', ')
  return [
    ...(finite.value
      ? [
          `of the set of ${population}   ${percent({ value: finite.value.rate })}  95 % ${percentRange(finite.value.interval)}`,
        ]
      : []),
    ...(postStratified
      ? [
          `post-stratified    ${
            postStratified.value === null
              ? `undefined: ${postStratified.reason}`
              : `${percent({ value: postStratified.value.rate })}  95 % ${percentRange(postStratified.value.interval)}, standard error ${postStratified.value.standardError.toFixed(6)}`
          }`,
        ]
      : []),
    '',
    `claim: at least ${share} pass (${failed} of ${passed + failed} fail)`,
    `  lower 95 % bound   ${percent(lower.fixed)} at a size fixed beforehand, ${percent(lower.anytime)} whenever one looks`,
    `  items it needs     ${sizes} failures${population === null ? '' : `, of a set of ${population}`}`,
    `  sequential test    ${DECIDED[sprt.decision]}${sprt.decidedAt === null ? ` after ${plural(sprt.path.length, 'item')}` : ` after item ${sprt.decidedAt}`} (against ${Number((100 * sprt.bad).toFixed(3))} %, errors 5 %, in the order of the file)`,
  ]
}

function describeCoefficients({ coefficients, byLabel, level, seed, draws, clusters }: FullReport): string[] {
  const lines = COEFFICIENTS.map((name) => {
    const { value, reason, note, interval, ...found } = coefficients[name]
    const title = TITLES[name].padEnd(18)
    if (value === null) return `${title} undefined: ${reason}`
    const ranges = [
      interval && `95 % ${range(interval)}`,
      ...KINDS.map(([kind, words]) => found[kind] && `${words} ${range(found[kind])}`),
      note,
    ]
    return `${title} ${value.toFixed(3)}  ${ranges.filter(Boolean).join(', ')}`
  })
  const made = `level ${level.toLowerCase()}${
    draws > 0 ? `; bootstrap of ${draws.toLocaleString('en')} draws, seed ${seed}` : ''
  }${clusters === null ? '' : `; ${plural(clusters, 'cluster')}`}`
  const each = byLabel.map(
    ({ label, votes, percent: share, alpha, fleiss, ac1 }) =>
      `  ${label}: ${plural(votes, 'vote')}, percent ${number(share)}, alpha ${number(alpha)}, kappa ${number(fleiss)}, AC1 ${number(ac1)}`,
  )
  return [...lines, made, '', 'each label against all others', ...each]
}

function describeReviewers({ pairs, reliability }: FullReport): string[] {
  const two = pairs.map(
    ({ one, other, n, percent: share, cohen, ac1 }) =>
      `  ${one} and ${other}: ${plural(n, 'item')}, percent ${number(share)}, Cohen kappa ${number(cohen)}, AC1 ${number(ac1)}`,
  )
  if (!reliability) return ['', 'pairs of reviewers', ...two]
  const { reviewers, differing } = reliability
  const each = reviewers.map(
    ({ reviewer, votes, expectedRight, competence }) =>
      `  ${reviewer}: ${plural(votes, 'vote')}, ${(100 * expectedRight).toFixed(1)} % right by the model${competence === null ? '' : `, competence ${(100 * competence).toFixed(1)} % by MACE`}`,
  )
  const where = differing
    .slice(0, MOST_DIFFERING)
    .map(
      ({ item, majority, model, probability }) =>
        `  ${item}: majority ${majority ?? 'tied'}, model ${model} (${(100 * probability).toFixed(1)} %)`,
    )
  const rest = differing.length - where.length
  return [
    ...['', 'pairs of reviewers', ...two],
    ...['', 'Dawid and Skene, and MACE (models: they take what reliable reviewers say for true)', ...each],
    `it differs from the majority on ${plural(differing.length, 'item')}${rest > 0 ? `, ${rest} of them not listed here` : ''}`,
    ...where,
  ]
}
