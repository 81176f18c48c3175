import { expect, test } from 'vitest'
import { databaseTrouble } from '@/lib/data/database-trouble'

const adapter = (cause: object) => ({
  code: 'P2010',
  message: 'Raw query failed.',
  meta: { driverAdapterError: { cause } },
})

test('what ails the database is told from errors as drivers, adapters and Prisma make them', () => {
  const cases: [error: unknown, trouble: ReturnType<typeof databaseTrouble>][] = [
    [{ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' }, 'AWAY'],
    [adapter({ kind: 'DatabaseNotReachable' }), 'AWAY'],
    [adapter({ kind: 'TooManyConnections' }), 'AWAY'],
    [adapter({ kind: 'postgres', originalCode: '57P03' }), 'AWAY'],
    [new Error('timeout exceeded when trying to connect'), 'AWAY'],
    [{ code: 'P2028', message: 'Transaction API error: Unable to start a transaction in the given time.' }, 'AWAY'],
    [{ code: '57P01', message: 'terminating connection' }, 'BROKEN'],
    [adapter({ kind: 'ConnectionClosed' }), 'BROKEN'],
    [new Error('Connection terminated unexpectedly'), 'BROKEN'],
    [new Error('Client has encountered a connection error and is not queryable'), 'BROKEN'],
    [adapter({ originalCode: '53100', originalMessage: 'could not extend file: No space left on device' }), 'FULL'],
    [{ code: 'ENOSPC', message: 'write' }, 'FULL'],
    [new Error('wrapped', { cause: { code: '08006' } }), 'BROKEN'],
    [adapter({ originalCode: '23505' }), null],
    [new Error('Something else'), null],
    [null, null],
    ['text', null],
  ]
  for (const [error, trouble] of cases) expect([error, databaseTrouble(error)]).toEqual([error, trouble])
})
