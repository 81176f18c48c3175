import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { migrate, requireUsableDatabase } from '@/lib/server/open-database'
import { requireSchema } from '@/lib/server/require-schema'
import { onServer, testDatabase } from '../support/database'
import { administer, databaseName, root } from '../support/server'

const t = testDatabase()
const bytes = databaseName('bytes')
const fresh = databaseName('fresh')
const role = databaseName('role')

beforeAll(async () => {
  await administer(
    inject('serverUrl'),
    `create database ${bytes} template template0 encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C' locale_provider libc`,
    `create database ${fresh} template template0 encoding 'UTF8'`,
    `create role ${role} login password 'guess'`,
  )
})
afterAll(async () => {
  await administer(
    inject('serverUrl'),
    `drop database if exists ${bytes} with (force)`,
    `drop database if exists ${fresh} with (force)`,
    `drop role ${role}`,
  )
})

test('a database that is not UTF8 is refused', async () => {
  await expect(requireUsableDatabase(onServer(bytes))).rejects.toThrow('SQL_ASCII')
})

test('a user that may not make tables is refused before anything is made', async () => {
  const url = new URL(onServer(fresh))
  url.username = role
  url.password = 'guess'
  await expect(requireUsableDatabase(url.href)).rejects.toThrow('give it a database that it owns')
})

test('a server that does not answer is named without its password', async () => {
  const refused = requireUsableDatabase('postgresql://somebody:hunter2@127.0.0.1:1/none')
  await expect(refused).rejects.toThrow(/^PostgreSQL at 127\.0\.0\.1:1 \(DATABASE_URL\) cannot be used: (?!.*hunter2)/)
})

test('two starts at once migrate once', async () => {
  const url = onServer(fresh)
  await requireUsableDatabase(url)
  const applied = await Promise.all([migrate(url, root), migrate(url, root)])
  expect(applied.flat()).toEqual([...new Set(applied.flat())])
  await requireSchema(url, root)
})

test('a program older than its database refuses to work', async () => {
  await t.db.$executeRaw`
    insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
    values ('later', 'x', '29990101000000_later', now(), 1)`
  await expect(requireSchema(t.url, root)).rejects.toThrow('belongs to a newer Plumbline (29990101000000_later)')
})

test.skipIf(process.env.TEST_DATABASE_URL)(
  'the embedded PostgreSQL compares letters whatever the language',
  async () => {
    const [row] = await t.db.$queryRaw<{ alike: boolean; encoding: string }[]>`
    select 'É' ilike 'é' as alike, current_setting('server_encoding') as encoding`
    expect(row).toEqual({ alike: true, encoding: 'UTF8' })
  },
)
