import { agreementSections } from '@/app/(workspace)/[project]/quality/agreement/agreement-sections'
import { qualityView } from '@/app/(workspace)/[project]/quality/quality-view'
import { DECISION_LABELS, fitReliability } from '@/lib/core/review/reliability'
import { findAgreement } from '@/lib/data/queries/agreement'
import { findQuality } from '@/lib/data/queries/quality'
import { listRatedPatterns } from '@/lib/data/queries/rated-patterns'
import type { TestDatabase } from '../support/database'
import { makeUser } from '../support/factories'
import { withBenchDatabase } from './database'
import { makeBigDesk } from './desk'
import { type BenchResult, median } from './report'

const ENTRIES = 333_333
const JUDGMENTS = 3 * ENTRIES
const REVIEWERS = 20
const ROUNDS = 5
const BATCH = 20_000
const VIEWER = { reviews: false }

/** Three answers on every entry by three of the twenty, four in five of them accepts; every entry closed. */
async function fillJudgments({ db }: TestDatabase, projectId: string, reviewers: string[]): Promise<void> {
  for (let from = 1; from <= ENTRIES; from += BATCH) {
    await db.$executeRaw`
      insert into judgments (id, project_id, queue_id, entry_id, item_id, revision_id, reviewer_id, decision, seconds)
      select make_uuid_v7(), e.project_id, e.queue_id, e.id, e.item_id, e.revision_id,
        (${reviewers}::uuid[])[1 + (i.number * 3 + k) % ${reviewers.length}::int],
        (array['ACCEPT', 'ACCEPT', 'ACCEPT', 'ACCEPT', 'REJECT', 'ACCEPT', 'ACCEPT', 'ACCEPT', 'EDIT', 'ACCEPT', 'REJECT',
          'ACCEPT', 'ABSTAIN'])[1 + abs(hashint4(i.number * 3 + k)) % 13]::"Decision", 20
      from items i join queue_entries e on e.item_id = i.id, generate_series(0, 2) k
      where i.project_id = ${projectId}::uuid and i.number between ${from}::int and ${from + BATCH - 1}::int`
  }
  await db.$executeRaw`
    update queue_entries e set status = 'CLOSED', verdict = 'PASSED', closed_at = now(), accepts = votes.accepts,
      rejects = votes.rejects, edits = votes.edits, abstains = votes.abstains, first_accepts = votes.first_accepts,
      settled_by = case when least(votes.accepts, votes.rejects + votes.edits) = 0 then 'UNANIMOUS' else 'MAJORITY' end::"SettledBy"
    from (select entry_id, count(*) filter (where decision = 'ACCEPT') as accepts,
        count(*) filter (where decision = 'REJECT') as rejects, count(*) filter (where decision = 'EDIT') as edits,
        count(*) filter (where decision = 'ABSTAIN') as abstains,
        least(2, count(*) filter (where decision = 'ACCEPT')) as first_accepts
      from judgments group by 1) votes
    where votes.entry_id = e.id`
  await db.$executeRaw`vacuum analyze judgments, queue_entries, items, revisions`
}

async function clock(times: number[], run: () => Promise<unknown>): Promise<void> {
  const began = performance.now()
  await run()
  times.push(performance.now() - began)
}

/** The quality page's question against one GROUP BY over the same judgments. */
export const run = (): Promise<BenchResult> =>
  withBenchDatabase(async (bench) => {
    const { project, users } = await makeBigDesk(bench, { reviewers: REVIEWERS, items: ENTRIES, slots: 1 })
    await fillJudgments(
      bench,
      project.id,
      users.map(({ id }) => id),
    )
    const admin = bench.ctx({
      kind: 'user',
      userId: (await makeUser(bench.db)).id,
      sessionId: '',
      name: '',
      email: '',
      admin: true,
      memberships: new Map(),
      ip: null,
    })
    const ours: number[] = []
    const agreement: number[] = []
    const plain: number[] = []
    for (let round = 0; round <= ROUNDS; round++) {
      await clock(ours, async () =>
        qualityView((await findQuality(admin, project.id)) ?? { patterns: [], open: [] }, VIEWER, 'CHAIN'),
      )
      await clock(agreement, async () => {
        agreementSections((await findAgreement(admin, project.id, 'CHAIN')) ?? [], VIEWER)
      })
      await clock(
        plain,
        () =>
          bench.db
            .$queryRaw`select entry_id, decision, count(*)::int from judgments where project_id = ${project.id}::uuid
          and counted and withdrawn_at is null and superseded_at is null group by 1, 2 having count(*) > 3`,
      )
    }
    const [ourMs, plainMs] = [median(ours.slice(1)), median(plain.slice(1))]
    const agreementMs = median(agreement.slice(1))
    const fit: number[] = []
    await clock(fit, async () =>
      fitReliability(
        'DECISION',
        DECISION_LABELS,
        await listRatedPatterns(admin, { projectId: project.id, stage: 'CHAIN', question: 'DECISION' }),
      ),
    )
    return {
      name: `Quality figures over ${JUDGMENTS.toLocaleString('en')} judgments by ${REVIEWERS} reviewers`,
      rows: [
        {
          label: 'quality page, figures and intervals ÷ one GROUP BY of the same judgments',
          value: ourMs / plainMs,
          unit: '×',
          goal: { atMost: 2 },
        },
        { label: 'quality page, figures and intervals', value: ourMs / 1000, unit: 's', goal: { atMost: 1 } },
        {
          label: 'agreement page, figures and intervals ÷ the same GROUP BY',
          value: agreementMs / plainMs,
          unit: '×',
          goal: { atMost: 2 },
        },
        { label: 'agreement page, figures and intervals', value: agreementMs / 1000, unit: 's', goal: { atMost: 1 } },
        { label: 'reliability of the reviewers, read and fitted (a job)', value: fit[0]! / 1000, unit: 's' },
        { label: 'one GROUP BY entry and decision', value: plainMs / 1000, unit: 's' },
      ],
      notes: [
        `Medians of ${ROUNDS} rounds after one to warm up. The bar is either of the two: twice the GROUP BY, or a second.`,
      ],
    }
  })
