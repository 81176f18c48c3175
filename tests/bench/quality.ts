import { agreementSections } from '@/app/(workspace)/[project]/quality/agreement/agreement-sections'
import { qualityView } from '@/app/(workspace)/[project]/quality/quality-view'
import { DECISION_LABELS, fitReliability } from '@/lib/core/review/reliability'
import { findAgreement } from '@/lib/data/queries/agreement'
import { findQuality } from '@/lib/data/queries/quality'
import { listRatedPatterns } from '@/lib/data/queries/rated-patterns'
import { makeUser } from '../support/factories'
import { withBenchDatabase } from './database'
import { makeBigDesk } from './desk'
import { fillJudgments } from './fill-judgments'
import { type BenchResult, median } from './report'

const ENTRIES = 333_333
const JUDGMENTS = 3 * ENTRIES
const REVIEWERS = 20
const ROUNDS = 5
const VIEWER = { reviews: false }

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
      ENTRIES,
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
