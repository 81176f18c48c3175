import { resampleIntervals } from '@/lib/services/agreement/resample-intervals'
import type { JobData } from '../definitions'
import type { Handler } from '../run-jobs'

export const resampleAgreement: Handler<JobData<'resampleAgreement'>> = (asked, { db }) =>
  resampleIntervals({ actor: { kind: 'job', name: 'resample-agreement' }, db, now: new Date() }, asked)
