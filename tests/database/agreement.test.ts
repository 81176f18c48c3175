import { expect, test } from 'vitest'
import { pairedKappa } from '@/lib/core/agreement/cohen-pairs'
import { leaveReviewersOut } from '@/lib/core/agreement/resampled'
import { agreementLine, coefficientOf, toPatterns } from '@/lib/core/review/agreement-view'
import { orderedLine, wholeLines } from '@/lib/core/review/coefficient-lines'
import { findAgreement } from '@/lib/data/queries/agreement'
import { findIntervals } from '@/lib/data/queries/agreement-intervals'
import { listRatedPatterns } from '@/lib/data/queries/rated-patterns'
import { findReliability, listReviewerMonths } from '@/lib/data/queries/reviewers'
import { findVoteSample } from '@/lib/data/queries/vote-sample'
import {
  listCriterionPatterns,
  listPairTables,
  listPairVotes,
  toPairTables,
} from '@/lib/data/queries/votes-by-reviewer'
import { requestIntervals } from '@/lib/services/agreement/request-intervals'
import { resampleIntervals } from '@/lib/services/agreement/resample-intervals'
import { fitReliability } from '@/lib/services/reliability/fit-reliability'
import { requestFit } from '@/lib/services/reliability/request-fit'
import { testDatabase } from '@/tests/support/database'
import { makeUser } from '@/tests/support/factories'
import { makeColleague, makeDesk } from '@/tests/support/review'
import { makeVotes, PAPER_VOTES } from '@/tests/support/votes'

const t = testDatabase()

async function makeFixture(patterns = PAPER_VOTES) {
  const desk = await makeDesk(t, { items: 0 })
  const { project, users, queue, category } = desk
  const made = await makeVotes(t.db, { project, queue, reviewers: users, categoryId: category.id, patterns })
  const curator = await makeColleague(t, project, 'CURATOR')
  const reviewer = await makeColleague(t, project, 'REVIEWER')
  return { ...desk, ...made, curator: curator.ctx, reviewer: reviewer.ctx }
}

test('the paper’s votes give α 0.739 and AC1 0.953 beside κ 0.738, each with its interval', async () => {
  const { project, curator } = await makeFixture()
  const patterns = (await findAgreement(curator, project.id, 'CHAIN'))!
  const line = agreementLine({ key: 'all', label: 'All' }, toPatterns(patterns), { reviews: false })
  expect(line).toMatchObject({ n: 100, votes: 300, basis: 'ALL_VOTES' })
  const figure = (name: 'fleiss' | 'alpha' | 'ac1') => coefficientOf(line, name)!
  expect(figure('fleiss').estimate.value!.value).toBeCloseTo(0.738, 3)
  expect(figure('alpha').estimate.value!.value).toBeCloseTo(0.739, 3)
  expect(figure('ac1').estimate.value!.value).toBeCloseTo(0.953, 3)
  for (const name of ['fleiss', 'alpha', 'ac1'] as const) {
    const { estimate, interval } = figure(name)
    expect(interval!.low).toBeLessThan(estimate.value!.value)
    expect(interval!.high).toBeGreaterThan(estimate.value!.value)
  }
})

test('pairs of reviewers hold every vote that two gave on one item', async () => {
  const { project, curator, users } = await makeFixture()
  const pairs = await listPairVotes(curator, project.id, 'CHAIN')
  expect(pairs).toHaveLength((users.length * (users.length - 1)) / 2)
  const total = pairs.reduce(
    (sum, { both, oneAccepts, otherAccepts, neither }) => sum + both + oneAccepts + otherAccepts + neither,
    0,
  )
  expect(total).toBe(300)
  // 88 items with three pairs of accepts, 5 with one.
  expect(pairs.reduce((sum, { both }) => sum + both, 0)).toBe(88 * 3 + 5)
})

test('who is in a pair, and what each said, is for curators; figures are for members; nothing for others', async () => {
  const { project, reviewer } = await makeFixture()
  expect(await listPairVotes(reviewer, project.id, 'CHAIN')).toEqual([])
  expect(await listRatedPatterns(reviewer, { projectId: project.id, stage: 'CHAIN', question: 'DECISION' })).toEqual([])
  expect(await findAgreement(reviewer, project.id, 'CHAIN')).not.toBeNull()
  const outsider = t.ctx({
    ...{ kind: 'user', sessionId: '', name: '', email: '', admin: false, memberships: new Map(), ip: null },
    userId: (await makeUser(t.db)).id,
  })
  expect(await findAgreement(outsider, project.id, 'CHAIN')).toBeNull()
  expect((await listCriterionPatterns(outsider, project.id, 'CHAIN')).patterns).toEqual([])
})

