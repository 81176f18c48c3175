import { QUESTIONS_ONLY } from '@/lib/core/study/tasks'
import { Prisma } from '@/lib/data/client'

/**
 * Whether a queue, by its id's column, is that of a study whose raters answer questions and nothing else: what the project
 * says of its items would answer them, and stays on the server.
 */
export const questionsOnly = (queueId: 'e.queue_id' | 'q.id' | 'j.queue_id') => Prisma.sql`exists (
  select from studies asking where asking.queue_id = ${Prisma.raw(queueId)}
    and asking.spec -> 'design' ->> 'scheme' = ${QUESTIONS_ONLY})`
