import { expect, test } from 'vitest'
import { clopperPearson } from '@/lib/core/agreement/clopper-pearson'
import { decideCertificate, rowPasses } from '@/lib/core/certificate/decide'
import { drawSample } from '@/lib/core/certificate/draw'
import { fixedLowerBound } from '@/lib/core/certificate/fixed-bound'
import { type CertificateAsked, type CertificatePlan, makePlan } from '@/lib/core/certificate/plan'
import { seededRandom } from '@/lib/core/sampling/random'

const ASKED: CertificateAsked = { kind: 'FIXED', share: 0.95, confidence: 0.95, votes: 1, allowed: 0, sample: null }
function planOf(more: Partial<CertificateAsked>, population: number): CertificatePlan {
  const made = makePlan({ ...ASKED, ...more }, population)
  if (!made.ok) throw new Error(made.reason)
  return made.plan
}
const yes = { decisions: ['ACCEPT'] }
const no = { decisions: ['REJECT'] }

test('fixed samples are those of the exact table', () => {
  const sizes = [50, 100, 200, 500, 1_000, 5_000].map((population) =>
    [0, 1, 2].map((allowed) => planOf({ allowed }, population).sample),
  )
  expect(sizes).toEqual([
    [31, 43, 50],
    [39, 58, 73],
    [47, 72, 93],
    [54, 84, 110],
    [56, 88, 117],
    [58, 92, 123],
  ])
  expect(makePlan({ ...ASKED, allowed: 3 }, 50)).toMatchObject({ ok: false })
})

test('the bound of a whole set is the share itself, of a large one Clopper and Pearson’s', () => {
  expect(fixedLowerBound({ population: 40, confidence: 0.95 }, { drawn: 40, failures: 4 })).toBe(0.9)
  const exact = clopperPearson(98, 100, { confidence: 0.95, side: 'LOWER' })
  const bound = fixedLowerBound({ population: 1_000_000, confidence: 0.95 }, { drawn: 100, failures: 2 })
  expect(bound).toBeCloseTo(exact.value === null ? Number.NaN : exact.value.low, 3)
})

test('a fixed plan says nothing before its last row, and rows after a gap do not count', () => {
  const plan = planOf({}, 100)
  const all = Array.from({ length: plan.sample }, () => yes)
  expect(decideCertificate(plan, all)).toMatchObject({ status: 'PASSED', rows: 39, failures: 0 })
  expect(decideCertificate(plan, all.slice(1))).toMatchObject({ status: 'OPEN', lower: null })
  expect(decideCertificate(plan, [no, ...all.slice(1)])).toMatchObject({ status: 'FAILED', failures: 1 })
  expect(decideCertificate(plan, [{ decisions: [] }, ...all])).toMatchObject({ status: 'OPEN', rows: 0 })
})

test('a sequential plan stands as soon as the evidence suffices, and is given up where it cannot', () => {
  const plan = planOf({ kind: 'SEQUENTIAL' }, 1_000)
  const passed = decideCertificate(
    plan,
    Array.from({ length: 200 }, () => yes),
  )
  expect(passed).toMatchObject({ status: 'PASSED', failures: 0 })
  expect(passed.rows).toBeLessThan(95)
  expect(passed.lower).toBeGreaterThanOrEqual(0.95)
  expect(
    decideCertificate(
      plan,
      Array.from({ length: 60 }, () => no),
    ),
  ).toMatchObject({ status: 'FAILED', rows: 51 })
})

test('only acceptances pass a row', () => {
  expect(rowPasses({ decisions: ['ACCEPT', 'EDIT', 'ACCEPT'] }, 3)).toBe(true)
  expect(rowPasses({ decisions: ['ACCEPT', 'ABSTAIN', 'EDIT'] }, 3)).toBe(false)
  expect(rowPasses({ decisions: ['ACCEPT', 'ACCEPT'] }, 3)).toBe(null)
})

test('a longer draw begins with a shorter one, and no row comes twice', () => {
  const long = drawSample(500, 500, 11)
  expect(drawSample(500, 40, 11)).toEqual(long.slice(0, 40))
  expect(new Set(long).size).toBe(500)
  expect(drawSample(500, 40, 12)).not.toEqual(long.slice(0, 40))
})

/** Of a set in which one row more fails than the claim allows: how often a rule that is looked at after every row claims it. */
function wrongClaims(runs: number, claims: (draw: boolean[]) => boolean): number {
  const [population, failing] = [400, 21]
  let wrong = 0
  for (let run = 0; run < runs; run++) {
    const random = seededRandom(run)
    let [left, bad] = [population, failing]
    const draw = Array.from({ length: 200 }, () => {
      const fails = random() < bad / left
      left -= 1
      if (fails) bad -= 1
      return !fails
    })
    if (claims(draw)) wrong += 1
  }
  return wrong / runs
}

test('looked at after every row, the claim is wrong in no more than 5 % of audits, where a fixed bound errs 15 %', {
  timeout: 60_000,
}, () => {
  const plan = planOf({ kind: 'SEQUENTIAL', sample: 200 }, 400)
  const rows = (draw: boolean[]) => draw.map((passes) => (passes ? yes : no))
  const ours = wrongClaims(250, (draw) => decideCertificate(plan, rows(draw)).status === 'PASSED')
  expect(ours).toBeLessThanOrEqual(0.06)
  expect(ours).toBeGreaterThan(0.005)

  const naive = wrongClaims(250, (draw) => {
    let failures = 0
    return draw.some((passes, at) => {
      if (!passes) failures += 1
      if (at < 19) return false
      return fixedLowerBound(plan, { drawn: at + 1, failures }) >= plan.share
    })
  })
  expect(naive).toBeGreaterThan(0.11)
})
