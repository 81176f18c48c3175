import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

/** Prisma's schema engine as WebAssembly: no binary is downloaded, and Prisma's own `_prisma_migrations` table is kept. */

const CHAR_OID = 18
const TEXT_OID = 25

/** The engine reads catalog columns of PostgreSQL's internal type "char", which the adapter refuses. They pass it as text … */
class CatalogPool extends pg.Pool {
  // biome-ignore lint/suspicious/noExplicitAny: pg overloads query many times; the adapter uses the promise form.
  override async query(...args: any[]): Promise<any> {
    // biome-ignore lint/suspicious/noExplicitAny: as above.
    const result = await (super.query as any)(...args)
    for (const [index, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== CHAR_OID) continue
      field.dataTypeID = TEXT_OID
      charColumns.set(result.rows, [...(charColumns.get(result.rows) ?? []), index])
    }
    return result
  }
}

/** By the rows of a result: which of its columns are of type "char". */
const charColumns = new WeakMap<unknown[], number[]>()

/** … and reach the engine as the characters that they are. */
class MigrationAdapterFactory extends PrismaPg {
  override async connect() {
    const adapter = await super.connect()
    const queryRaw = adapter.queryRaw.bind(adapter)
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query)
      for (const index of charColumns.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character
      return result
    }
    // The adapter cuts scripts at every semicolon, function bodies included. Sent whole, a script is one implicit transaction.
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(`${script}\n;${NOTE_DONE}`)
    }
    return adapter
  }
}

/**
 * In the transaction of each migration: that it is done. The engine notes it afterwards, and a process that ends in between
 * would leave a migration that stands and is not known to.
 */
const NOTE_DONE = `do $$ begin
  if to_regclass('_prisma_migrations') is not null then
    update _prisma_migrations set finished_at = now(), applied_steps_count = 1
    where finished_at is null and rolled_back_at is null;
  end if;
end $$;`

/** What was begun and is not done was rolled back as a whole, by its transaction: begun anew, instead of refused. */
const FORGET_BEGUN = `do $$ begin
  if to_regclass('_prisma_migrations') is not null then
    delete from _prisma_migrations where finished_at is null;
  end if;
end $$;`

type Engine = bindings.SchemaEngine
type Bindings = typeof bindings & { __wbg_set_wasm(exports: unknown): void }

const require = createRequire(import.meta.url)
const noFilters = { externalTables: [], externalEnums: [] }

let instantiated: Promise<void> | undefined
function instantiate(): Promise<void> {
  instantiated ??= (async () => {
    const wasm = require.resolve('@prisma/schema-engine-wasm').replace(/schema_engine\.js$/, 'schema_engine_bg.wasm')
    const { instance } = await WebAssembly.instantiate(await readFile(wasm), {
      './schema_engine_bg.js': bindings as unknown as WebAssembly.ModuleImports,
    })
    ;(bindings as Bindings).__wbg_set_wasm(instance.exports)
    ;(instance.exports as { __wbindgen_start?: () => void }).__wbindgen_start?.()
  })()
  return instantiated
}

async function withEngine<T>(
  url: string,
  root: string,
  use: (engine: Engine, schema: string) => Promise<T>,
): Promise<T> {
  await instantiate()
  const schema = await readFile(path.join(root, 'prisma/schema.prisma'), 'utf8')
  const pool = new CatalogPool({ connectionString: url, max: 2 })
  const adapter = bindMigrationAwareSqlAdapterFactory(new MigrationAdapterFactory(pool))
  const engine = await bindings.SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => {}, adapter)
  try {
    return await use(engine, schema)
  } finally {
    engine.free()
    await pool.end()
  }
}

async function readMigrations(root: string) {
  const base = path.join(root, 'prisma/migrations')
  const names = (await readdir(base, { withFileTypes: true })).filter((d) => d.isDirectory()).map((d) => d.name)
  const migrationDirectories = await Promise.all(
    names.sort().map(async (name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok' as const, value: await readFile(path.join(base, name, 'migration.sql'), 'utf8') },
      },
    })),
  )
  return {
    baseDir: base,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories,
  }
}

/** Applies the migrations that are missing; returns their names. Ended anywhere and run again, it goes on where it was. */
export async function applyMigrations(url: string, root = process.cwd()): Promise<string[]> {
  await forgetBegun(url)
  return withEngine(url, root, async (engine) => {
    const result = await engine.applyMigrations({ migrationsList: await readMigrations(root), filters: noFilters })
    return result.appliedMigrationNames
  })
}

async function forgetBegun(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(FORGET_BEGUN)
  } finally {
    await client.end().catch(() => {})
  }
}

/** SQL that takes the database to the schema file; empty when they agree. */
export async function diffToSchema(url: string, root = process.cwd()): Promise<string> {
  return withEngine(url, root, async (engine, schema) => {
    const files = [{ path: 'schema.prisma', content: schema }]
    const result = await engine.diff({
      // "The datasource" is whatever the adapter is connected to, that is `url`.
      from: { tag: 'schemaDatasource', files, configDir: root },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters: noFilters,
    })
    return result.stdout ?? ''
  })
}
