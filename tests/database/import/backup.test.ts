import { readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { beforeAll, expect, inject, test } from 'vitest'
import { createClient, type PrismaClient } from '@/lib/data/client'
import { restoreBackup } from '@/lib/services/backup/restore-backup'
import { writeBackup } from '@/lib/services/backup/write-backup'
import { onServer, testDatabase } from '../../support/database'
import { makeCategory, makeChain, makeMember, makeProject, makeQueue, makeUser } from '../../support/factories'
import { scratchFolder } from '../../support/run-import'
import { administer, databaseName } from '../../support/server'

const t = testDatabase()
const scratch = scratchFolder()
const operator = { kind: 'operator', name: 'test' } as const
const archive = path.join(scratch.folder, 'all.tar.gz')
let kept: Awaited<ReturnType<typeof writeBackup>>

/** Another empty, migrated database for the length of one test. */
async function withEmpty<T>(use: (db: PrismaClient) => Promise<T>): Promise<T> {
  const name = databaseName('restore')
  await administer(inject('serverUrl'), `create database ${name} template ${inject('template')}`)
  const db = createClient(onServer(name), 2)
  try {
    return await use(db)
  } finally {
    await db.$disconnect()
    await administer(inject('serverUrl'), `drop database ${name} with (force)`)
  }
}
const ctx = (db: PrismaClient) => ({ actor: operator, db, now: new Date() })

beforeAll(async () => {
  const project = await makeProject(t.db)
  const people = [await makeUser(t.db), await makeUser(t.db)]
  for (const person of people) await makeMember(t.db, project, person, 'REVIEWER')
  const parent = await makeCategory(t.db, project, { severity: null })
  const child = await makeCategory(t.db, project, {
    parentId: parent.id,
    title: 'tab\there, back\\slash, line\nbreak, \u{1f600}',
  })
  const items = []
  for (let n = 0; n < 20; n++) items.push(await makeChain(t.db, project, { categoryId: child.id }))
  await makeQueue(t.db, project, { items, reviewers: people })
  kept = await writeBackup(ctx(t.db), archive)
})

test('the archive is private, and every table is in its manifest', async () => {
  expect(statSync(archive).mode & 0o777).toBe(0o600)
  expect(kept.tables.items).toMatchObject({ rows: 20 })
  expect(kept.tables.assignments).toMatchObject({ rows: 60 })
  const tables = await t.db.$queryRaw<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`
  expect(Object.keys(kept.tables).sort()).toEqual(
    tables
      .map(({ name }) => name)
      .filter((name) => name !== '_prisma_migrations')
      .sort(),
  )
})

test('restored, every table has the same checksum, and its keys hold again', async () => {
  await withEmpty(async (db) => {
    expect(await restoreBackup(ctx(db), archive)).toEqual(kept)
    const again = await writeBackup(ctx(db), path.join(scratch.folder, 'again.tar.gz'))
    const { audit_events: _, ...tables } = again.tables
    const { audit_events: __, ...before } = kept.tables
    expect(tables).toEqual(before)
    await expect(db.$executeRaw`update items set category_id = gen_random_uuid()`).rejects.toThrow()
  })
})

test('a database that is not empty is left as it is', async () => {
  await expect(restoreBackup(ctx(t.db), archive)).rejects.toThrow(/not empty.*Nothing was restored/)
  expect(await t.db.item.count()).toBe(20)
})

const DAMAGES: [name: string, damage: (bytes: Buffer) => Buffer][] = [
  ['cut off', (bytes) => bytes.subarray(0, bytes.length / 2)],
  ['a gzip of something else', () => gzipSync('a letter')],
  ['no gzip', () => Buffer.from('a letter')],
  [
    'one row changed',
    (bytes) => {
      const tar = gunzipSync(bytes)
      const at = tar.indexOf('Files.read_file')
      tar.write('Files.reap_file', at)
      return gzipSync(tar)
    },
  ],
  [
    'the manifest missing',
    (bytes) => {
      const tar = gunzipSync(bytes)
      const at = tar.indexOf('manifest.json')
      return gzipSync(Buffer.concat([tar.subarray(0, at), Buffer.alloc(1024)]))
    },
  ],
]

for (const [name, damage] of DAMAGES) {
  test(`a damaged archive restores nothing: ${name}`, async () => {
    const file = path.join(scratch.folder, `${name.replaceAll(' ', '-')}.tar.gz`)
    writeFileSync(file, damage(readFileSync(archive)))
    await withEmpty(async (db) => {
      await expect(restoreBackup(ctx(db), file)).rejects.toThrow(/no whole backup.*Nothing was restored/)
      expect(await db.project.count()).toBe(0)
    })
  })
}
