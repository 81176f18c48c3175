import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { SetupError } from './env'

async function readApplied(url: string): Promise<Set<string>> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ name: string }>(
      'select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null',
    )
    return new Set(rows.map(({ name }) => name))
  } catch {
    // Not there yet, or not migrated yet: asked again.
    return new Set()
  } finally {
    await client.end().catch(() => {})
  }
}

/** Whether the database has this version's migrations. Refuses one of a newer version: what it holds, this one might not understand. */
export async function hasSchema(url: string, root: string): Promise<boolean> {
  const entries = await readdir(path.join(root, 'prisma/migrations'), { withFileTypes: true })
  const ours = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const applied = await readApplied(url)
  const unknown = [...applied].filter((name) => !ours.includes(name))
  if (unknown.length > 0) {
    throw new SetupError(`The database belongs to a newer Plumbline (${unknown.join(', ')}). Update this one first.`)
  }
  return ours.every((name) => applied.has(name))
}

/** Waits until the database has this version's migrations; old code on a newer schema stops at once. */
export async function requireSchema(url: string, root = process.cwd(), patience = 60_000): Promise<void> {
  for (const end = Date.now() + patience; ; await sleep(500)) {
    if (await hasSchema(url, root)) return
    if (Date.now() > end) {
      throw new SetupError('The database is not migrated. Start Plumbline itself (npm start) on it first.')
    }
  }
}
