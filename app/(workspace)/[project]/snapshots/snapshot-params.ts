import { notFound } from 'next/navigation'
import { requireProject } from '@/lib/auth/project'
import { canCurate } from '@/lib/core/policy/policies'
import { findSnapshot } from '@/lib/data/queries/snapshots'
import { readNumber } from '../runs/run-params'

/** The project of a snapshot's page and the snapshot; not there for those who do not freeze. */
export async function requireSnapshot(slug: string, given: string) {
  const scope = await requireProject(slug)
  const number = readNumber(given)
  if (!canCurate(scope.facts) || number === null) notFound()
  const snapshot = await findSnapshot(scope.ctx, { projectId: scope.project.id, number })
  if (!snapshot) notFound()
  return { ...scope, snapshot, base: `/${scope.project.slug}/snapshots` }
}

/** A place in a list as an address says it: 0 is one too. */
export function readPlace(text: unknown): number | null {
  return typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : null
}
