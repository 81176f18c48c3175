import { createReadStream } from 'node:fs'
import { fullReport } from '@/lib/core/agreement/full-report'
import type { Level } from '@/lib/core/agreement/krippendorff-alpha'
import {
  type AgreementReport,
  type AgreementRow,
  agreementReport,
  agreementRowSchema,
} from '@/lib/core/agreement/report'
import { readWideTable } from '@/lib/core/agreement/wide-table'
import { Lines } from '@/lib/core/json/lines'
import { parseJson } from '@/lib/core/json/parse'
import { describeAgreement } from '../agreement-text'
import { type Command, fileAt, numberOf, textOf, UsageError, type Values } from '../command'

const LEVELS = ['nominal', 'ordinal', 'interval', 'ratio'] as const

export const command: Command = {
  usage:
    'agreement <judgments> [--pass LABEL] [--labels A,B,…] [--level LEVEL] [--claim P] [--population N] [--seed N] [--draws N] [--wide] [--json]',
  help: `
Pass rates and agreement of a file of judgments. Needs no database. "-" reads standard input.
Long: one judgment a line, {"item": …, "reviewer": …, "label": …}; a label that is null abstained. "cluster" names what
an item was made from, "stratum" the part of the set that it was drawn from.
Wide: CSV with one row an item and one column a reviewer, the first column the item's name; an empty cell is no judgment.
A file whose name ends in .csv is wide.
With --json shares are from 0 to 1; what is not defined is null, with a reason.

  --pass LABEL    the label that counts as pass (default: accept)
  --labels A,B,…  every label that could be given, in their order (default: those found)
  --level LEVEL   nominal (default), ordinal, interval or ratio: what may be said of two labels
  --ambiguous L   the label that says "ambiguous" (default: ambiguous): pass rates also with it as a pass and as none
  --claim P       in per cent: at least so many pass (default: 95); bounds, sample sizes and the sequential test are of it
  --bad P         in per cent: the pass rate that the sequential test tells the claim from (default: the claim less 10)
  --population N  members of the set that the items were drawn from
  --strata A=N,…  members of each stratum of it, where rows name strata
  --seed N        of the bootstrap (default: 1)
  --draws N       resamples of the bootstrap, 0 for none (default: 2000)
  --wide          the input is a wide table, whatever its name`,
  options: {
    pass: { type: 'string' },
    labels: { type: 'string' },
    level: { type: 'string' },
    ...{ ambiguous: { type: 'string' }, claim: { type: 'string' }, bad: { type: 'string' } },
    ...{ population: { type: 'string' }, strata: { type: 'string' } },
    seed: { type: 'string' },
    draws: { type: 'string' },
    wide: { type: 'boolean' },
  },
  async run({ values, positionals }) {
    const [file, ...more] = positionals
    if (file === undefined || more.length > 0) throw new UsageError('Name one file of judgments, or "-".')
    const pass = textOf(values, 'pass') ?? 'accept'
    const level = LEVELS.find((name) => name === (textOf(values, 'level') ?? 'nominal'))
    if (!level) throw new UsageError(`--level is one of ${LEVELS.join(', ')}.`)
    const labels = textOf(values, 'labels')
      ?.split(',')
      .map((label) => label.trim())
    const wide = values.wide === true || file.toLowerCase().endsWith('.csv')
    const rows = wide ? await readWide(file) : await readRows(file)
    const report = agreementReport(rows, { pass })
    const full = fullReport(rows, {
      ...{ pass, labels, level: level.toUpperCase() as Level, ambiguous: textOf(values, 'ambiguous') },
      ...claimOf(values),
      ...{ seed: wholeNumber(values, 'seed', 1), draws: wholeNumber(values, 'draws', 2000) },
    })
    return { data: { ...flatten(report), pass, ...full }, text: describeAgreement(report, full, pass) }
  },
}

function claimOf(values: Values) {
  const claim = (numberOf(values, 'claim') ?? 95) / 100
  const bad = (numberOf(values, 'bad') ?? (claim - 0.1) * 100) / 100
  if (!(0 < bad && bad < claim && claim < 1))
    throw new UsageError('--claim and --bad are shares in per cent, --bad above 0 and below --claim.')
  const population = numberOf(values, 'population') === undefined ? undefined : wholeNumber(values, 'population', 0)
  return { claim, bad, population, strata: strataOf(textOf(values, 'strata')) }
}

/** "harmful=800,benign=200" */
function strataOf(asked: string | undefined): Record<string, number> | undefined {
  if (asked === undefined) return undefined
  return Object.fromEntries(
    asked.split(',').map((part) => {
      const [, name, size] = /^\s*(.+?)\s*=\s*(\d{1,15})\s*$/.exec(part) ?? []
      if (name === undefined) throw new UsageError(`--strata takes NAME=MEMBERS, not "${part.trim()}".`)
      return [name, Number(size)]
    }),
  )
}

function wholeNumber(values: Values, name: string, otherwise: number): number {
  const number = numberOf(values, name) ?? otherwise
  if (!Number.isSafeInteger(number)) throw new UsageError(`--${name} takes a whole number.`)
  return number
}

async function readWide(file: string): Promise<AgreementRow[]> {
  const chunks: Buffer[] = []
  for await (const chunk of openFile(file)) chunks.push(chunk)
  try {
    const rows = readWideTable(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)))
    if (rows.length > 0) return rows
  } catch (error) {
    throw new Error(`${file}, ${error instanceof Error ? error.message : error}`)
  }
  throw new Error(`${file} holds no judgments.`)
}

const openFile = (file: string) =>
  (file === '-' ? process.stdin : createReadStream(fileAt(file))) as AsyncIterable<Buffer>

async function readRows(file: string): Promise<AgreementRow[]> {
  const rows: AgreementRow[] = []
  const lines = new Lines()
  const take = (found: ReturnType<Lines['write']>) => {
    for (const { number, text } of found) if (text.trim() !== '') rows.push(parseRow(text, `${file}, line ${number}`))
  }
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of openFile(file)) take(lines.write(decoder.decode(chunk, { stream: true })))
  take(lines.write(decoder.decode()))
  take(lines.end())
  if (rows.length === 0) throw new Error(`${file} holds no judgments.`)
  return rows
}

function parseRow(text: string, where: string): AgreementRow {
  const parsed = parseJson(text)
  if (!parsed.ok) throw new Error(`${where}: ${parsed.problems[0]?.message}`)
  const row = agreementRowSchema.safeParse(parsed.value)
  if (row.success) return row.data
  const issue = row.error.issues[0]
  throw new Error(
    `${where}: ${issue?.path.join('.') || 'the row'}: ${issue?.message}. Expected {"item", "reviewer", "label"}.`,
  )
}

/** Defined values as they are, the others null; why not, by name. */
function flatten(report: AgreementReport): Record<string, unknown> {
  const reasons: Record<string, string> = {}
  const entries = Object.entries(report).map(([name, value]) => {
    if (typeof value !== 'object' || value === null || !('value' in value)) return [name, value]
    if (value.value === null) reasons[name] = value.reason
    return [name, value.value]
  })
  return { ...Object.fromEntries(entries), reasons }
}
