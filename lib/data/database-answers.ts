import { db } from './client'

/** Whether a query gets through now, by the connections that pages read with; false after five seconds of waiting for one. */
export async function databaseAnswers(): Promise<boolean> {
  try {
    await db().$queryRaw`select 1`
    return true
  } catch {
    return false
  }
}
