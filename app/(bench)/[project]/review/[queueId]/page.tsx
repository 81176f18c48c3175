import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { Workbench } from '@/components/review/workbench'
import { requireProject } from '@/lib/auth/project'
import { findQueueHead } from '@/lib/data/queries/review'

export const metadata: Metadata = { title: 'Review' }

interface PageProps {
  params: Promise<{ project: string; queueId: string }>
}

export default async function ReviewPage({ params }: PageProps) {
  const { project: slug, queueId } = await params
  const { ctx, project, actor } = await requireProject(slug)
  const head = z.uuid().safeParse(queueId).success ? await findQueueHead(ctx, queueId) : null
  if (head?.projectId !== project.id) notFound()
  const { settings } = head
  return (
    <Workbench
      key={head.id}
      queue={{
        id: head.id,
        name: head.name,
        slots: head.slots,
        study: head.purpose !== 'CURATION',
        calibration: head.purpose === 'CALIBRATION',
        editCountsAs: head.editCountsAs,
        offersAmbiguous: head.offersAmbiguous,
        stopsEarly: head.stopsEarly,
      }}
      project={{ slug: project.slug, name: project.name }}
      user={{ id: actor.userId, name: actor.name }}
      rubric={head.rubric}
      labelPolicy={{ turningAsidePasses: settings.turningAsidePasses }}
      breakAfterMinutes={settings.breakAfterMinutes}
      support={{ text: settings.supportText, url: settings.supportUrl }}
      lockPath="/locked"
    />
  )
}
