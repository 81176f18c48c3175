const ATTEMPTS = 6

/** unique_violation, deadlock_detected, serialization_failure: another transaction came first, and a second look settles it. */
const RETRYABLE = new Set(['23505', '40P01', '40001'])

/** Prisma waited for a connection for as long as it may, and began nothing: the same call again does no work twice. */
const neverBegan = (error: unknown) => {
  const { code, message } = error as { code?: unknown; message?: unknown }
  return code === 'P2028' && String(message).includes('Unable to start a transaction')
}

/** Each try waits for a connection anew: more of them than this would keep somebody waiting who could be told. */
const BEGINNINGS = 3

/** SQLSTATE of a failed raw statement; Prisma's own statements say P2002 and P2034 instead. */
function sqlState(error: unknown): string | null {
  const known = error as { code?: unknown; meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } } }
  const original = known?.meta?.driverAdapterError?.cause?.originalCode
  if (typeof original === 'string') return original
  if (known?.code === 'P2002') return '23505'
  return known?.code === 'P2034' ? '40001' : null
}

/** Runs a transaction again, a bounded number of times, when it lost a race that the schema decides by a constraint, or found no connection to begin on. */
export async function retryConflicts<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (error) {
      const again = neverBegan(error) ? attempt < BEGINNINGS : RETRYABLE.has(sqlState(error) ?? '')
      if (attempt >= ATTEMPTS || !again) throw error
    }
  }
}
