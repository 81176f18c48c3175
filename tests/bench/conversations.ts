import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chatRow, publishedRow, writeRows } from '../support/conversation-rows'
import { administer, buildTemplate, databaseName, startTestServer } from '../support/server'
import { copyRows, importOnce, type Measured, makeProject, saveRows } from './import-rounds'
import { type BenchResult, median } from './report'

const ROWS = Number(process.env.BENCH_ROWS ?? 100_000)
/** With its four tools a row then has some 1.9 kB. */
const CHARACTERS = 670
/** Of AgentAlign's published list: rows of some 12 kB, so that the file has 222 MB. */
const PUBLISHED = { rows: 18_749, characters: 14_800, as: 'LIST' as const }
/** For the memory of a file of 1 GB. */
const LARGE_ROWS = ROWS === 100_000 ? 525_000 : 0
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3)

interface Found {
  imports: Measured[]
  copies: number[]
  published: Measured
  large: Measured | null
  bytes: Record<'rows' | 'published' | 'large', number>
}

/** Import of conversations, each an instruction and a response, against COPY of the very rows it made. */
async function bench(): Promise<BenchResult> {
  const server = await startTestServer()
  const folder = mkdtempSync(path.join(tmpdir(), 'plumbline-bench-'))
  const name = databaseName('bench')
  try {
    const template = await buildTemplate(server)
    const url = server.url(name)
    const fresh = async () => {
      await administer(
        server.url('postgres'),
        `drop database if exists ${name} with (force)`,
        `create database ${name} template ${template}`,
      )
      return makeProject(url)
    }
    const write = (file: string, of: Parameters<typeof writeRows>[1], how: Parameters<typeof writeRows>[2]) =>
      writeRows(path.join(folder, file), of, how)
    const chats = await write('chats.jsonl', chatRow, { rows: ROWS, characters: CHARACTERS, as: 'LINES' })
    const imports: Measured[] = []
    const copies: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      imports.push(await importOnce(url, await fresh(), chats))
      if (round === 0) await saveRows(url, folder)
      await fresh()
      copies.push(await copyRows(url, folder))
    }
    const list = await write('agent_align_data_v3.json', publishedRow, PUBLISHED)
    const published = await importOnce(url, await fresh(), list)
    const bytes = { rows: statSync(chats).size, published: statSync(list).size, large: 0 }
    let large: Measured | null = null
    if (LARGE_ROWS > 0) {
      const file = await write('large.jsonl', chatRow, { rows: LARGE_ROWS, characters: CHARACTERS, as: 'LINES' })
      bytes.large = statSync(file).size
      large = await importOnce(url, await fresh(), file, { preview: true })
    }
    await administer(server.url('postgres'), `drop database if exists ${template} with (force)`)
    return report({ imports, copies, published, large, bytes })
  } finally {
    await administer(server.url('postgres'), `drop database if exists ${name} with (force)`)
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

export { bench as run }

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`

function report({ imports, copies, published, large, bytes }: Found): BenchResult {
  const imported = median(imports.map(({ milliseconds }) => milliseconds)) / 1000
  const copied = median(copies) / 1000
  const peak = (label: string, value: number) => ({ label, value, unit: 'MB', goal: { atMost: 250 } })
  return {
    name: `Import of ${ROWS.toLocaleString('en')} conversations (${megabytes(bytes.rows)} of JSONL, ${(bytes.rows / ROWS / 1000).toFixed(1)} kB each)`,
    rows: [
      { label: 'COPY of the finished rows ÷ import', value: copied / imported, unit: '×', goal: { atLeast: 0.7 } },
      { label: 'import: read, check, stage, place, commit', value: imported, unit: 's' },
      { label: 'conversations a second', value: ROWS / imported, unit: '/s' },
      { label: 'items made', value: imports[0]!.items, unit: '' },
      { label: 'COPY of the finished rows, same tables and indexes', value: copied, unit: 's' },
      peak('peak memory of the importing process', Math.max(...imports.map(({ peakMb }) => peakMb))),
      {
        label: `import of AgentAlign's published list, ${megabytes(bytes.published)} in one JSON value`,
        value: published.milliseconds / 1000,
        unit: 's',
      },
      peak('peak memory for that list', published.peakMb),
      ...(large
        ? [
            { label: `preview of ${megabytes(bytes.large)} of JSONL`, value: large.milliseconds / 1000, unit: 's' },
            peak('peak memory for that file', large.peakMb),
          ]
        : []),
    ],
    notes: [`Medians of ${ROUNDS} rounds, each side into a new database, one after the other.`],
  }
}
