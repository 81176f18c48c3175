import { createReadStream } from 'node:fs'
import {
  type AgreementReport,
  type AgreementRow,
  agreementReport,
  agreementRowSchema,
} from '@/lib/core/agreement/report'
import { Lines } from '@/lib/core/json/lines'
import { parseJson } from '@/lib/core/json/parse'
import { type Command, fileAt, plural, textOf, UsageError } from '../command'

export const command: Command = {
  usage: 'agreement <judgments.jsonl> [--pass LABEL] [--json]',
  help: `
Pass rates and agreement of a file with one judgment a line: {"item": …, "reviewer": …, "label": …}; a label that is
null abstained. Needs no database. "-" reads standard input. Shares are from 0 to 1; what is not defined is null, with a reason.

  --pass LABEL  the label that counts as pass (default: accept)`,
  options: { pass: { type: 'string' } },
  async run({ values, positionals }) {
    const [file, ...more] = positionals
    if (file === undefined || more.length > 0) throw new UsageError('Name one file of judgments, or "-".')
    const pass = textOf(values, 'pass') ?? 'accept'
    const report = agreementReport(await readRows(file), { pass })
    return { data: { ...flatten(report), pass }, text: describe(report, pass) }
  },
}

async function readRows(file: string): Promise<AgreementRow[]> {
  const rows: AgreementRow[] = []
  const lines = new Lines()
  const take = (found: ReturnType<Lines['write']>) => {
    for (const { number, text } of found) if (text.trim() !== '') rows.push(parseRow(text, `${file}, line ${number}`))
  }
  const stream = file === '-' ? process.stdin : createReadStream(fileAt(file))
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of stream as AsyncIterable<Buffer>) take(lines.write(decoder.decode(chunk, { stream: true })))
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

const percent = (value: { value: number } | { value: null; reason: string }) =>
  value.value === null ? `undefined: ${value.reason}` : `${(100 * value.value).toFixed(1)} %`

const coefficient = (value: { value: number } | { value: null; reason: string }) =>
  value.value === null ? `undefined: ${value.reason}` : value.value.toFixed(3)

const describe = (report: AgreementReport, pass: string) =>
  [
    `${plural(report.judgments, 'judgment')} by ${plural(report.reviewers, 'reviewer')} on ${plural(report.items, 'item')}; "${pass}" passes`,
    `majority pass      ${percent(report.majorityPass)}`,
    `all pass           ${percent(report.allPass)}`,
    `percent agreement  ${percent(report.percentAgreement)}`,
    `Fleiss kappa       ${coefficient(report.fleissKappa)}`,
    `Krippendorff alpha ${coefficient(report.krippendorffAlpha)}`,
    `Gwet AC1           ${coefficient(report.gwetAc1)}`,
  ].join('\n')
