import { JUDGE_BY_EXPECTED, JUDGES_BY_INTENT } from '@/lib/core/run/judges'
import type { RunTask } from '@/lib/core/run/targets'
import { LEFT_OUT_WORDS, type LeftOutWhy, runTaskSchema } from '@/lib/core/run/targets'
import { listProviders } from '@/lib/data/queries/providers'
import { createRun, createRunInput } from '@/lib/services/runs/create-run'
import { type Command, type Invocation, numberOf, type Outcome, plural, textOf, textsOf, UsageError } from './command'
import type { Opened } from './database'
import { waitForRun } from './wait-for-run'

/** What every command that starts a run takes. */
export const RUN_OPTIONS = {
  project: { type: 'string' },
  provider: { type: 'string' },
  model: { type: 'string' },
  prompt: { type: 'string' },
  temperature: { type: 'string' },
  seed: { type: 'string' },
  samples: { type: 'string' },
  tokens: { type: 'string' },
  budget: { type: 'string' },
  calls: { type: 'string' },
  queue: { type: 'string' },
  judge: { type: 'string', multiple: true },
  steps: { type: 'string' },
  'turn-tokens': { type: 'string' },
  'second-try': { type: 'boolean' },
  wait: { type: 'boolean' },
} as const satisfies Command['options']

export const RUN_HELP = `
  --project S       the project's slug; may be left out where there is but one
  --provider P      a provider by name; may be left out where there is but one
  --model M         one of its models; may be left out where it has but one
  --prompt V        a prompt version, "001" or "p2" (default: the current one)
  --budget USD      it stops itself before it would spend more
  --calls N         … or make more calls than this; one of the two is needed, without a price this one
  --temperature T   (default 1)    --seed N (default 1)    --tokens N  at most, an answer
  --queue Q         the queue, by name, where what it makes is judged
  --judge TASK      ask a judge prompt about everything made; may be repeated
  --wait            stay until it stands or has ended, telling progress on standard error`

type Targets =
  | { kind: 'CATEGORIES'; categoryIds: string[] }
  | { kind: 'ITEMS'; itemIds: string[] }
  | { kind: 'FILTER'; filter: object }

export interface RunToStart {
  projectId: string
  task: RunTask
  targets: Targets
  controlShare?: number
}

/** Starts a run as its command says, and stays with it if asked to. */
export async function startRun(
  { ctx, db }: Opened,
  { projectId, task, targets, controlShare }: RunToStart,
  { values, say }: Invocation,
): Promise<Outcome> {
  const { providerId, model } = await findModel(ctx, textOf(values, 'provider'), textOf(values, 'model'))
  const queue = textOf(values, 'queue')
  const found =
    queue === undefined
      ? null
      : await db.reviewQueue.findFirst({ where: { projectId, name: queue }, select: { id: true } })
  if (queue !== undefined && !found) throw new UsageError(`There is no queue "${queue}" in this project.`)
  const parsed = createRunInput.safeParse({
    ...{ projectId, task, targets, providerId, model, controlShare },
    prompt: textOf(values, 'prompt') ?? null,
    temperature: numberOf(values, 'temperature'),
    seed: numberOf(values, 'seed'),
    samples: numberOf(values, 'samples'),
    maxOutputTokens: numberOf(values, 'tokens') ?? null,
    budget: numberOf(values, 'budget') ?? null,
    budgetCalls: numberOf(values, 'calls') ?? null,
    stepLimit: numberOf(values, 'steps') ?? null,
    tokenLimit: numberOf(values, 'turn-tokens') ?? null,
    secondTry: values['second-try'] === true,
    queueId: found?.id ?? null,
    judges: textsOf(values, 'judge').map(readJudge),
  })
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new UsageError(`${issue?.path.join('.') || 'The run'}: ${issue?.message}. Nothing was started.`)
  }
  const { number, calls, leftOut } = await createRun(ctx, parsed.data)
  const out = Object.entries(leftOut).map(([why, n]) => `${n} ${LEFT_OUT_WORDS[why as LeftOutWhy]}`)
  const words = [`Run ${number} is started: ${plural(calls, 'call')}.`, ...out.map((line) => `Left out: ${line}.`)]
  if (!values.wait) return { data: { number, calls, leftOut }, text: words.join('\n') }
  for (const line of words) say(line)
  const outcome = await waitForRun(ctx, { projectId, number }, say)
  return { ...outcome, data: { number, calls, leftOut, ...outcome.data } }
}

async function findModel(ctx: Opened['ctx'], provider: string | undefined, model: string | undefined) {
  const providers = await listProviders(ctx)
  const found =
    provider === undefined && providers.length === 1 ? providers[0] : providers.find(({ name }) => name === provider)
  if (!found) {
    const names = providers.map(({ name }) => name).join(', ') || 'none yet: an admin adds one under Settings, Models'
    throw new UsageError(`Name the provider with --provider. There are: ${names}.`)
  }
  const models = found.models.map(({ id }) => id)
  const id = model ?? (models.length === 1 ? models[0] : undefined)
  if (id === undefined)
    throw new UsageError(`Name the model with --model. ${found.name} has: ${models.join(', ') || 'none listed'}.`)
  return { providerId: found.id, model: id }
}

const JUDGES = [...new Set([...Object.values(JUDGES_BY_INTENT).flat(), ...Object.values(JUDGE_BY_EXPECTED)])]

function readJudge(name: string): RunTask {
  const judge = runTaskSchema.safeParse(name).data
  if (!judge || !JUDGES.includes(judge))
    throw new UsageError(`There is no judge "${name}". There are: ${JUDGES.join(', ')}.`)
  return judge
}
