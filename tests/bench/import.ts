import { execFile } from 'node:child_process'
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { newId } from '@/lib/data/id'
import { writeChainFile, writeChainLines } from '../support/chain-rows'
import { administer, buildTemplate, databaseName, startTestServer } from '../support/server'
import { type BenchResult, median } from './report'

const ROWS = 100_000
/** AgentAlign's explanations have some 200 characters. */
const CHARACTERS = 300
/** For the memory of reading: 100,000 chains in one file of about 200 MB, a single JSON value. */
const LONG_CHARACTERS = 1_850
const ROUNDS = 3
const TABLES = ['items', 'revisions', 'findings'] as const

const run = promisify(execFile)

interface Measured {
  milliseconds: number
  chains: number
  peakMb: number
}

async function importOnce(url: string, project: string, file: string, preview = false): Promise<Measured> {
  const args = ['--conditions=react-server', '--import', 'tsx', 'tests/bench/import-process.ts']
  const options = ['--url', url, '--project', project, '--file', file, ...(preview ? ['--preview'] : [])]
  const { stdout } = await run(process.execPath, [...args, ...options])
  return JSON.parse(stdout) as Measured
}

/** Import of 100,000 chains against COPY of the very rows it made, into the same tables with the same indexes. */
async function bench(): Promise<BenchResult> {
  const server = await startTestServer()
  const folder = mkdtempSync(path.join(tmpdir(), 'plumbline-bench-'))
  const name = databaseName('bench')
  try {
    const template = await buildTemplate(server)
    const fresh = async () => {
      await administer(
        server.url('postgres'),
        `drop database if exists ${name} with (force)`,
        `create database ${name} template ${template}`,
      )
      return makeProject(server.url(name))
    }
    const url = server.url(name)
    const lines = await writeChainLines(path.join(folder, 'chains.jsonl'), ROWS, CHARACTERS)
    const whole = await writeChainFile(path.join(folder, 'chains.json'), ROWS, LONG_CHARACTERS)

    const previews: Measured[] = []
    const imports: Measured[] = []
    const copies: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const project = await fresh()
      previews.push(await importOnce(url, project, lines, true))
      imports.push(await importOnce(url, project, lines))
      if (round === 0) await saveRows(url, folder)
      await fresh()
      copies.push(await copyRows(url, folder))
    }
    const chainFile = await importOnce(url, await fresh(), whole, true)
    await administer(server.url('postgres'), `drop database if exists ${template} with (force)`)
    return report({
      previews,
      imports,
      copies,
      chainFile,
      bytes: statSync(lines).size,
      longBytes: statSync(whole).size,
    })
  } finally {
    await administer(server.url('postgres'), `drop database if exists ${name} with (force)`)
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

export { bench as run }

function report(measured: {
  previews: Measured[]
  imports: Measured[]
  copies: number[]
  chainFile: Measured
  bytes: number
  longBytes: number
}): BenchResult {
  const seconds = (values: number[]) => median(values) / 1000
  const imported = seconds(measured.imports.map(({ milliseconds }) => milliseconds))
  const copied = seconds(measured.copies)
  return {
    name: `Import of ${ROWS.toLocaleString('en')} chains (${(measured.bytes / 1e6).toFixed(0)} MB of JSONL)`,
    rows: [
      { label: 'COPY of the finished rows ÷ import', value: copied / imported, unit: '×', goal: { atLeast: 0.7 } },
      { label: 'import: read, check, stage, place, commit', value: imported, unit: 's' },
      { label: 'rows a second', value: ROWS / imported, unit: '/s' },
      { label: 'COPY of the finished rows, same tables and indexes', value: copied, unit: 's' },
      {
        label: 'preview: read, check, stage, compare',
        value: seconds(measured.previews.map(({ milliseconds }) => milliseconds)),
        unit: 's',
      },
      {
        label: 'peak memory of the importing process',
        value: Math.max(...measured.imports.map(({ peakMb }) => peakMb)),
        unit: 'MB',
        goal: { atMost: 250 },
      },
      {
        label: `preview of one chain file of ${(measured.longBytes / 1e6).toFixed(0)} MB`,
        value: measured.chainFile.milliseconds / 1000,
        unit: 's',
      },
      { label: 'peak memory for that file', value: measured.chainFile.peakMb, unit: 'MB', goal: { atMost: 250 } },
    ],
    notes: [`Medians of ${ROUNDS} rounds, each side into a new database, one after the other.`],
  }
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

const makeProject = (url: string) =>
  withClient(url, async (client) => {
    const id = newId()
    await client.query(`insert into projects (id, slug, name) values ($1, 'bench', 'Bench')`, [id])
    return id
  })

/** The rows that the import made, each table as a COPY file. Parents of the foreign keys with them. */
const saveRows = (url: string, folder: string) =>
  withClient(url, async (client) => {
    for (const table of ['projects', 'categories', ...TABLES])
      await pipeline(
        client.query(copyTo(`copy ${table} to stdout`)),
        createWriteStream(path.join(folder, `${table}.copy`)),
      )
  })

/** COPY of the finished rows in one transaction, as a person with psql would. */
const copyRows = (url: string, folder: string) =>
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
