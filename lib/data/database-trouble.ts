/**
 * What ails the database, as far as an error says it.
 * AWAY: it was not reached, or had no connection left; nothing was begun. BROKEN: the connection went in the middle, so
 * that what was under way may have been done or not. FULL: a disk of its is.
 */
export type DatabaseTrouble = 'AWAY' | 'BROKEN' | 'FULL'

/** Codes of PostgreSQL (SQLSTATE), of the network, and of Prisma. Source: PostgreSQL's appendix A, Prisma's error reference. */
const CODES: Record<DatabaseTrouble, RegExp> = {
  AWAY: /^(57P03|53300|08001|08004|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|P1001|P1002|P2024|P2028|P2037|DatabaseNotReachable|TooManyConnections)$/,
  BROKEN: /^(57P0[12]|08...|ECONNRESET|EPIPE|ETIMEDOUT|P1008|P1017|ConnectionClosed|SocketTimeout)$/,
  FULL: /^(53100|ENOSPC|EDQUOT|EFBIG)$/,
}
const WORDS: Record<DatabaseTrouble, RegExp> = {
  AWAY: /timeout exceeded when trying to connect|Can't reach database server|Unable to start a transaction in the given time/,
  BROKEN: /Connection terminated|Server has closed the connection|is not queryable|connection error/,
  FULL: /No space left on device/,
}
const ALL = ['FULL', 'AWAY', 'BROKEN'] as const

/** Null: it is something else. Looks into what an error was caused by, as adapters wrap what drivers say. */
export function databaseTrouble(error: unknown, depth = 0): DatabaseTrouble | null {
  if (typeof error !== 'object' || error === null || depth > 6) return null
  const { code, kind, originalCode, message, meta, cause } = error as Record<string, unknown>
  const codes = [code, kind, originalCode].filter((one) => typeof one === 'string')
  const text = typeof message === 'string' ? message : ''
  return (
    ALL.find((trouble) => codes.some((one) => CODES[trouble].test(one)) || WORDS[trouble].test(text)) ??
    databaseTrouble((meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError, depth + 1) ??
    databaseTrouble(cause, depth + 1)
  )
}
