import { type DatabaseTrouble, databaseTrouble } from '@/lib/data/database-trouble'
import { log, messageOf } from '@/lib/server/log'
import { type Result, ServiceError } from '@/lib/services/errors'

/** Runs a verb and turns whatever it throws into an answer: known refusals as they are, the rest as a plain word and a log line. */
export async function toResult<T>(run: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, data: await run() }
  } catch (error) {
    return refusal(error)
  }
}

export function refusal(error: unknown): Extract<Result<never>, { ok: false }> {
  if (error instanceof ServiceError) {
    const { code, message, fieldErrors } = error
    return { ok: false, code, message, ...(fieldErrors && { fieldErrors }) }
  }
  const trouble = databaseTrouble(error)
  if (trouble === 'FULL') log.error('web', 'a disk is full', { error: messageOf(error) })
  if (trouble) return { ok: false, code: 'unavailable', message: TROUBLES[trouble] }
  log.error('web', 'request failed', { error: messageOf(error) })
  return { ok: false, code: 'internal', message: 'Something went wrong on the server. Nothing was changed; try again.' }
}

const TROUBLES: Record<DatabaseTrouble, string> = {
  AWAY: 'The database does not answer. Nothing was changed; try again soon.',
  BROKEN:
    'The connection to the database broke off, so that it is not known whether this was done. Look, and try again.',
  FULL: 'A disk of the server is full. Nothing was changed; whoever runs Plumbline has to make room, then try again.',
}
