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
  if (isDatabaseAway(error)) {
    return {
      ok: false,
      code: 'unavailable',
      message: 'The database does not answer. Nothing was changed; try again soon.',
    }
  }
  log.error('web', 'request failed', { error: messageOf(error) })
  return { ok: false, code: 'internal', message: 'Something went wrong on the server. Nothing was changed; try again.' }
}

const AWAY = new Set([
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  'ECONNREFUSED',
  'ECONNRESET',
  '57P01',
  '57P03',
])
const isDatabaseAway = (error: unknown) => AWAY.has(String((error as { code?: unknown } | null)?.code))
