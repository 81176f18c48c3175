import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { judgmentRows } from '@/lib/core/study/data'
import { studyReport, type TaskReport } from '@/lib/core/study/report'
import { findStudyData } from '@/lib/data/queries/studies'
import { commandLine } from '../../support/command-line'
import { testDatabase } from '../../support/database'
import { makeInstruction, makeMember, makeProject, makeUser, userActor } from '../../support/factories'
import { claimAs, judge, makeColleague } from '../../support/review'
import { scratchFolder } from '../../support/run-import'

const t = testDatabase()
const scratch = scratchFolder()
const plumbline = commandLine()
const SEED = 20_261_125

/** What a rater says of the n-th text that they see: seeded by both, so that votes differ. */
const DECISIONS = ['ACCEPT', 'ACCEPT', 'REJECT', 'ACCEPT', 'ABSTAIN', 'ACCEPT', 'ACCEPT'] as const

test('a study from the command line: frozen, judged, closed, and every number made again from its judgments', {
  timeout: 240_000,
}, async () => {
  const project = await makeProject(t.db, { slug: 'studied' })
  for (let n = 0; n < 40; n++) await makeInstruction(t.db, project, { intent: n < 10 ? 'HARMFUL' : 'BENIGN' })
  await makeColleague(t, project, 'CURATOR')
  const raters = []
  for (const name of ['one', 'two', 'three']) {
    const user = await makeUser(t.db, { email: `${name}@example.org` })
    await makeMember(t.db, project, user, 'REVIEWER')
    raters.push(t.ctx(await userActor(t.db, user)))
  }
  const env = { DATABASE_URL: t.url, PLUMBLINE_DATA: scratch.folder }
  const say = async (...args: string[]) => {
    const said = await plumbline([...args, '--json'], env)
    expect(said, said.stderr).toMatchObject({ code: 0 })
    return JSON.parse(said.stdout) as Record<string, unknown>
  }
  const people = ['one', 'two', 'three'].flatMap((name) => ['--rater', `${name}@example.org`])
  // Ten harmful and ten benign after the paper's protocol: the benign ones weigh three times as much.
  const made = await say(
    'study',
    'create',
    '--project',
    'studied',
    '--preset',
    'paper',
    '--seed',
    String(SEED),
    ...people,
  )
  expect(made).toMatchObject({
    ok: true,
    number: 1,
    size: 40,
    seed: SEED,
    sampleHash: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(await say('study', 'status', '1', '--project', 'studied')).toMatchObject({ state: 'running', asked: 120 })

  const study = await t.db.study.findFirstOrThrow({ where: { projectId: project.id } })
  for (const [rater, ctx] of raters.entries()) {
    // The last one leaves some texts.
    const most = rater === 2 ? 34 : 40
    for (let n = 0; n < most; ) {
      const { items } = await claimAs(ctx, { id: study.queueId })
      if (items.length === 0) break
      for (const item of items.slice(0, most - n)) {
        const decision = DECISIONS[(item.number * 3 + rater) % DECISIONS.length]!
        const data = decision === 'REJECT' ? { decision, criteria: { logical: false } } : { decision }
        await judge(ctx, { id: item.entryId, revisionId: item.revisionId }, data)
        n++
      }
    }
  }
  expect(await say('study', 'close', '1', '--project', 'studied')).toMatchObject({ finished: 34, unfinished: 6 })

  const data = (await findStudyData(
    { db: t.db, now: new Date(), actor: { kind: 'operator', name: 'test' } },
    { projectId: project.id, number: 1 },
  ))!
  const [report] = studyReport(data)
  expect(report).toMatchObject({ items: 34, unfinished: 6, abstentions: expect.any(Number) })
  expect(report!.abstentions).toBeGreaterThan(0)
  expect(report!.population.majority.value?.how).toBe('POST_STRATIFIED')

  const file = path.join(scratch.folder, 'judgments.jsonl')
  await say('study', 'export', '1', '--project', 'studied', '--file', 'jsonl', '--out', file)
  expectSame(await say('agreement', file), report!)
  for (const line of report!.strata) {
    const rows = judgmentRows(data, 'validity').filter(({ stratum }) => stratum === line.key)
    const part = path.join(scratch.folder, 'part.jsonl')
    writeFileSync(part, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
    const said = await say('agreement', part)
    expect(said.items).toBe(line.n)
    expect(said.majorityPass).toBeCloseTo(line.majority.rate.value!, 12)
    expect(said.majorityPassInterval).toEqual(line.majority.interval.value)
    expect(said.allPass).toBeCloseTo(line.all.rate.value!, 12)
  }
  // Weighed by hand: a quarter of the population is harmful.
  const [benign, harmful] = report!.strata.map(({ majority }) => majority.rate.value!)
  expect(report!.population.majority.value?.rate).toBeCloseTo(0.75 * benign! + 0.25 * harmful!, 12)

  const json = path.join(scratch.folder, 'study.json')
  await say('study', 'export', '1', '--project', 'studied', '--file', 'json', '--out', json)
  const document = JSON.parse(readFileSync(json, 'utf8'))
  expect(document.tasks[0].numbers).toEqual(JSON.parse(JSON.stringify({ ...report, task: undefined })))
  expect(document).toMatchObject({
    format: 'plumbline-study/1',
    design: { seed: SEED },
    study: { sampleHash: made.sampleHash },
  })
  expect(document.sample).toHaveLength(40)
  expect(readFileSync(json, 'utf8')).not.toMatch(/meeting is moved|@example\.org/)
})

test('the published example by the command line', { timeout: 60_000 }, async () => {
  const said = await plumbline(['study', 'report', 'published'])
  expect(said.code).toBe(0)
  for (const figure of ['93.0 %', '86.3 to 96.6 %', '88.0 %', '0.738', '0.739', '0.953'])
    expect(said.stdout).toContain(figure)
})

/** What the real command prints of the real file, and what the report says. */
function expectSame(said: Record<string, unknown>, report: TaskReport) {
  expect(said).toMatchObject({ items: report.items, abstentions: report.abstentions, reviewers: report.reviewers })
  expect(said.judgments).toBe(report.votes + report.abstentions)
  const rates = [
    ['majorityPass', report.majority],
    ['allPass', report.all],
  ] as const
  for (const [name, rate] of rates) {
    expect(said[name]).toBeCloseTo(rate.rate.value!, 12)
    expect(said[`${name}Interval`]).toEqual(rate.interval.value)
  }
  const names = { percent: 'percentAgreement', fleiss: 'fleissKappa', alpha: 'krippendorffAlpha', ac1: 'gwetAc1' }
  for (const { key, value, interval } of report.coefficients) {
    expect(said[names[key]]).toBeCloseTo(value.value!, 12)
    const range = said[`${names[key]}Interval`] as { low: number; high: number }
    expect(range.low).toBeCloseTo(interval.value!.low, 10)
    expect(range.high).toBeCloseTo(interval.value!.high, 10)
  }
}
