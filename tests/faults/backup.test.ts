import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createClient } from '@/lib/data/client'
import { seal, unseal } from '@/lib/server/seal'
import type { BackupManifest } from '@/lib/services/backup/format'
import type { Actor, Ctx } from '@/lib/services/context'
import { keyOwner } from '@/lib/services/providers/key-owner'
import { submitJudgment } from '@/lib/services/review/submit-judgment'
import { commandLine } from '../support/command-line'
import { makeEvaluation, makeUser } from '../support/factories'
import { everySo } from '../support/fault-house'
import { isHealthy } from '../support/health'
import { mintSession } from '../support/mint-session'
import { dropDataDir, makeDataDir, startPlumbline } from '../support/plumbline'
import { answer, expectNoDrift, makeDesk } from '../support/review'
import { makeProvider } from '../support/run-factories'
import { scratchFolder } from '../support/run-import'
import { runEnv } from '../support/run-project'
import { frozen } from '../support/snapshots'

const plumblineCommand = commandLine()
const scratch = scratchFolder()
const KEY = 'sk-canary-4f2a9c-of-the-backup'

interface Written {
  ok: boolean
  rows: number
  tables: BackupManifest['tables']
}

// Fault T20: a backup taken under load, restored elsewhere, and a Plumbline started on it.
test('what a backup under votes holds is one consistent state; restored it runs, and its keys need their secret', {
  timeout: 600_000,
}, async () => {
  const dataDir = makeDataDir()
  const other = makeDataDir()
  const one = await startPlumbline({ dataDir })
  const db = createClient(one.databaseUrl, 10)
  const t = { url: one.databaseUrl, db, ctx: (actor: Actor) => makeCtx(db, actor) }
  const call = async (folder: string, ...args: string[]) => {
    const said = await plumblineCommand([...args, '--json'], { PLUMBLINE_DATA: folder, DATABASE_URL: '' })
    expect(said.code, said.stderr).toBe(0)
    expect(said.stdout, said.stderr).toMatch(/^\{/)
    return JSON.parse(said.stdout) as Written
  }
  try {
    Object.assign(process.env, runEnv(one.databaseUrl))
    const desk = await makeDesk(t, { reviewers: 4, items: 600, queue: { slots: 4 } })
    await makeEvaluation(db, desk.project)
    const provider = await makeProvider(db)
    const sealedKey = seal(KEY, one.encryptionKey, keyOwner(provider))
    await db.providerKey.update({ where: { id: provider.id }, data: { sealedKey } })
    for (const entry of desk.entries.slice(0, 50)) {
      for (const ctx of desk.ctxs)
        await submitJudgment(ctx, answer({ entryId: entry.id, revisionId: entry.revisionId }))
    }
    await frozen(makeCtx(db, { kind: 'operator', name: 'test' }), desk.project.id)

    const rest = desk.entries.slice(50).flatMap((entry) => desk.ctxs.map((ctx) => ({ entry, ctx })))
    let votes = 0
    const load = everySo(60, async () => {
      const next = rest.shift()
      if (!next) return
      const { entry, ctx } = next
      const decision = votes % 3 === 0 ? 'REJECT' : 'ACCEPT'
      await submitJudgment(ctx, answer({ entryId: entry.id, revisionId: entry.revisionId }, { decision }))
      votes += 1
    })
    const file = path.join(scratch.folder, 'under-load.tar.gz')
    const kept = await call(dataDir, 'backup', file)
    await load.stop()
    const inBackup = kept.tables.judgments!.rows
    const inAll = await db.judgment.count()
    console.info(
      `T20: ${kept.rows} rows of ${Object.keys(kept.tables).length} tables; ${inBackup} judgments of ${inAll}`,
    )
    expect(inBackup).toBeGreaterThan(200)
    expect(inBackup, 'votes went on').toBeLessThan(inAll)

    const tables = await db.$queryRaw<{ name: string }[]>`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> '_prisma_migrations' order by 1`
    expect(Object.keys(kept.tables).sort()).toEqual(tables.map(({ name }) => name))
    expect(gunzipSync(readFileSync(file)).includes(KEY)).toBe(false)

    expect((await call(other, 'restore', file)).tables).toEqual(kept.tables)
    const again = await call(other, 'backup', path.join(scratch.folder, 'again.tar.gz'))
    // The restore itself is on record; nothing else differs by a byte, derived statuses included.
    const { audit_events: _, ...before } = kept.tables
    const { audit_events: __, ...after } = again.tables
    expect(after).toEqual(before)
    expect(await call(other, 'check')).toMatchObject({ ok: true })

    const two = await startPlumbline({ dataDir: other })
    const restored = createClient(two.databaseUrl, 4)
    try {
      expect(await isHealthy(two.url)).toBe(true)
      await expectNoDrift({ ...t, db: restored, url: two.databaseUrl })
      Object.assign(process.env, { ...runEnv(two.databaseUrl), PLUMBLINE_URL: two.url })
      const reader = await makeUser(restored, { admin: true })
      const { cookie } = await mintSession(restored, reader, two.sessionSecret)
      const page = await fetch(`${two.url}/${desk.project.slug}`, {
        headers: { Cookie: `${cookie.name}=${cookie.value}` },
      })
      expect(page.status).toBe(200)
      expect(await page.text()).toContain(desk.project.name)
      const row = await restored.providerKey.findUniqueOrThrow({ where: { id: provider.id } })
      expect(two.encryptionKey).not.toBe(one.encryptionKey)
      expect(unseal(row.sealedKey!, two.encryptionKey, keyOwner(row))).toBeNull()
      expect(unseal(row.sealedKey!, one.encryptionKey, keyOwner(row))).toBe(KEY)
    } finally {
      await restored.$disconnect()
      await two.stop()
    }
  } finally {
    await db.$disconnect()
    await one.stop()
    dropDataDir(dataDir)
    dropDataDir(other)
  }
})

const makeCtx = (db: ReturnType<typeof createClient>, actor: Actor): Ctx => ({ actor, db, now: new Date() })