test('of fewer than 20 items somebody who judges reads no coefficient, somebody else does', async () => {
  const { project, curator } = await makeFixture(PAPER_VOTES.map((pattern) => ({ ...pattern, items: 3 })))
  const patterns = toPatterns((await findAgreement(curator, project.id, 'CHAIN'))!)
  const line = (reviews: boolean) => agreementLine({ key: 'all', label: 'All' }, patterns, { reviews })
  expect(line(true)).toMatchObject({ withheld: true, lines: [], accepted: null })
  expect(line(false).lines.length).toBeGreaterThan(3)
})

test('a criterion counts as met unless a reviewer marked it as failed', async () => {
  const { project, curator } = await makeFixture()
  const { patterns, labels } = await listCriterionPatterns(curator, project.id, 'CHAIN')
  expect([...labels.keys()].sort()).toEqual(['logical', 'practical'])
  for (const key of labels.keys()) {
    const mine = patterns.filter((pattern) => pattern.key === key)
    expect(mine.reduce((sum, { met, failed, items }) => sum + items * (met + failed), 0)).toBe(300)
  }
})

test('what a model of reliability is fitted to is every vote, by whom', async () => {
  const { project, curator } = await makeFixture()
  const patterns = await listRatedPatterns(curator, { projectId: project.id, stage: 'CHAIN', question: 'DECISION' })
  const sum = (of: (votes: (typeof patterns)[number]['votes']) => number) =>
    patterns.reduce((total, { votes, alike }) => total + alike * of(votes), 0)
  expect(sum(() => 1)).toBe(100)
  expect(sum((votes) => votes.length)).toBe(300)
  expect(sum((votes) => votes.filter(({ label }) => label === 'accept').length)).toBe(275)
  expect(patterns.length).toBeLessThan(20)
})

test('a fit is asked for, made by a job and kept: the model beside the majority, and where they differ', async () => {
  const { project, curator, reviewer, users } = await makeFixture([
    ...PAPER_VOTES,
    { accepts: 1, rejects: 1, items: 4 },
  ])
  expect(await findReliability(curator, project.id, 'CHAIN')).toBeNull()
  await requestFit(curator, { projectId: project.id, stage: 'CHAIN' })
  expect(await findReliability(curator, project.id, 'CHAIN')).toMatchObject({ fittedAt: null, result: null })
  const job = { ...curator, actor: { kind: 'job' as const, name: 'test' }, now: new Date() }
  await fitReliability(job, { projectId: project.id, stage: 'CHAIN' })
  const { result } = (await findReliability(curator, project.id, 'CHAIN'))!
  const [decision] = result!.fits
  expect(result!.fits).toHaveLength(1)
  expect(decision).toMatchObject({ question: 'DECISION', items: 104, votes: 308, converged: true })
  expect(decision!.reviewers.map(({ reviewerId }) => reviewerId).sort()).toEqual(users.map(({ id }) => id).sort())
  expect(decision!.reviewers.reduce((sum, { majority }) => sum + majority.of, 0)).toBe(300)
  // What is tied has no majority: there the model always says something else.
  expect(decision!.differing.listed.filter(({ majority }) => majority === null)).toHaveLength(4)
  expect(await findReliability(reviewer, project.id, 'CHAIN')).toBeNull()
  expect(await listReviewerMonths(reviewer, project.id, 'CHAIN')).toEqual([])
  const months = await listReviewerMonths(curator, project.id, 'CHAIN')
  expect(months.reduce((sum, { votes }) => sum + votes, 0)).toBe(300)
  expect(months.reduce((sum, { same }) => sum + same, 0)).toBe(88 * 3 + 5 * 2 + 2 + 6 * 3)
})

test('without votes a fit leaves nothing behind', async () => {
  const { project, curator } = await makeFixture([])
  await requestFit(curator, { projectId: project.id, stage: 'CHAIN' })
  const job = { ...curator, actor: { kind: 'job' as const, name: 'test' } }
  await fitReliability(job, { projectId: project.id, stage: 'CHAIN' })
  expect(await findReliability(curator, project.id, 'CHAIN')).toBeNull()
})

