import type { Tx } from '@/lib/data/client'
import { notFound } from '../errors'

export async function requireProjectRow(tx: Tx, projectId: string): Promise<void> {
  const project = await tx.project.findUnique({ where: { id: projectId, archivedAt: null }, select: { id: true } })
  if (!project) throw notFound('project')
}
