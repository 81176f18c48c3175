import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { writeChainFile, writeChainLines } from '../support/chain-rows'
import { administer, buildTemplate, databaseName, startTestServer } from '../support/server'
import { copyRows, importOnce, type Measured, makeProject, saveRows } from './import-rounds'
import { type BenchResult, median } from './report'

const ROWS = 100_000
/** AgentAlign's explanations have some 200 characters. */
const CHARACTERS = 300
/** For the memory of reading: 100,000 chains in one file of about 200 MB, a single JSON value. */
const LONG_CHARACTERS = 1_850
const ROUNDS = 3

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
      previews.push(await importOnce(url, project, lines, { preview: true }))
      imports.push(await importOnce(url, project, lines))
      if (round === 0) await saveRows(url, folder)
      await fresh()
      copies.push(await copyRows(url, folder))
    }
    const chainFile = await importOnce(url, await fresh(), whole, { preview: true })
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
