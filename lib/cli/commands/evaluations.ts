import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { Defined } from '@/lib/core/defined'
import type { EvaluationFigures, Figure } from '@/lib/core/evaluation/figures'
import { evaluationTable, refusalTable } from '@/lib/core/evaluation/table'
import { refusalCells, tableCells } from '@/lib/core/evaluation/table-cells'
import { toCsv } from '@/lib/core/export/csv'
import { listEvaluations, listScores } from '@/lib/data/queries/evaluations'
import { askedSchema } from '@/lib/services/evaluations/evaluation-input'
import { importEvaluationFile } from '@/lib/services/evaluations/import-evaluation-file'
import { type Command, fileAt, type Invocation, type Outcome, plural, textOf, UsageError } from '../command'
import { type Opened, withDatabase } from '../database'
import { findProject } from '../find-project'
import { writeWhole } from '../write-whole'

type Step = (opened: Opened, projectId: string, invocation: Invocation) => Promise<Outcome>
const STEPS: Record<string, Step> = { list, import: bringIn, table }

export const command: Command = {
  usage: 'evaluations list|import|table [file…] [--project S] [--json]',
  help: `
  evaluations list             every file that came in
  evaluations import FILE …    Inspect logs (.json, .eval) and refusal sets (.jsonl, or a .json list)
  evaluations table            models side by side: AgentAlign's Table 1, and refusal sets, with 95 % intervals

  --project S   the project's slug; may be left out where there is but one
  --model M     what the table is to call the model; as the file says unless given
  --label L     what was done to the model: "before training", "+ AgentAlign"
  --intent I    what the prompts ask for: harmful or benign; as the task's name says unless given
  --set N       what a refusal set is called; as its file unless given
  --csv FILE    of table: its cells into a file, as exact as they are
  --sets        of table: the refusal sets into that file instead`,
  options: {
    ...{
      project: { type: 'string' },
      model: { type: 'string' },
      label: { type: 'string' },
      intent: { type: 'string' },
    },
    ...{ set: { type: 'string' }, csv: { type: 'string' }, sets: { type: 'boolean' } },
  },
  async run(invocation) {
    const [name = '', ...files] = invocation.positionals
    const step = Object.hasOwn(STEPS, name) ? STEPS[name] : undefined
    if (!step) throw new UsageError(`Say what: ${Object.keys(STEPS).join(', ')}.`)
    if ((name === 'import') !== files.length > 0) {
      throw new UsageError(name === 'import' ? 'Name at least one file.' : `${name} takes no files.`)
    }
    return withDatabase(async (opened) => {
      const { id } = await findProject(opened.db, textOf(invocation.values, 'project'))
      return step(opened, id, invocation)
    })
  },
}

async function list({ ctx }: Opened, projectId: string): Promise<Outcome> {
  const evaluations = (await listEvaluations(ctx, projectId)) ?? []
  const lines = evaluations.map(
    ({ number, task, model, label, intent, samples }) =>
      `${String(number).padStart(5)}  ${task}, ${intent.toLowerCase()}: ${label === '' ? model : `${model}, ${label}`}, ${plural(samples, 'sample')}`,
  )
  return { data: { evaluations }, text: lines.length > 0 ? lines.join('\n') : 'No evaluations yet.' }
}

const SAY_EVERY_MS = 1_000

async function bringIn({ ctx }: Opened, projectId: string, { positionals, values, say }: Invocation): Promise<Outcome> {
  const asked = askedSchema.safeParse({
    ...{ model: textOf(values, 'model'), label: textOf(values, 'label'), set: textOf(values, 'set') },
    intent: textOf(values, 'intent')?.toUpperCase(),
  })
  if (!asked.success) throw new UsageError('--intent is harmful or benign; names have at most 120 characters.')
  const files = positionals.slice(1)
  for (const file of files) {
    if (!(await stat(fileAt(file)).catch(() => null))?.isFile()) throw new UsageError(`There is no file ${file}.`)
  }
  const evaluations = []
  for (const file of files) {
    let said = Date.now()
    const made = await importEvaluationFile(ctx, {
      ...{ ...asked.data, projectId, name: path.basename(file), path: fileAt(file) },
      onProgress({ done, total, samples }) {
        if (Date.now() - said < SAY_EVERY_MS) return
        said = Date.now()
        say(`${file}: ${plural(samples, 'sample')} read, ${(done / 1e6).toFixed(0)} of ${(total / 1e6).toFixed(0)} MB`)
      },
    })
    evaluations.push({ file, ...made })
  }
  const lines = evaluations.map(({ file, number, known, samples, leftOut, partial, listed }) =>
    known
      ? `${file} is evaluation ${number} already.`
      : `${file} is evaluation ${number}: ${plural(samples, 'sample')}${leftOut > 0 ? `, ${leftOut} left out` : ''}${partial ? ', a part of a run' : ''}; ${plural(listed, 'prompt')} new on the hash list.`,
  )
  return { data: { evaluations }, text: lines.join('\n') }
}

async function table({ ctx }: Opened, projectId: string, { values }: Invocation): Promise<Outcome> {
  const scores = await listScores(ctx, projectId)
  const [rows, sets] = [evaluationTable(scores), refusalTable(scores)]
  const out = textOf(values, 'csv')
  if (out !== undefined) {
    const cells = values.sets ? refusalCells(sets) : tableCells(rows)
    await writeWhole(fileAt(out), toCsv(cells.header, cells.rows))
  }
  const lines = [
    ...rows.flatMap(({ model, label, harmful, benign }) => [
      label === '' ? model : `${model}, ${label}`,
      ...(harmful.samples > 0 ? [`  harmful  ${side(harmful)}`] : []),
      ...(benign.samples > 0 ? [`  benign   ${side(benign)}`] : []),
    ]),
    ...sets.map(
      ({ set, model, label, intent, refusal, unjudged }) =>
        `${set} (${intent.toLowerCase()}), ${label === '' ? model : `${model}, ${label}`}: refused ${figure(refusal)}${unjudged > 0 ? `; ${unjudged} unjudged` : ''}`,
    ),
  ]
  return { data: { table: rows, sets }, text: lines.length > 0 ? lines.join('\n') : 'No evaluations yet.' }
}

const side = ({ score, full, refusal, nonRefusal }: EvaluationFigures) =>
  `score ${figure(score)}, full ${figure(full)}, refusal ${figure(refusal)}, non-refusal score ${figure(nonRefusal)}`

const points = (share: number) => (share * 100).toFixed(1)

function figure(found: Defined<Figure>): string {
  if (found.value === null) return `– (${found.reason})`
  const { share, interval, n } = found.value
  return `${points(share)} (${interval ? `${points(interval.low)} to ${points(interval.high)}` : 'no interval'}, n ${n})`
}
