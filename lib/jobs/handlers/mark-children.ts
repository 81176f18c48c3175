import { markManyChildren } from '@/lib/services/lineage/mark-many-children'
import type { JobData } from '../definitions'
import type { Handler } from '../run-jobs'

export const markChildren: Handler<JobData<'markChildren'>> = ({ itemId }, { db, signal }) =>
  markManyChildren({ actor: { kind: 'job', name: 'mark-children' }, db, now: new Date() }, itemId, signal)
