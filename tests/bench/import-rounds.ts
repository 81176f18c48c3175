import { execFile } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { newId } from '@/lib/data/id'
import { bundled } from './bundled'

/** An import of files against COPY of the very rows that it made. */

const TABLES = ['items', 'revisions', 'findings'] as const
const run = promisify(execFile)

export interface Measured {
  milliseconds: number
  /** New ones. */
  items: number
  peakMb: number
}

interface How {
  preview?: boolean
  /** As detected, unless named. */
  format?: string
}

/** One import in a process of its own. */
export async function importOnce(url: string, project: string, file: string, how: How = {}): Promise<Measured> {
  const args = ['--conditions=react-server', await bundled('import-process')]
  const options = ['--url', url, '--project', project, '--file', file, ...(how.preview ? ['--preview'] : [])]
  if (how.format) options.push('--format', how.format)
  const { stdout } = await run(process.execPath, [...args, ...options])
  return JSON.parse(stdout) as Measured
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

export const makeProject = (url: string) =>
  withClient(url, async (client) => {
    const id = newId()
    await client.query(`insert into projects (id, slug, name) values ($1, 'bench', 'Bench')`, [id])
    return id
  })

/** The rows that the import made, each table as a COPY file. Parents of the foreign keys with them. */
export const saveRows = (url: string, folder: string) =>
  withClient(url, async (client) => {
    for (const table of ['projects', 'categories', ...TABLES])
      await pipeline(
        client.query(copyTo(`copy ${table} to stdout`)),
        createWriteStream(path.join(folder, `${table}.copy`)),
      )
  })

/** COPY of the finished rows in one transaction, as a person with psql would. */
export const copyRows = (url: string, folder: string) =>
  withClient(url, async (client) => {
    const load = (table: string) =>
      pipeline(createReadStream(path.join(folder, `${table}.copy`)), client.query(copyFrom(`copy ${table} from stdin`)))
    await client.query('delete from projects')
    await load('projects')
    await load('categories')
    const began = performance.now()
    await client.query('begin')
    for (const table of TABLES) await load(table)
    await client.query('commit')
    return performance.now() - began
  })
