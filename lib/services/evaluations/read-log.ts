import { type FileHandle, open } from 'node:fs/promises'
import { clean } from '@/lib/core/evaluation/clean'
import { type LogHeader, readHeader } from '@/lib/core/evaluation/header'
import { LogReader, type SampleParts } from '@/lib/core/evaluation/log-reader'
import type { EvaluationProblem } from '@/lib/core/evaluation/problems'
import { type EvaluationSample, readSample } from '@/lib/core/evaluation/sample'
import type { EvaluationKind } from '@/lib/core/evaluation/views'
import { unpackEntry } from './unpack-entry'
import { readDirectory, type ZipEntry, ZipProblem } from './zip-file'

export interface LogHooks {
  /** Waited for before the file is read on. */
  onSample(sample: EvaluationSample): Promise<void>
  onProblem(problem: EvaluationProblem): void
  /** Bytes of the file; throws to give up. */
  onProgress(done: number, total: number): void
}

export interface ReadLog {
  header: LogHeader
  /** It has no end: samples that ran are there, the rest is not. */
  partial: boolean
}

export interface ReadFile extends ReadLog {
  kind: EvaluationKind
}

/** What the whole of a file is refused for; the message is for a person. */
export class LogProblem extends Error {}

/** An Inspect log, `.json` or `.eval`, by its bytes and not by its name; one sample is held at a time. */
export async function readLog(path: string, hooks: LogHooks): Promise<ReadLog> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(4), position: 0 })
    const zip = bytesRead === 4 && buffer.readUInt32LE(0) === 0x04034b50
    return zip ? await readZip(file, hooks) : await readJson(file, hooks)
  } catch (error) {
    if (error instanceof ZipProblem) throw new LogProblem(`${error.message}.`)
    throw error
  } finally {
    await file.close()
  }
}

async function readJson(file: FileHandle, hooks: LogHooks): Promise<ReadLog> {
  const reader = new LogReader('LOG')
  const { size } = await file.stat()
  let done = 0
  for await (const chunk of file.createReadStream({ autoClose: false, start: 0, highWaterMark: 256 * 1024 })) {
    for (const parts of reader.write(chunk as Buffer)) await takeSample(parts, hooks)
    done += (chunk as Buffer).length
    hooks.onProgress(done, size)
    if (reader.fault !== null) break
  }
  for (const parts of reader.end()) await takeSample(parts, hooks)
  if (reader.fault !== null) throw new LogProblem(`It is no Inspect log that can be read: ${reader.fault}`)
  return finish(reader.header)
}

const SAMPLE = /^samples\/.+\.json$/s

/** Names say what an entry may be; which sample it is stands inside. */
async function readZip(file: FileHandle, hooks: LogHooks): Promise<ReadLog> {
  const entries = await readDirectory(file)
  const named = (name: string) => entries.find((entry) => entry.name === name)
  const whole = named('header.json')
  const start = whole ?? named('_journal/start.json')
  if (!start)
    throw new LogProblem('It is a zip, but no Inspect log: neither header.json nor _journal/start.json is in it.')
  const header = await readHeaderEntry(file, start)
  const samples = entries.filter(({ name }) => SAMPLE.test(name))
  const total = samples.reduce((sum, { packed }) => sum + packed, 0)
  let done = 0
  for (const entry of samples) {
    await readSampleEntry(file, entry, hooks)
    done += entry.packed
    hooks.onProgress(done, total)
  }
  return { ...finish(header), ...(whole ? {} : { partial: true }) }
}

async function readHeaderEntry(file: FileHandle, entry: ZipEntry) {
  const reader = new LogReader('LOG')
  for await (const chunk of unpackEntry(file, entry)) reader.write(chunk)
  reader.end()
  if (reader.fault !== null) throw new LogProblem(`${entry.name} in it cannot be read: ${reader.fault}`)
  return reader.header
}

/** A damaged sample is left out and told; the others count. */
async function readSampleEntry(file: FileHandle, entry: ZipEntry, hooks: LogHooks): Promise<void> {
  const reader = new LogReader('SAMPLE')
  try {
    for await (const chunk of unpackEntry(file, entry)) reader.write(chunk)
  } catch (error) {
    if (!(error instanceof ZipProblem)) throw error
    hooks.onProblem({ place: clean(entry.name), message: error.message })
    return
  }
  const [parts] = reader.end()
  if (parts && reader.fault === null) await takeSample(parts, hooks)
  else hooks.onProblem({ place: clean(entry.name), message: reader.fault ?? 'It is empty' })
}

async function takeSample({ value, issue }: SampleParts, hooks: LogHooks): Promise<void> {
  const sample = readSample(value, issue)
  if (sample) await hooks.onSample(sample)
  else hooks.onProblem({ place: 'A sample', message: 'It has no id' })
}

function finish(log: LogReader['header']): ReadLog {
  const header = readHeader(log)
  if (!header)
    throw new LogProblem('It is no Inspect log: nothing in it names the task and the model (eval.task, eval.model).')
  return { header, partial: header.status === 'started' }
}
