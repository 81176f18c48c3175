import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { inRawTransaction, withRaw } from '@/lib/data/raw'
import { type Ctx, isSystem } from '../context'
import { ServiceError } from '../errors'
import { BACKUP_FORMAT, type BackupHeader, type BackupManifest, quoteName } from './format'
import { tarEnd, tarHeader, tarPadding } from './tar'

/** A table's data is cut into parts of this size, because a tar entry must tell its size first. */
const PART_BYTES = 8 * 1024 * 1024

interface Table {
  name: string
  columns: string[]
  key: string[]
}

/** Every table of one snapshot into one archive, which appears under its name only when it is whole and on disk. */
export async function writeBackup(ctx: Ctx, file: string): Promise<BackupManifest> {
  if (!isSystem(ctx.actor)) throw new ServiceError('forbidden', 'A backup holds every project: it is the operator’s.')
  const half = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`)
  try {
    const manifest = await withRaw(ctx.db, 'plumbline backup', (client) =>
      inRawTransaction(client, () => write(client, half, ctx.now), 'isolation level repeatable read read only'),
    )
    await sync(half)
    await rename(half, file)
    await sync(path.dirname(file))
    return manifest
  } catch (error) {
    await rm(half, { force: true })
    throw error
  }
}

async function sync(at: string): Promise<void> {
  const handle = await open(at, 'r')
  await handle.sync().finally(() => handle.close())
}

async function write(client: pg.Client, file: string, now: Date): Promise<BackupManifest> {
  const tables = await findTables(client)
  const archive = new Archive(file, now)
  const header: BackupHeader = {
    format: BACKUP_FORMAT,
    createdAt: now.toISOString(),
    postgres: (await client.query<{ server_version: string }>('show server_version')).rows[0]!.server_version,
    migrations: await findMigrations(client),
    tables: tables.map(({ name, columns }) => ({ name, columns })),
  }
  await archive.add('header.json', Buffer.from(JSON.stringify(header, null, 2)))
  const manifest: BackupManifest = { tables: {} }
  for (const table of tables) manifest.tables[table.name] = await writeTable(client, table, archive)
  await archive.add('manifest.json', Buffer.from(JSON.stringify(manifest, null, 2)))
  await archive.end()
  return manifest
}

/** Ordered by primary key, so that the same rows have the same checksum wherever they lie on disk. */
async function writeTable(client: pg.Client, { name, columns, key }: Table, archive: Archive) {
  const list = columns.map(quoteName).join(', ')
  const order = key.length > 0 ? ` order by ${key.map(quoteName).join(', ')}` : ''
  const stream = client.query(copyTo(`copy (select ${list} from ${quoteName(name)}${order}) to stdout`))
  const hash = createHash('sha256')
  let bytes = 0
  let part = 0
  let pending: Buffer[] = []
  let size = 0
  const flush = async () => {
    if (size === 0) return
    part += 1
    await archive.add(`data/${name}/${String(part).padStart(6, '0')}.copy`, Buffer.concat(pending))
    pending = []
    size = 0
  }
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk)
    bytes += chunk.length
    size += chunk.length
    pending.push(chunk)
    if (size >= PART_BYTES) await flush()
  }
  await flush()
  return { rows: stream.rowCount, bytes, sha256: hash.digest('hex') }
}

export async function findTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select relname as name,
           (select array_agg(attname::text order by attnum) from pg_attribute
            where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
           coalesce((select array_agg(attname::text order by position) from pg_index,
                       unnest(indkey) with ordinality as keys(attnum, position)
                     join pg_attribute on pg_attribute.attnum = keys.attnum
                     where indrelid = pg_class.oid and indisprimary and attrelid = pg_class.oid), '{}') as key
    from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> '_prisma_migrations'
    order by relname`)
  return rows
}

export async function findMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select migration_name as name from _prisma_migrations where finished_at is not null order by migration_name',
  )
  return rows.map(({ name }) => name)
}

class Archive {
  private readonly gzip = createGzip({ level: 6 })
  private readonly finished: Promise<unknown>
  private readonly seconds: number

  constructor(file: string, now: Date) {
    const target = createWriteStream(file, { flags: 'wx', mode: 0o600 })
    this.finished = Promise.race([once(target, 'close'), fails(target), fails(this.gzip)])
    this.finished.catch(() => {})
    this.gzip.pipe(target)
    this.seconds = Math.floor(now.getTime() / 1000)
  }

  async add(name: string, content: Buffer): Promise<void> {
    await this.write(
      Buffer.concat([tarHeader({ name, size: content.length }, this.seconds), content, tarPadding(content.length)]),
    )
  }

  async end(): Promise<void> {
    this.gzip.end(tarEnd())
    await this.finished
  }

  private async write(bytes: Buffer): Promise<void> {
    if (!this.gzip.write(bytes)) await Promise.race([once(this.gzip, 'drain'), this.finished])
  }
}

async function fails(emitter: NodeJS.EventEmitter): Promise<never> {
  const [error] = await once(emitter, 'error')
  throw error
}
