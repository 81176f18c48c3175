import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { companionsOf } from '@/lib/core/export/companions'
import { type DatasetRecord, type DatasetWriter, WRITTEN_FORMATS, type WrittenFormat } from '@/lib/core/export/format'
import { plumblineLine } from '@/lib/core/export/plumbline-conversation'
import { readPlumblineResponse } from '@/lib/core/export/plumbline-jsonl'
import { DATASET_FORMATS } from '@/lib/core/export/registry'
import { type FormatReport, FormatTally } from '@/lib/core/export/report'
import { READ_FORMATS, type ReadFormat } from '@/lib/core/import/readers/names'
import type { RowEvent } from '@/lib/core/import/readers/read-rows'
import { READERS } from '@/lib/core/import/readers/registry'
import type { JsonValue } from '@/lib/core/json/values'
import { checkForeignArguments } from '@/lib/environment/check-foreign-arguments'
import { type Command, fileAt, plural, textOf, UsageError, type Values } from '../command'
import { readRows } from '../read-rows'
import { writeWhole } from '../whole-file'

export const command: Command = {
  usage: 'convert --from F --to G IN OUT [--with-config] [--json]',
  help: `
Reads conversations with tools in one format and writes them in another; needs no database. Rows are read and written one
at a time, so a file may have any size; IN may hold a row a line or one JSON list, or be CSV, Parquet or a .eval. OUT appears only when it is whole.
What the other format cannot say is left out and counted by reason; what it says in another way is counted too. A harmful
request that was complied with is never written to a training file.

  --from F  ${READ_FORMATS.join(', ')}
  --to G    ${conversationFormats().join(', ')};
            judgments, from plumbline-jsonl;
            plumbline-jsonl, which \`plumbline import\` takes into a project
  --with-config  beside OUT, what its trainer needs to begin: its configuration, dataset_info.json, the Hub's card
  --json    one JSON object: rows read and written, what was left out and noted, problems by line`,
  options: { from: { type: 'string' }, to: { type: 'string' }, 'with-config': { type: 'boolean' } },
  async run({ values, positionals, say }) {
    const from = pick(values, 'from', READ_FORMATS)
    const to = pick(values, 'to', TARGETS)
    checkWay(from, to)
    const [source, target, ...more] = positionals
    if (source === undefined || target === undefined || more.length > 0)
      throw new UsageError('Name IN and OUT, files both.')
    if (fileAt(source) === fileAt(target)) throw new UsageError('IN and OUT are one file.')
    const done = await writeWhole(fileAt(target), (write) => {
      return convert({ from, to, rows: readRows(source, { format: from, say }) }, write)
    })
    const config =
      values['with-config'] && to !== 'plumbline-jsonl' ? await writeCompanions(to, fileAt(target), done.written) : []
    const text = [describe(done, target), ...config.map((name) => `beside it: ${name}`)].join('\n')
    return { data: { from, to, in: source, out: target, config, ...done }, text }
  },
}

const TARGETS = [...WRITTEN_FORMATS, 'plumbline-jsonl'] as const
type Target = (typeof TARGETS)[number]

const lines: DatasetWriter = {
  begin: () => '',
  end: () => '',
  row: (record) =>
    record.kind === 'CONVERSATION'
      ? plumblineLine(record.conversation)
      : { ok: false, reason: 'it is no conversation' },
}

/** A file that is there already is never written over: it may be somebody's own. */
async function writeCompanions(format: WrittenFormat, file: string, rows: number): Promise<string[]> {
  const name = path.basename(file, path.extname(file)).replaceAll(/[^a-zA-Z0-9_-]+/g, '_')
  const written: string[] = []
  for (const made of companionsOf(format, { file: path.basename(file), name, rows, licence: null })) {
    const at = path.join(path.dirname(file), made.name)
    await writeFile(at, made.text, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
      throw new Error(`The rows are written. ${made.name} stands beside them already and was left as it is.`)
    })
    written.push(made.name)
  }
  return written
}

