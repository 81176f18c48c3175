import { randomInt } from 'node:crypto'
import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { AuditTable } from '@/components/gold/audit-table'
import { CalibrationTable } from '@/components/gold/calibration-table'
import { GoldTable } from '@/components/gold/gold-table'
import { SeededTable } from '@/components/gold/seeded-table'
import { Panel } from '@/components/quality/panel'
import { Places } from '@/components/quality/places'
import { requireProject } from '@/lib/auth/project'
import { ITEM_LISTS, type ItemStage } from '@/lib/core/item/lists'
import { capital } from '@/lib/core/item/words'
import { canCurate, canJudge } from '@/lib/core/policy/policies'
import { listAudits } from '@/lib/data/queries/audits'
import { findGold, listCalibrations, listSeededGold } from '@/lib/data/queries/gold'
import { listMembers } from '@/lib/data/queries/people'
import { readStage } from '../review/queue-params'
import { CalibrationForm } from './calibration-form'
import { GoldForm } from './gold-form'

export const metadata: Metadata = { title: 'Gold and audits' }

interface PageProps {
  params: Promise<{ project: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function GoldPage({ params, searchParams }: PageProps) {
  const { project, ctx, facts } = await requireProject((await params).project)
  if (!canCurate(facts)) notFound()
  const stage = readStage(await searchParams)
  const base = `/${project.slug}`
  const [gold, calibrations, seeded, audits, members] = await Promise.all([
    findGold(ctx, { projectId: project.id, stage }),
    listCalibrations(ctx, project.id),
    listSeededGold(ctx, project.id),
    listAudits(ctx, project.id),
    listMembers(ctx, project.id),
  ])
  const reviewers = members.filter(
    ({ roles, disabled }) =>
      !disabled && canJudge({ admin: false, roles, reviews: true }, { given: true, barred: false }),
  )
  const list = ITEM_LISTS[stage]
  const places = (Object.keys(ITEM_LISTS) as ItemStage[]).map((one) => ({
    ...{ label: capital(ITEM_LISTS[one]), href: `${base}/gold?stage=${ITEM_LISTS[one]}`, here: one === stage },
  }))
  return (
    <>
      <div className="mb-1 flex flex-wrap items-baseline gap-x-3 gap-y-2">
        <h1>Gold and audits</h1>
        <p className="text-ink-2">Answers that are known, and second looks. Curators alone see this page.</p>
        <Places label="Stage" places={places} />
      </div>
      <p className="mb-4 max-w-[90ch] text-12 text-ink-2">
        None of it enters a figure, and none of it ranks anybody: results stand by name, each with its n. They are a
        question to talk over, not a score. Gold texts among an ordinary queue’s, and audits of one, begin in{' '}
        <Link href={`${base}/review`}>the queue’s settings</Link>.
      </p>
      <div className="grid items-start gap-6 xl:grid-cols-2">
        <Panel title={`Gold answers, ${gold?.length ?? 0} ${list}`} lead="What a text is known to deserve, and why.">
          <GoldForm projectId={project.id} stage={stage} />
          <GoldTable gold={gold ?? []} base={`${base}/${list}`} />
        </Panel>
        <div className="grid content-start gap-6">
          <Panel title="Calibrations" lead="Everybody answers all texts and is told the gold answer after each.">
            <CalibrationForm
              projectId={project.id}
              stage={stage}
              seed={randomInt(1, 2 ** 31)}
              most={gold?.filter(({ servable }) => servable).length ?? 0}
              reviewers={reviewers.map(({ userId, name }) => ({ userId, name }))}
            />
            <CalibrationTable calibrations={calibrations ?? []} />
          </Panel>
          <Panel
            title="Gold texts in queues"
            lead="Served as any other text of an ordinary queue; reviewers are not told, not even afterwards."
          >
            <SeededTable queues={seeded ?? []} base={`${base}/review`} />
          </Panel>
          <Panel
            title="Lead audits"
            lead="A seeded share of each reviewer’s work, looked at again by a lead who does not see what was said."
          >
            <AuditTable lines={audits ?? []} />
          </Panel>
        </div>
      </div>
    </>
  )
}
