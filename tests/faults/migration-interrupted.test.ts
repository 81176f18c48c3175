import { cpSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { expect, test } from 'vitest'
import { diffToSchema } from '@/lib/server/migrations'
import { migrate } from '@/lib/server/open-database'
import { hasSchema, requireSchema } from '@/lib/server/require-schema'
import { testDatabase } from '../support/database'
import { withPlain } from '../support/fault-house'
import { scratchFolder } from '../support/run-import'
import { root } from '../support/server'

const t = testDatabase({ empty: true })
const scratch = scratchFolder()

/**
 * Ends the connection that migrates at its n-th step: a statement that changes the schema, or one that notes in
 * _prisma_migrations how far it is. A sequence counts, which no rollback takes back.
 */
const FAULT = `
  create schema faults;
  create sequence faults.steps;
  create table faults.stop (at bigint not null);
  insert into faults.stop values (0);
  create function faults.cut() returns void language plpgsql as $$
  begin
    if nextval('faults.steps') = (select at from faults.stop) then
      perform pg_terminate_backend(pg_backend_pid());
      perform pg_sleep(5);
    end if;
  end $$;
  create function faults.on_ddl() returns event_trigger language plpgsql as $$ begin perform faults.cut(); end $$;
  create function faults.on_note() returns trigger language plpgsql as $$ begin perform faults.cut(); return new; end $$;
  create event trigger fault_ddl on ddl_command_start execute function faults.on_ddl();`
const NOTES = `
  alter event trigger fault_ddl disable;
  create trigger fault_note before insert or update on _prisma_migrations for each row execute function faults.on_note();
  alter event trigger fault_ddl enable;`

// Fault T21: a migration cut off at each of its statements, and between them and the note that it is done.
test('migrations cut off at every statement go on where they were, and end at the schema', {
  timeout: 1_800_000,
}, async () => {
  await withPlain(t.url, (client) => client.query(FAULT))
  let at = 1
  let cuts = 0
  let noted = false
  let finished = 0
  const began = Date.now()
  for (; cuts < 5_000; cuts++) {
    await stopAt(at)
    const failed = await migrate(t.url, root).then(
      () => null,
      (error: unknown) => error,
    )
    if (failed === null) break
    const now = await countFinished()
    expect(await hasSchema(t.url, root), 'half of it is not taken for the whole').toBe(now === total)
    // One more migration stands since: the cut was at the first step after it.
    at = now > finished ? 2 : at + 1
    finished = now
    if (!noted && now === 0 && (await hasNotes())) {
      await withPlain(t.url, (client) => client.query(NOTES))
      noted = true
      at = 1
    }
  }
  console.info(`T21: cut off ${cuts} times in ${Math.round((Date.now() - began) / 1_000)} s; then whole`)
  expect(cuts).toBeGreaterThan(400)
  await withPlain(t.url, (client) => client.query('drop event trigger fault_ddl; drop schema faults cascade'))
  expect((await diffToSchema(t.url, root)).trim()).toMatch(/^(-- This is an empty migration\.)?$/)
  expect(await migrate(t.url, root)).toEqual([])
})

const total = readdirSync(path.join(root, 'prisma/migrations'), { withFileTypes: true }).filter((one) =>
  one.isDirectory(),
).length

const ask = <T extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
  withPlain(t.url, async (client) => (await client.query<T>(sql, values)).rows)

async function stopAt(step: number): Promise<void> {
  await ask(`select setval('faults.steps', 1, false)`)
  await ask('update faults.stop set at = $1', [step])
}

const hasNotes = async () =>
  (await ask<{ there: boolean }>(`select to_regclass('_prisma_migrations') is not null as there`))[0]!.there

async function countFinished(): Promise<number> {
  if (!(await hasNotes())) return 0
  const [row] = await ask<{ n: number }>(
    'select count(*)::int as n from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  )
  return row!.n
}

test('the release before refuses what is newer, in words, and starts on what it knows', async () => {
  const before = path.join(scratch.folder, 'before')
  mkdirSync(path.join(before, 'prisma'), { recursive: true })
  cpSync(path.join(root, 'prisma'), path.join(before, 'prisma'), {
    recursive: true,
    filter: (from) => path.basename(from) !== newest,
  })
  await expect(requireSchema(t.url, before, 1_000)).rejects.toThrow(
    /belongs to a newer Plumbline.*Update this one first/,
  )
  // Cut off in the newest migration, the database is what the release before left it.
  await ask('delete from _prisma_migrations where migration_name = $1', [newest])
  await requireSchema(t.url, before, 1_000)
  await expect(requireSchema(t.url, root, 1_000)).rejects.toThrow(/not migrated/)
})

const newest = readdirSync(path.join(root, 'prisma/migrations'), { withFileTypes: true })
  .filter((one) => one.isDirectory())
  .map(({ name }) => name)
  .sort()
  .at(-1)!
