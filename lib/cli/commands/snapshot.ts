import { readFile } from 'node:fs/promises'
import { EXCLUSION_WORDS, isExclusion } from '@/lib/core/snapshot/reasons'
import { type SnapshotStage, snapshotSpecSchema } from '@/lib/core/snapshot/spec'
import { compareSnapshots, listSnapshots, type SnapshotDetail } from '@/lib/data/queries/snapshots'
import { buildSnapshot } from '@/lib/services/snapshots/build-snapshot'
import { countSnapshot } from '@/lib/services/snapshots/count-snapshot'
import { draftSnapshot } from '@/lib/services/snapshots/draft-snapshot'
import { freezeSnapshot } from '@/lib/services/snapshots/freeze-snapshot'
import { type Command, fileAt, type Invocation, type Outcome, plural, textOf, UsageError } from '../command'
import { type Opened, withDatabase } from '../database'
import { type FoundProject, findProject } from '../find-project'
import { requireSnapshot } from '../require-snapshot'
import { sayBuild } from '../say-progress'

type Step = (opened: Opened, project: FoundProject, invocation: Invocation) => Promise<Outcome>
const STEPS: Record<string, Step> = { list, create, show, freeze, compare }

export const command: Command = {
  usage: 'snapshot list|create|show|freeze|compare [number] [--project S] [--json]',
  help: `
  snapshot list              every snapshot, the newest first
  snapshot create --name N   a draft; says what it would hold and leave out
  snapshot show N            what snapshot N holds and leaves out, its hash
  snapshot freeze N          freezes draft N: rows, votes, hash; from then on it never changes
  snapshot compare N M       what N has otherwise than M

  --project S   the project's slug; may be left out where there is but one
  --stage S     response (default), instruction or chain
  --spec FILE   JSON: what is chosen and how, beyond the defaults (see the documentation of snapshots)
  --seed N      of every draw; 1 unless given`,
  options: {
    ...{ project: { type: 'string' }, name: { type: 'string' }, stage: { type: 'string' }, spec: { type: 'string' } },
    ...{ seed: { type: 'string' } },
  },
  async run(invocation) {
    const [name = ''] = invocation.positionals
    const step = Object.hasOwn(STEPS, name) ? STEPS[name] : undefined
    if (!step) throw new UsageError('Say what: list, create, show, freeze or compare.')
    return withDatabase(async (opened) => {
      const project = await findProject(opened.db, textOf(invocation.values, 'project'))
      return step(opened, project, invocation)
    })
  },
}

async function list({ ctx }: Opened, project: FoundProject): Promise<Outcome> {
  const page = await listSnapshots(ctx, { projectId: project.id, before: null, limit: 100 })
  const rows = page?.rows ?? []
  const text = rows.map((one) => `${one.number}  ${one.status.toLowerCase()}  ${plural(one.rows, 'row')}  ${one.name}`)
  return { data: { project: project.slug, snapshots: rows }, text: text.join('\n') || 'No snapshots yet.' }
}

async function create({ ctx }: Opened, project: FoundProject, { values, say }: Invocation): Promise<Outcome> {
  const name = textOf(values, 'name')
  if (!name) throw new UsageError('Name it with --name.')
  const spec = await readSpec(textOf(values, 'spec'), textOf(values, 'stage'), textOf(values, 'seed'))
  const { snapshotId, number } = await draftSnapshot(ctx, { projectId: project.id, name, spec })
  say('Counting what it would hold …')
  await sayBuild(ctx, snapshotId, say, countSnapshot(ctx, snapshotId, 1))
  return describe(await requireSnapshot(ctx, project.id, number), project)
}

async function readSpec(file: string | undefined, stage: string | undefined, seed: string | undefined) {
  const given: unknown = file === undefined ? {} : JSON.parse(await readFile(fileAt(file), 'utf8'))
  const asked = { ...(stage && { stage: stage.toUpperCase() as SnapshotStage }), ...(seed && { seed: Number(seed) }) }
  const spec = snapshotSpecSchema.safeParse({ stage: 'RESPONSE', seed: 1, ...(given as object), ...asked })
  if (spec.success) return spec.data
  const issue = spec.error.issues[0]!
  throw new UsageError(`What is chosen is not as it should be: ${issue.path.join('.')}: ${issue.message}.`)
}

async function show({ ctx }: Opened, project: FoundProject, { positionals }: Invocation): Promise<Outcome> {
  return describe(await requireSnapshot(ctx, project.id, positionals[1]), project)
}

async function freeze({ ctx }: Opened, project: FoundProject, { positionals, say }: Invocation): Promise<Outcome> {
  const { id, number } = await requireSnapshot(ctx, project.id, positionals[1])
  await freezeSnapshot(ctx, { snapshotId: id })
  say('Freezing …')
  await sayBuild(ctx, id, say, buildSnapshot(ctx, id))
  return describe(await requireSnapshot(ctx, project.id, number), project)
}

async function compare({ ctx }: Opened, project: FoundProject, { positionals }: Invocation): Promise<Outcome> {
  const one = await requireSnapshot(ctx, project.id, positionals[1])
  const other = await requireSnapshot(ctx, project.id, positionals[2])
  const asked = { projectId: project.id, one: one.id, other: other.id, after: null, limit: 100 }
  const found = await compareSnapshots(ctx, asked)
  const counts = found?.counts ?? {}
  const text = Object.entries(counts).map(([what, n]) => `${what.toLowerCase()}: ${n}`)
  return { data: { one: one.number, other: other.number, counts, first: found?.rows ?? [] }, text: text.join('\n') }
}

function describe(snapshot: SnapshotDetail, project: FoundProject): Outcome {
  const { number, name, status, stage, rows, hash, spec, report, error } = snapshot
  const left = Object.entries(report?.left ?? {}).map(([reason, n]) => ({
    reason,
    words: isExclusion(reason) ? EXCLUSION_WORDS[reason] : reason,
    count: n,
  }))
  const lines = [
    `Snapshot ${number}, ${status.toLowerCase()}: ${name}`,
    `${plural(rows, 'row')} of ${plural(report?.items ?? 0, 'item')}`,
    ...left.map(({ words, count }) => `  ${count} left out: ${words}`),
    ...(hash ? [`sha256 ${hash}`] : []),
    ...(error ? [error] : []),
  ]
  return {
    ok: status !== 'FAILED',
    data: { project: project.slug, number, name, status, stage, rows, hash, spec, report, left },
    text: lines.join('\n'),
  }
}
