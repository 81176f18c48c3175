import { fitReliability as fit } from '@/lib/services/reliability/fit-reliability'
import type { JobData } from '../definitions'
import type { Handler } from '../run-jobs'

export const fitReliability: Handler<JobData<'fitReliability'>> = (asked, { db }) =>
  fit({ actor: { kind: 'job', name: 'fit-reliability' }, db, now: new Date() }, asked)
