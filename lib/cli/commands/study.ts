import { randomInt } from 'node:crypto'
import { ITEM_LISTS, type ItemStage } from '@/lib/core/item/lists'
import type { StudyData } from '@/lib/core/study/data'
import { reportLines } from '@/lib/core/study/lines'
import { PRESETS } from '@/lib/core/study/presets'
import { publishedStudy } from '@/lib/core/study/published'
import { studyReport } from '@/lib/core/study/report'
import { type Allocation, STUDY_PRESETS, type StudyPreset, studyDesignSchema } from '@/lib/core/study/spec'
import { findStudy, findStudyData, listStudies, type StudyRowFacts } from '@/lib/data/queries/studies'
import { closeStudy } from '@/lib/services/studies/close-study'
import { createStudy } from '@/lib/services/studies/create-study'
import { exportStudy, STUDY_FILES, type StudyFile } from '@/lib/services/studies/export-study'
import { createStudyInput } from '@/lib/services/studies/study-input'
import {
  type Command,
  fileAt,
  type Invocation,
  numberOf,
  type Outcome,
  plural,
  textOf,
  textsOf,
  UsageError,
} from '../command'
import { type Opened, withDatabase } from '../database'
import { findProject } from '../find-project'
import { writeWhole } from '../write-whole'

const PUBLISHED = 'published'
type Step = (opened: Opened, projectId: string, invocation: Invocation) => Promise<Outcome>
const STEPS: Record<string, Step> = { list, create, status, close, report, export: takeOut }

export const command: Command = {
  usage: 'study list|create|status|close|report|export [number] [--project S] [--json]',
  help: `
  study list                 every study, newest first
  study create --preset P --rater EMAIL …   draws and freezes a sample and puts it into a queue for its raters
  study status N             how far study N is; its numbers wait until it is closed
  study close N              ends it: its answers stand, its numbers show
  study report N|published   the numbers of a closed study, or of the published example
  study export N|published --file html|json|jsonl --out FILE

  --project S   the project's slug; may be left out where there is but one
  --preset P    ${STUDY_PRESETS.map((one) => one.toLowerCase()).join(', ')}
  --stage S     chain, instruction or response; presets that are about one stage need none
  --name N      what it is called; the preset's own name unless given
  --size N      texts in all, in proportion to the strata; the preset's numbers unless given
  --raters N    judgments each text gets (k); the preset's unless given
  --rater E     an e-mail address of somebody who judges; once for each
  --ambiguous   "ambiguous" is among the answers, and the report reads it both ways
  --seed N      drawn at random and printed unless given
  --task T      of the judgments: which question's, where a study asks several`,
  options: {
    ...{ project: { type: 'string' }, preset: { type: 'string' }, stage: { type: 'string' }, name: { type: 'string' } },
    ...{ size: { type: 'string' }, raters: { type: 'string' }, rater: { type: 'string', multiple: true } },
    ...{
      ambiguous: { type: 'boolean' },
      seed: { type: 'string' },
      file: { type: 'string' },
      out: { type: 'string' },
      task: { type: 'string' },
    },
  },
  async run(invocation) {
    const [name = '', asked, ...more] = invocation.positionals
    const step = Object.hasOwn(STEPS, name) ? STEPS[name] : undefined
    const numbered = name !== 'list' && name !== 'create'
    if (!step || more.length > 0 || numbered !== (asked !== undefined))
      throw new UsageError(
        `study needs one of: ${Object.keys(STEPS).join(', ')}; and but for list and create a number.`,
      )
    if (name === 'create') presetOf(invocation)
    // The published example needs no database.
    if (name === 'report' && asked === PUBLISHED) return describe(publishedStudy())
    return withDatabase(async (opened) => {
      const { id } = await findProject(opened.db, textOf(invocation.values, 'project'))
      return step(opened, id, invocation)
    })
  },
}

function presetOf({ values }: Invocation): StudyPreset {
  const asked = textOf(values, 'preset')
  const preset = STUDY_PRESETS.find((one) => one.toLowerCase() === asked)
  if (!preset) throw new UsageError(`--preset is one of ${STUDY_PRESETS.map((one) => one.toLowerCase()).join(', ')}.`)
  return preset
}

function numberAsked({ positionals }: Invocation): number {
  const [, asked = ''] = positionals
  if (!/^[1-9]\d{0,8}$/.test(asked)) throw new UsageError(`Name the study by its number, not "${asked}".`)
  return Number(asked)
}

const stateOf = ({ closedAt, finished, size }: StudyRowFacts) =>
  closedAt ? 'closed' : finished === size ? 'judged, to be closed' : 'running'

async function list({ ctx }: Opened, projectId: string): Promise<Outcome> {
  const studies = (await listStudies(ctx, projectId)) ?? []
  const lines = studies.map(
    (one) =>
      `${String(one.number).padStart(5)}  ${stateOf(one).padEnd(20)}  ${`${one.finished} of ${one.size}`.padStart(12)}  ${one.name}`,
  )
  return { data: { studies }, text: lines.length > 0 ? lines.join('\n') : 'There are no studies yet.' }
}

