import { z } from 'zod'
import { defineRoute } from '@/lib/auth/define-route'
import { findImport } from '@/lib/data/queries/imports'
import { notFound } from '@/lib/services/errors'

/** How far an import is, and its report once there is one. Polled by the import page. */
export const POST = defineRoute(
  { input: z.strictObject({ projectId: z.uuid(), batchId: z.uuid() }) },
  async (ctx, { projectId, batchId }) => {
    const state = await findImport(ctx, projectId, batchId)
    if (!state) throw notFound('import')
    return state
  },
)