test('intervals are asked for with a seed, computed by the job of that moment alone, and kept with what they are of', async () => {
  const { project, curator, reviewer, users } = await makeFixture()
  expect(await findIntervals(curator, project.id, 'CHAIN')).toBeNull()
  const job = { ...curator, actor: { kind: 'job' as const, name: 'test' }, now: new Date() }
  const asked = await requestIntervals(curator, { projectId: project.id, stage: 'CHAIN', seed: 7, draws: 300 })
  const run = { projectId: project.id, stage: 'CHAIN' as const }
  await resampleIntervals(job, { ...run, askedAt: new Date(asked.askedAt.getTime() - 1).toISOString() })
  expect(await findIntervals(curator, project.id, 'CHAIN')).toMatchObject({ doneAt: null, result: null })
  await resampleIntervals(job, { ...run, askedAt: asked.askedAt.toISOString() })
  const { result } = (await findIntervals(reviewer, project.id, 'CHAIN'))!
  expect(result).toMatchObject({ seed: 7, draws: 300, basis: 'ALL_VOTES', items: 100, votes: 300, sources: 100 })
  expect(result!.reviewers).toBe(users.length)
  for (const { name, value, items, itemsLeftOut, reviewersLeftOut, sources } of result!.coefficients) {
    if (name === 'scott') {
      expect(value).toBeNull()
      continue
    }
    for (const range of [items, itemsLeftOut, reviewersLeftOut]) {
      expect(range, name).toMatchObject({ low: expect.any(Number) })
      if ('low' in range) expect(range.low).toBeLessThan(value!)
    }
    expect(sources).toMatchObject({ reason: expect.stringContaining('of its own') })
  }
  // The same votes and seed give the same.
  await resampleIntervals(job, { ...run, askedAt: asked.askedAt.toISOString() })
  expect((await findIntervals(reviewer, project.id, 'CHAIN'))!.result!.coefficients).toEqual(result!.coefficients)
})

test('items of one parent are one source, and leaving a reviewer out leaves the votes of the others', async () => {
  const { project, curator } = await makeFixture()
  const items = await t.db.item.findMany({ where: { projectId: project.id }, orderBy: { number: 'asc' } })
  const parent = items[0]!
  await t.db.item.updateMany({
    where: { id: { in: items.slice(1, 50).map(({ id }) => id) } },
    data: { parentId: parent.id },
  })
  const sample = (await findVoteSample(curator, project.id, 'CHAIN'))!
  const sum = (rows: readonly number[]) => rows.reduce((total, count) => total + count, 0)
  expect(sum(sample.sources.map(({ alike }) => alike))).toBe(51)
  expect(sum(sample.sources.map(({ items: held, alike }) => alike * sum(held)))).toBe(100)
  const left = leaveReviewersOut(sample.patterns, sample.own)
  for (const { counts, items: alike } of left) {
    expect(sum(alike)).toBe(100)
    expect(sum(counts.map((row, index) => sum(row) * alike[index]!))).toBeGreaterThanOrEqual(200)
  }
  expect(sum(left.flatMap(({ counts, items: alike }) => counts.map((row, index) => sum(row) * alike[index]!)))).toBe(
    300 * (left.length - 1),
  )
})

test('without their names anybody who reads the project has the pairs, for the mean of their κ', async () => {
  const { project, curator, reviewer, users } = await makeFixture()
  const tables = await listPairTables(reviewer, project.id, 'CHAIN')
  expect(tables).toEqual(toPairTables(await listPairVotes(curator, project.id, 'CHAIN')))
  const { value } = pairedKappa(tables)
  expect(value).toMatchObject({ pairs: (users.length * (users.length - 1)) / 2, n: 300 })
  const patterns = (await findAgreement(curator, project.id, 'CHAIN'))!
  const line = agreementLine({ key: 'all', label: 'All' }, toPatterns(patterns), { reviews: false })
  const lines = wholeLines(line, { kappa: pairedKappa(tables), ordered: orderedLine(patterns, { reviews: false }) })
  expect(lines.map(({ name }) => name)).toEqual([
    ...['percent', 'alpha', 'fleiss', 'cohen', 'scott', 'ac1', 'ac2', 'brennanPrediger'],
  ])
  for (const { name, estimate } of lines) {
    if (name === 'scott' || name === 'ac2') expect(estimate.value, name).toBeNull()
    else expect(estimate.value, name).not.toBeNull()
  }
})