function conversationFormats(): WrittenFormat[] {
  return WRITTEN_FORMATS.filter((name) => DATASET_FORMATS[name].takes === 'CONVERSATION')
}

export function pick<T extends string>(values: Values, name: string, formats: readonly T[]): T {
  const given = textOf(values, name)
  const found = formats.find((one) => one === given)
  if (found) return found
  const said = given === undefined ? `Say --${name}.` : `There is no format "${given}" for --${name}.`
  throw new UsageError(`${said} There are: ${formats.join(', ')}.`)
}

function checkWay(from: ReadFormat, to: Target): void {
  if (to === 'plumbline-jsonl') return
  const { takes } = DATASET_FORMATS[to]
  if (takes === 'CONVERSATION' || (takes === 'JUDGED' && from === 'plumbline-jsonl')) return
  if (takes === 'JUDGED') throw new UsageError('Judgments stand in plumbline-jsonl alone.')
  throw new UsageError(`${to} is written from a project, not from rows of conversations.`)
}

interface Problem {
  line: number
  path: string
  message: string
}
interface Converted extends FormatReport {
  rows: number
  problems: { total: number; shown: Problem[] }
}
const SHOWN_PROBLEMS = 50

interface Way {
  from: ReadFormat
  to: Target
  rows: AsyncIterable<RowEvent>
}

async function convert({ from, to, rows: events }: Way, write: (text: string) => Promise<void>): Promise<Converted> {
  const writer = to === 'plumbline-jsonl' ? lines : DATASET_FORMATS[to].open({ checkArguments: checkForeignArguments })
  const tally = new FormatTally()
  const problems: Converted['problems'] = { total: 0, shown: [] }
  let rows = 0
  const refuse = (line: number, path: string, message: string) => {
    problems.total++
    if (problems.shown.length < SHOWN_PROBLEMS) problems.shown.push({ line, path, message })
  }
  await write(writer.begin())
  for await (const event of events) {
    if (event.type === 'problem') {
      if (event.fatal) throw new Error(`Line ${event.line}: ${event.message} Nothing was written.`)
      rows++
      refuse(event.line, event.path, event.message)
      continue
    }
    rows++
    const read = toRecord(event.value, { from, to, rows })
    if (!read.ok) {
      refuse(event.line, [event.path, ...read.path].join('.'), read.message)
      continue
    }
    const answer = writer.row(read.record)
    tally.add(answer, event.line)
    if (answer.ok) await write(answer.text)
  }
  await write(writer.end())
  return { rows, ...tally.report, problems }
}

type Read = { ok: true; record: DatasetRecord } | { ok: false; message: string; path: readonly (string | number)[] }

function toRecord(value: JsonValue, { from, to, rows }: { from: ReadFormat; to: Target; rows: number }): Read {
  if (to !== 'plumbline-jsonl' && DATASET_FORMATS[to].takes === 'JUDGED') {
    const read = readPlumblineResponse(JSON.stringify(value))
    return read.ok
      ? { ok: true, record: { kind: 'JUDGED', line: read.response } }
      : { ok: false, message: read.reason, path: [] }
  }
  const read = READERS[from](value)
  if (!read.ok) return read
  const { conversation } = read
  const named = conversation.id === '' ? { ...conversation, id: `${from}-${rows}` } : conversation
  return { ok: true, record: { kind: 'CONVERSATION', conversation: named } }
}

function describe({ rows, written, leftOut, notes, problems }: Converted, target: string): string {
  const lines = [`${plural(written, 'row')} of ${rows.toLocaleString('en')} written to ${target}`]
  for (const { reason, count, rows: at } of leftOut)
    lines.push(`${count} left out: ${reason} (line ${at.join(', ')}${count > at.length ? ' …' : ''})`)
  for (const { note, count } of notes) lines.push(`${count} noted: ${note}`)
  for (const { line, path, message } of problems.shown)
    lines.push(`line ${line}${path === '$' ? '' : ` ${path}`}: ${message}`)
  if (problems.total > problems.shown.length)
    lines.push(`… and ${problems.total - problems.shown.length} problems more`)
  return lines.join('\n')
}