async function create({ ctx, db }: Opened, projectId: string, invocation: Invocation): Promise<Outcome> {
  const { values } = invocation
  const preset = presetOf(invocation)
  const { design, label, protocol } = PRESETS[preset]
  const size = numberOf(values, 'size')
  const allocation: Allocation = size === undefined ? design.allocation : { kind: 'PROPORTIONAL', size }
  const parsed = studyDesignSchema.safeParse({
    ...{ ambiguous: values.ambiguous === true, preset, ...design, allocation, stage: stageOf(invocation, preset) },
    ...{ raters: numberOf(values, 'raters') ?? design.raters, seed: numberOf(values, 'seed') ?? randomInt(1, 2 ** 31) },
  })
  if (!parsed.success) throw new UsageError(parsed.error.issues[0]?.message ?? 'The design cannot be read.')
  const emails = textsOf(values, 'rater').map((email) => email.toLowerCase())
  const users = await db.user.findMany({ where: { email: { in: emails } }, select: { id: true, email: true } })
  const unknown = emails.filter((email) => !users.some((user) => user.email === email))
  if (emails.length === 0 || unknown.length > 0)
    throw new UsageError(
      emails.length === 0 ? 'Name who judges: --rater EMAIL.' : `Nobody is called ${unknown.join(', ')}.`,
    )
  const made = await createStudy(
    ctx,
    createStudyInput.parse({
      ...{ projectId, design: parsed.data, name: textOf(values, 'name') ?? label, protocol },
      raterIds: users.map(({ id }) => id),
    }),
  )
  const study = await findStudy(ctx, { projectId, number: made.number })
  return {
    data: { ...made, seed: parsed.data.seed, sampleHash: study?.sampleHash ?? null, estimand: study?.estimand ?? null },
    text: `Study ${made.number}: ${plural(made.size, 'text')} for ${plural(parsed.data.raters, 'rater')} each, seed ${parsed.data.seed}, sample ${study?.sampleHash}`,
  }
}

function stageOf({ values }: Invocation, preset: StudyPreset): ItemStage {
  const asked = textOf(values, 'stage')
  const stages = Object.keys(ITEM_LISTS) as ItemStage[]
  const stage = asked === undefined ? PRESETS[preset].stage : stages.find((one) => one.toLowerCase() === asked)
  if (!stage) throw new UsageError('--stage is chain, instruction or response.')
  return stage
}

async function status({ ctx }: Opened, projectId: string, invocation: Invocation): Promise<Outcome> {
  const study = await findStudy(ctx, { projectId, number: numberAsked(invocation) })
  if (!study) throw new UsageError('There is no such study in this project.')
  const { number, name, size, finished, judgments, raters } = study
  const facts = { number, name, state: stateOf(study), size, finished, judgments, asked: size * raters }
  return {
    data: { ...facts, sampleHash: study.sampleHash, estimand: study.estimand },
    text: `Study ${number}, ${name}: ${facts.state}; ${finished} of ${plural(size, 'text')} judged to the end, ${judgments} of ${facts.asked} judgments in.`,
  }
}

async function close({ ctx }: Opened, projectId: string, invocation: Invocation): Promise<Outcome> {
  const number = numberAsked(invocation)
  const { finished, unfinished } = await closeStudy(ctx, { projectId, number })
  const left = unfinished > 0 ? `; ${unfinished} were not judged to the end and are in no number` : ''
  return {
    data: { number, finished, unfinished },
    text: `Study ${number} is closed: ${plural(finished, 'text')}${left}.`,
  }
}

async function report({ ctx }: Opened, projectId: string, invocation: Invocation): Promise<Outcome> {
  const number = numberAsked(invocation)
  const data = await findStudyData(ctx, { projectId, number })
  if (!data) throw new UsageError(`Study ${number} is not there, or not closed yet: then it has no numbers.`)
  return describe(data)
}

function describe(data: StudyData): Outcome {
  const reports = studyReport(data)
  const text = reports.flatMap((one) => [
    `${one.task.label}: ${one.task.question} ${one.votes} votes of ${one.reviewers} raters on ${plural(one.items, 'text')}`,
    ...reportLines(one).map(
      ({ label, value, interval, of }) => `  ${label.padEnd(36)} ${value.padStart(8)}  ${interval.padEnd(18)}  ${of}`,
    ),
  ])
  const { sample: _, votes: __, ...study } = data
  return { data: { study, tasks: reports }, text: [data.name, data.estimand, '', ...text].join('\n') }
}

async function takeOut({ ctx }: Opened, projectId: string, invocation: Invocation): Promise<Outcome> {
  const { values, positionals } = invocation
  const out = textOf(values, 'out')
  const file = STUDY_FILES.find((one): one is StudyFile => one === textOf(values, 'file'))
  if (!file || out === undefined) throw new UsageError(`Say --file ${STUDY_FILES.join('|')} and --out FILE.`)
  const number = positionals[1] === PUBLISHED ? null : numberAsked(invocation)
  const { text } = await exportStudy(ctx, { projectId, number, file, task: textOf(values, 'task') ?? null })
  await writeWhole(fileAt(out), text)
  return { data: { study: number ?? PUBLISHED, file: out, bytes: Buffer.byteLength(text) }, text: `${out} written.` }
}
