import { z } from 'zod'
import { studyDesignSchema } from '@/lib/core/study/spec'

export const previewStudyInput = z.strictObject({ projectId: z.uuid(), design: studyDesignSchema })
export type PreviewStudyInput = z.infer<typeof previewStudyInput>

export const createStudyInput = z.strictObject({
  projectId: z.uuid(),
  design: studyDesignSchema,
  name: z.string().trim().min(1, 'A study needs a name').max(120),
  protocol: z.string().trim().min(1, 'Say how the raters are to work').max(20_000),
  /** The preset's own where it has one, else the newest for the stage. */
  rubricVersionId: z.uuid().nullable().default(null),
  raterIds: z.array(z.uuid()).min(1).max(500),
})
export type CreateStudyInput = z.infer<typeof createStudyInput>
