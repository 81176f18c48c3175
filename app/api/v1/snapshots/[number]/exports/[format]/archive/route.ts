import { defineApiFile } from '@/lib/auth/define-api'
import { readArchiveEndpoint } from '@/lib/core/api/exports'
import { notFound } from '@/lib/services/errors'
import { zipSnapshot } from '@/lib/services/snapshots/zip-snapshot'

export const GET = defineApiFile(readArchiveEndpoint, async (ctx, { params: { number, format } }) => {
  const project = await ctx.db.project.findUnique({ where: { id: ctx.projectId }, select: { id: true, slug: true } })
  if (!project) throw notFound('project')
  const folder = `${project.slug}-snapshot-${number}-${format}`
  const { stream, snapshot } = await zipSnapshot(ctx, { project, number, format, folder })
  return {
    pieces: piecesOf(stream),
    mediaType: 'application/zip',
    name: `${folder}.zip`,
    headers: { 'X-Snapshot-SHA256': snapshot.hash ?? '' },
  }
})

async function* piecesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* stream
}
