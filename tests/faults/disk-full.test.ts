import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { refusal } from '@/lib/auth/to-result'
import { writeBundle } from '@/lib/cli/write-bundle'
import { createClient } from '@/lib/data/client'
import { databaseTrouble } from '@/lib/data/database-trouble'
import { applyMigrations } from '@/lib/server/migrations'
import { startCluster } from '@/lib/server/postgres/start-cluster'
import { writeBackup } from '@/lib/services/backup/write-backup'
import { beginImport } from '@/lib/services/import/begin-import'
import { receiveFile } from '@/lib/services/import/receive-file'
import { writeChainLines } from '../support/chain-rows'
import { testDatabase } from '../support/database'
import { makeChain, makeProject } from '../support/factories'
import { withPlain } from '../support/fault-house'
import { makeDesk } from '../support/review'
import { apply, countRows, scratchFolder } from '../support/run-import'
import { root } from '../support/server'
import { frozen, pass } from '../support/snapshots'

/** Fault T13: a disk of a few megabytes that runs full. It is a real one, of memory: mounting it takes the rights for that. */

const t = testDatabase()
const scratch = scratchFolder()
const operator = { kind: 'operator', name: 'test' } as const
const disks: string[] = []
const mount = (...args: string[]) => execFileSync('mount', args, { stdio: 'pipe' })

function canMount(): boolean {
  try {
    makeDisk(1)
    return true
  } catch {
    return false
  }
}

function makeDisk(megabytes: number): string {
  const at = path.join(scratch.folder, `disk-${disks.length + 1}`)
  mkdirSync(at)
  mount('-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', at)
  disks.push(at)
  return at
}
const enlarge = (disk: string, megabytes: number) => mount('-o', `remount,size=${megabytes}m`, disk)

chmodSync(scratch.folder, 0o755)
const may = canMount()
if (!may) console.info('T13 is left out: no disk can be mounted here. Run it as root.')

// Registered after the folder's own end, so that it runs before it.
afterAll(() => {
  for (const disk of disks) execFileSync('umount', ['-l', disk])
})

test.skipIf(!may)('an upload that the disk has no room for leaves nothing, says why, and comes in later', async () => {
  const before = process.env.PLUMBLINE_DATA
  const disk = makeDisk(4)
  process.env.PLUMBLINE_DATA = disk
  try {
    const ctx = t.ctx(operator)
    const project = await makeProject(t.db)
    const chunk = Buffer.alloc(256 * 1024, 32)
    async function* body(chunks: number) {
      for (let n = 0; n < chunks; n++) yield chunk
    }
    const { batchId } = await beginImport(ctx, { projectId: project.id })
    const send = (chunks: number) => receiveFile(ctx, { batchId, name: 'chains.jsonl', body: body(chunks) })
    const error = await send(40).catch((one: unknown) => one)
    expect(refusal(error)).toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/disk.*full.*make room/),
    })
    const left = readdirSync(disk, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    expect(left).toEqual([])
    expect((await t.db.importBatch.findUniqueOrThrow({ where: { id: batchId } })).files).toEqual([])
    enlarge(disk, 32)
    expect(await send(40)).toMatchObject({ size: 40 * chunk.length })
  } finally {
    if (before === undefined) delete process.env.PLUMBLINE_DATA
    else process.env.PLUMBLINE_DATA = before
  }
})

test.skipIf(!may)(
  'a backup and a snapshot’s folder that do not fit leave no file, and fit later',
  {
    timeout: 120_000,
  },
  async () => {
    const disk = makeDisk(1)
    const ctx = t.ctx(operator)
    const { project, users, queue } = await makeDesk(t, { reviewers: 2, queue: { slots: 2 } })
    const by = { project, queue, reviewers: users }
    for (let n = 0; n < 100; n++) await pass(t.db, await makeChain(t.db, project), by)
    await frozen(ctx, project.id, { duplicates: { exact: false, nearFrom: null } })
    writeFileSync(path.join(disk, 'filler'), Buffer.alloc(1_012 * 1024))
    const file = path.join(disk, 'all.tar.gz')
    const out = path.join(disk, 'snapshot')
    const bundle = { project, number: 1, format: 'plumbline-jsonl', out }
    for (const [at, write] of [
      [file, () => writeBackup(ctx, file)],
      [out, () => writeBundle(ctx, bundle)],
    ] as const) {
      const error = await write().catch((one: unknown) => one)
      expect(databaseTrouble(error), String(error)).toBe('FULL')
      expect(String(error)).toMatch(/no space left/i)
      expect(existsSync(at)).toBe(false)
      expect(readdirSync(disk)).toEqual(['filler'])
    }
    rmSync(path.join(disk, 'filler'))
    enlarge(disk, 16)
    await writeBackup(ctx, file)
    await writeBundle(ctx, bundle)
    expect(statSync(file).size).toBeGreaterThan(1_000)
    expect(existsSync(path.join(out, 'manifest.json'))).toBe(true)
  },
)

test.skipIf(!may)(
  'PostgreSQL’s disk, log included, runs full in an import: nothing of it stands, and with room it comes in',
  {
    timeout: 600_000,
  },
  async () => {
    const rows = 40_000
    const disk = makeDisk(130)
    const options = { root, folder: disk, password: 'of-this-test-alone' }
    let cluster = await startCluster(options)
    const url = () => cluster.url('small')
    try {
      await withPlain(cluster.url('postgres'), (client) =>
        client.query(`create database small template template0 encoding 'UTF8'`),
      )
      await applyMigrations(url(), root)
      const file = await writeChainLines(path.join(scratch.folder, 'chains.jsonl'), rows, 900)
      let db = createClient(url(), 4)
      const project = await makeProject(db)
      const bring = () => apply(db, project.id, [{ name: 'chains.jsonl', path: file, format: null }])
      const error = await bring().then(
        () => null,
        (one: unknown) => one,
      )
      await db.$disconnect()
      const trouble = databaseTrouble(error)
      console.info(`T13: ${trouble}: ${String(error).slice(0, 200)}`)
      expect(error, 'the disk was large enough').not.toBeNull()
      // A log that cannot be written ends PostgreSQL itself; its clients hear that the connection broke.
      expect(['FULL', 'BROKEN', 'AWAY']).toContain(trouble)
      enlarge(disk, 1_500)
      const over = await Promise.race([
        cluster.ended.then(() => true),
        new Promise((done) => setTimeout(done, 3_000, false)),
      ])
      if (over) cluster = await startCluster({ ...options, port: cluster.port })
      db = createClient(url(), 4)
      expect(await countRows(db, project.id)).toMatchObject({ items: 0, revisions: 0, lastNumber: 0 })
      await bring()
      expect(await countRows(db, project.id)).toMatchObject({ items: rows, revisions: rows, lastNumber: rows })
      await db.$disconnect()
    } finally {
      await cluster.stop()
    }
  },
)
