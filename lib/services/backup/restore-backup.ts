import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type pg from 'pg'
import { CopyWriter } from '@/lib/data/copy-writer'
import { inRawTransaction, withRaw } from '@/lib/data/raw'
import { writeAuditRaw } from '../audit'
import { type Ctx, isSystem } from '../context'
import { ServiceError } from '../errors'
import { type BackupHeader, type BackupManifest, backupHeaderSchema, backupManifestSchema, quoteName } from './format'
import { takeUpAgain } from './take-up-again'
import { readTar } from './tar'
import { findMigrations, findTables } from './write-backup'

type Facts = BackupManifest['tables'][string]

const damaged = (what: string) => new ServiceError('invalid', `This is no whole backup: ${what} Nothing was restored.`)

/** A backup into an empty database of the same version: all of it and exactly it, or nothing. */
export async function restoreBackup(ctx: Ctx, file: string): Promise<BackupManifest> {
  if (!isSystem(ctx.actor)) throw new ServiceError('forbidden', 'Restoring is the operator’s.')
  return withRaw(ctx.db, 'plumbline restore', (client) =>
    inRawTransaction(client, async () => {
      const foreignKeys = await dropForeignKeys(client)
      const manifest = await load(client, file)
      for (const { table, name, definition } of foreignKeys)
        await client.query(`alter table ${table} add constraint ${quoteName(name)} ${definition}`)
      await takeUpAgain(client)
      const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0)
      await writeAuditRaw(client, ctx, { action: 'database.restore', data: { rows } })
      return manifest
    }),
  )
}

/** Rows come table by table, not parents first: the keys are taken off, and checked as a whole when they are put back. */
async function dropForeignKeys(client: pg.Client) {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(`
    select conrelid::regclass::text as "table", conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`)
  for (const { table, name } of rows) await client.query(`alter table ${table} drop constraint ${quoteName(name)}`)
  return rows
}

async function load(client: pg.Client, file: string): Promise<BackupManifest> {
  let loading: Loading | null = null
  let manifest: BackupManifest | null = null
  try {
    for await (const { name, content } of readTar(unzip(file))) {
      if (name === 'header.json') loading = await begin(client, await readJson(content))
      else if (!loading) throw damaged('it does not begin with its header.')
      else if (name === 'manifest.json') manifest = backupManifestSchema.parse(await readJson(content))
      else await loading.take(name, content)
    }
    await loading?.end()
  } catch (error) {
    await loading?.abort()
    if (error instanceof ServiceError) throw error
    throw damaged(error instanceof Error ? error.message : 'it cannot be read.')
  }
  if (!manifest || !loading) throw damaged('its manifest is missing.')
  requireSame(manifest, loading.found)
  return manifest
}

const unzip = (file: string): AsyncIterable<Buffer> =>
  // A failure reaches the reader through the stream itself.
  pipeline(createReadStream(file), createGunzip(), () => {}) as unknown as AsyncIterable<Buffer>

async function readJson(content: AsyncGenerator<Buffer>): Promise<unknown> {
  const pieces: Buffer[] = []
  for await (const piece of content) pieces.push(piece)
  return JSON.parse(Buffer.concat(pieces).toString('utf8'))
}

async function begin(client: pg.Client, json: unknown): Promise<Loading> {
  const header = backupHeaderSchema.parse(json)
  const ours = await findMigrations(client)
  if (header.migrations.join() !== ours.join())
    throw new ServiceError(
      'conflict',
      `The backup is of another version (${header.migrations.at(-1)}; here ${ours.at(-1)}). Restore it with the Plumbline that made it, then update. Nothing was restored.`,
    )
  const tables = await findTables(client)
  for (const { name } of tables) {
    const { rowCount } = await client.query(`select 1 from ${quoteName(name)} limit 1`)
    if (rowCount)
      throw new ServiceError(
        'conflict',
        `This database is not empty (${name} has rows). Restore into a new one: set PLUMBLINE_DATA or DATABASE_URL. Nothing was restored.`,
      )
  }
  const known = new Map(tables.map((table) => [table.name, new Set(table.columns)]))
  for (const { name, columns } of header.tables)
    if (!columns.every((column) => known.get(name)?.has(column))) throw damaged(`table ${name} is not one of ours.`)
  return new Loading(client, header)
}

class Loading {
  readonly found: Record<string, Facts> = {}
  private current: { name: string; writer: CopyWriter; hash: Hash; bytes: number } | null = null

  constructor(
    private readonly client: pg.Client,
    private readonly header: BackupHeader,
  ) {
    for (const { name } of header.tables)
      this.found[name] = { rows: 0, bytes: 0, sha256: createHash('sha256').digest('hex') }
  }

  async take(entry: string, content: AsyncGenerator<Buffer>): Promise<void> {
    const name = /^data\/([^/]+)\/\d+\.copy$/.exec(entry)?.[1]
    const table = this.header.tables.find((one) => one.name === name)
    if (!table) throw damaged(`it holds "${entry}".`)
    if (this.current?.name !== table.name) {
      await this.end()
      const writer = new CopyWriter(this.client, quoteName(table.name), table.columns.map(quoteName))
      this.current = { name: table.name, writer, hash: createHash('sha256'), bytes: 0 }
    }
    for await (const piece of content) {
      this.current.hash.update(piece)
      this.current.bytes += piece.length
      await this.current.writer.raw(piece)
    }
  }

  async end(): Promise<void> {
    const { current } = this
    if (!current) return
    this.current = null
    const rows = await current.writer.end()
    this.found[current.name] = { rows, bytes: current.bytes, sha256: current.hash.digest('hex') }
  }

  async abort(): Promise<void> {
    await this.current?.writer.abort()
    this.current = null
  }
}

function requireSame(manifest: BackupManifest, found: Record<string, Facts>): void {
  for (const [name, { rows, sha256 }] of Object.entries(manifest.tables)) {
    const there = found[name]
    if (!there || there.rows !== rows || there.sha256 !== sha256)
      throw damaged(`table ${name} is not what its manifest says.`)
  }
  const extra = Object.keys(found).find((name) => !Object.hasOwn(manifest.tables, name))
  if (extra) throw damaged(`table ${extra} is not in its manifest.`)
}
