import { open } from 'node:fs/promises'
import { InspectRows } from '@/lib/core/import/readers/inspect-rows'
import type { RowEvent } from '@/lib/core/import/readers/read-rows'
import { unpackEntry } from '../evaluations/unpack-entry'
import { readDirectory, type ZipEntry, ZipProblem } from '../evaluations/zip-file'

const SAMPLE = /^samples\/.+\.json$/s

/** The samples of an Inspect log as `.eval`, one at a time; `line` is the sample's number from 1. A damaged one is told. */
export async function* zipRows(path: string, onBytes: (bytes: number) => void): AsyncGenerator<RowEvent[]> {
  const file = await open(path, 'r')
  try {
    const entries = await readDirectory(file)
    const named = (name: string) => entries.find((entry) => entry.name === name)
    const start = named('header.json') ?? named('_journal/start.json')
    if (!start)
      throw new ZipProblem('It is a zip, but no Inspect log: neither header.json nor _journal/start.json is in it')
    const rows = new InspectRows('ENTRIES')
    await feed(start, (chunk) => rows.header(chunk))
    let number = 0
    for (const entry of entries.filter(({ name }) => SAMPLE.test(name))) {
      number += 1
      rows.begin(number)
      const trouble = await feed(entry, (chunk) => rows.writeSample(chunk))
      yield rows.endSample(trouble)
      onBytes(entry.packed)
    }
    if (number === 0) throw new ZipProblem('No sample is in it')
  } catch (error) {
    if (!(error instanceof ZipProblem)) throw error
    const place = { line: 1, column: 1, path: '$' }
    yield [{ ...place, type: 'problem', code: 'truncated', message: `${error.message}.`, fatal: true, raw: null }]
  } finally {
    await file.close()
  }

  async function feed(entry: ZipEntry, write: (chunk: Uint8Array) => void): Promise<string | null> {
    try {
      for await (const chunk of unpackEntry(file, entry)) write(chunk)
      return null
    } catch (error) {
      if (!(error instanceof ZipProblem)) throw error
      return `${entry.name.slice(0, 200)}: ${error.message}.`
    }
  }
}
