import { setTimeout } from 'node:timers/promises'
import { requestIntervals } from '@/lib/services/agreement/request-intervals'
import { resampleIntervals } from '@/lib/services/agreement/resample-intervals'
import { makeCertificate, makeCertificateInput } from '@/lib/services/certificates/make-certificate'
import { fitReliability } from '@/lib/services/reliability/fit-reliability'
import { requestFit } from '@/lib/services/reliability/request-fit'
import { draftSnapshot } from '@/lib/services/snapshots/draft-snapshot'
import { freezeSnapshot } from '@/lib/services/snapshots/freeze-snapshot'
import { closeStudy } from '@/lib/services/studies/close-study'
import { createStudy } from '@/lib/services/studies/create-study'
import { createStudyInput } from '@/lib/services/studies/study-input'
import type { TestDatabase } from '../support/database'
import { makeMember, makeUser, userActor } from '../support/factories'
import { mintSession } from '../support/mint-session'
import { specOf } from '../support/snapshots'
import { makeBigDesk } from './desk'
import { fillJudgments } from './fill-judgments'
import { type BenchPlumbline, withPlumbline } from './plumbline'
import { type BenchResult, type BenchRow, median, quantile } from './report'

const ITEMS = 20_000
const REVIEWERS = 20
const STUDY = 300
const ROUNDS = 20
const WARM_UP = 3
const GOAL = { atMost: 200 }

/** Everything of a queue judged to the end by three people. */
const judgeQueue = ({ db }: TestDatabase, queueId: string, reviewers: string[]) =>
  db.$executeRaw`
    with said as (
      insert into judgments (id, project_id, queue_id, entry_id, item_id, revision_id, reviewer_id, decision, seconds)
      select make_uuid_v7(), e.project_id, e.queue_id, e.id, e.item_id, e.revision_id, (${reviewers}::uuid[])[k],
        case when abs(hashint4(i.number * 3 + k)) % 10 < 9 then 'ACCEPT' else 'REJECT' end::"Decision", 20
      from queue_entries e join items i on i.id = e.item_id, generate_series(1, 3) k where e.queue_id = ${queueId}::uuid
      returning entry_id
    )
    update queue_entries set status = 'CLOSED', verdict = 'PASSED', closed_at = now() where id in (select entry_id from said)`

/** The worker does it. */
async function untilFrozen({ db }: TestDatabase, id: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const { status } = await db.snapshot.findUniqueOrThrow({ where: { id } })
    if (status === 'FROZEN') return
    if (status !== 'BUILDING') throw new Error(`the snapshot is ${status}`)
    await setTimeout(200)
  }
  throw new Error('the snapshot is not frozen after two minutes')
}

/** A project with everything that the pages show: 20,000 items × 3, fits, intervals, a closed study. */
async function fill({ t }: BenchPlumbline) {
  const { project, users } = await makeBigDesk(t, { reviewers: REVIEWERS, items: ITEMS, slots: 3 })
  const ids = users.map(({ id }) => id)
  await fillJudgments(t, project.id, ids, ITEMS)
  await t.db.$executeRaw`update items set verdict = 'PASSED', accepted_revision_id = current_revision_id
    where project_id = ${project.id}::uuid`
  await t.db.$executeRaw`vacuum analyze`
  const curator = await makeUser(t.db)
  await makeMember(t.db, project, curator, 'CURATOR')
  const ctx = t.ctx(await userActor(t.db, curator))
  const job = { ...ctx, actor: { kind: 'job' as const, name: 'bench' } }
  const of = { projectId: project.id, stage: 'CHAIN' as const }

  await requestFit(ctx, of)
  await fitReliability(job, of)
  const { askedAt } = await requestIntervals(ctx, { ...of, seed: 7 })
  await resampleIntervals(job, { ...of, askedAt: askedAt.toISOString() })

  const allocation = { kind: 'PROPORTIONAL', size: STUDY }
  const design = { preset: 'FREE', stage: 'CHAIN', strata: ['CATEGORY'], seed: 7, raters: 3, allocation }
  const { number } = await createStudy(
    ctx,
    createStudyInput.parse({
      projectId: project.id,
      design,
      name: 'A study',
      protocol: 'Judge.',
      raterIds: ids.slice(0, 3),
    }),
  )
  const { queueId } = await t.db.study.findUniqueOrThrow({
    where: { projectId_number: { projectId: project.id, number } },
  })
  await judgeQueue(t, queueId, ids)
  await closeStudy(ctx, { projectId: project.id, number })

  // The bulk texts are alike in most of their words, and all of them should stay.
  const alike = { nearFrom: null }
  const { snapshotId } = await draftSnapshot(ctx, {
    projectId: project.id,
    name: 'A snapshot',
    spec: specOf({ duplicates: alike, leakage: alike }),
  })
  await freezeSnapshot(ctx, { snapshotId })
  await untilFrozen(t, snapshotId)
  const auditors = await Promise.all(Array.from({ length: 3 }, () => makeUser(t.db)))
  for (const auditor of auditors) await makeMember(t.db, project, auditor, 'REVIEWER')
  await makeCertificate(
    ctx,
    makeCertificateInput.parse({
      ...{ snapshotId, kind: 'FIXED', share: 0.95, confidence: 0.95, votes: 3, allowed: 0, seed: 7 },
      auditorIds: auditors.map(({ id }) => id),
    }),
  )

  await t.db.$executeRaw`vacuum analyze`
  const base = `/${project.slug}`
  return {
    curator,
    pages: {
      quality: `${base}/quality`,
      agreement: `${base}/quality/agreement`,
      reviewers: `${base}/quality/reviewers`,
      'gold, audits': `${base}/gold`,
      studies: `${base}/studies`,
      'a closed study': `${base}/studies/${number}`,
      snapshots: `${base}/snapshots`,
      'a frozen snapshot': `${base}/snapshots/1`,
      'a certificate under way': `${base}/snapshots/1/certificates/1`,
    },
  }
}

/** From the request to the last byte of the answer. */
async function timePage(url: string, cookie: string): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const began = performance.now()
    const answer = await fetch(url, { headers: { cookie }, redirect: 'error' })
    await answer.text()
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`)
    if (round >= WARM_UP) times.push(performance.now() - began)
  }
  return times
}

/** How long the server takes over the pages of numbers, on the production build. */
export const run = (): Promise<BenchResult> =>
  withPlumbline(async (plumbline) => {
    const { curator, pages } = await fill(plumbline)
    const { cookie } = await mintSession(plumbline.t.db, curator)
    const rows: BenchRow[] = []
    for (const [name, path] of Object.entries(pages)) {
      const times = await timePage(`${plumbline.url}${path}`, `${cookie.name}=${cookie.value}`)
      rows.push({
        label: `${name}, p95 (median ${Math.round(median(times))} ms)`,
        value: quantile(times, 0.95),
        unit: 'ms',
        goal: GOAL,
      })
    }
    return {
      name: `Pages of numbers over ${ITEMS.toLocaleString('en')} items with three judgments each by ${REVIEWERS} reviewers`,
      rows,
      notes: [`${ROUNDS} requests after ${WARM_UP} to warm up, to the last byte, from this machine.`],
    }
  })
