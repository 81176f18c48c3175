import { z } from 'zod'
import { canRead } from '@/lib/core/policy/policies'
import type { StudyData } from '@/lib/core/study/data'
import { publishedStudy } from '@/lib/core/study/published'
import { tasksOf } from '@/lib/core/study/tasks'
import { writeStudyHtml } from '@/lib/core/study/write-html'
import { writeJudgments, writeStudyJson } from '@/lib/core/study/write-json'
import { findStudyData } from '@/lib/data/queries/studies'
import { writeAudit } from '../audit'
import { type Ctx, factsFor, inTransaction } from '../context'
import { notFound, ServiceError } from '../errors'

export const STUDY_FILES = ['html', 'json', 'jsonl'] as const
export type StudyFile = (typeof STUDY_FILES)[number]

export const exportStudyInput = z.strictObject({
  projectId: z.uuid(),
  /** Null: the published example. */
  number: z.number().int().min(1).nullable(),
  file: z.enum(STUDY_FILES),
  /** Of the judgments: which question's, where a study asks several. */
  task: z.string().max(40).nullable().default(null),
})
export type ExportStudyInput = z.infer<typeof exportStudyInput>

export interface ExportedStudy {
  name: string
  mediaType: string
  text: string
}

const MEDIA = { html: 'text/html; charset=utf-8', json: 'application/json', jsonl: 'application/x-ndjson' } as const

/** A closed study as a file: its report to print, the same as JSON, or the judgments that its numbers are made of. */
export async function exportStudy(ctx: Ctx, input: ExportStudyInput): Promise<ExportedStudy> {
  const { projectId, number, file } = input
  if (!canRead(factsFor(ctx.actor, projectId))) throw notFound('project')
  const data = number === null ? publishedStudy() : await requireClosed(ctx, { projectId, number })
  const tasks = tasksOf(data.design)
  const task = input.task === null ? tasks[0] : tasks.find(({ key }) => key === input.task)
  if (!task) throw new ServiceError('invalid', 'This study asks no such question. Nothing was written.')
  if (number !== null) {
    await inTransaction(ctx, async (tx) => {
      const study = await tx.study.findUniqueOrThrow({
        where: { projectId_number: { projectId, number } },
        select: { id: true },
      })
      const target = { kind: 'study', id: study.id }
      await writeAudit(tx, ctx, { action: 'study.export', projectId, target, data: { number, file } })
    })
  }
  const base = number === null ? 'published-example' : `study-${number}`
  const which = file === 'jsonl' && tasks.length > 1 ? `-${task.key.replaceAll('_', '-')}` : ''
  const name = `${base}${file === 'jsonl' ? `-judgments${which}` : ''}.${file}`
  return { name, mediaType: MEDIA[file], text: write(data, file, task.key) }
}

function write(data: StudyData, file: StudyFile, task: string): string {
  if (file === 'jsonl') return writeJudgments(data, task)
  return file === 'html' ? writeStudyHtml(data) : writeStudyJson(data)
}

async function requireClosed(
  ctx: Ctx,
  { projectId, number }: { projectId: string; number: number },
): Promise<StudyData> {
  const data = await findStudyData(ctx, { projectId, number })
  if (data) return data
  const there = await ctx.db.study.count({ where: { projectId, number } })
  if (there === 0) throw notFound('study')
  throw new ServiceError(
    'conflict',
    'This study is not closed yet, so it has no numbers. Nothing was written; close it first.',
  )
}
