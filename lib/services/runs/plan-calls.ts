import { expectedOf } from '@/lib/core/compliance/labels'
import type { ItemStage } from '@/lib/core/item/lists'
import type { GenerationParams, RunTargets } from '@/lib/core/run/options'
import type { RunTask } from '@/lib/core/run/targets'
import { type LeftOutWhy, TASK_TARGETS } from '@/lib/core/run/targets'
import { hash, pickTools } from '@/lib/core/run/tool-space'
import type { Tx } from '@/lib/data/client'
import type { Actor } from '../context'
import { ServiceError } from '../errors'
import { type Candidate, findCandidates } from './find-candidates'

/** One call of a run that is to be. */
export interface PlannedCall {
  categoryId: string | null
  itemId: string | null
  revisionId: string | null
  params: GenerationParams
}

export interface RunPlan {
  /** Categories or items that it is about. */
  targets: number
  calls: PlannedCall[]
  /** Texts that are put before reviewers again unchanged, as a control; among `calls`, and no call to a model. */
  controls: number
  leftOut: Partial<Record<LeftOutWhy, number>>
}

export interface PlanInput {
  projectId: string
  task: RunTask
  targets: RunTargets
  samples: number
  seed: number
  controlShare: number
  fromStep?: number | null
  reason?: string
}

/** Calls of one run, at most: more is another run. */
export const MAX_RUN_CALLS = 100_000

/** What a run would be about, right now: its calls in their order, and what was left out and why. Seeded: the same input, the same plan. */
export async function planCalls(tx: Tx, actor: Actor, input: PlanInput): Promise<RunPlan> {
  const { on } = TASK_TARGETS[input.task]
  const plan = on === 'CATEGORY' ? await planCategories(tx, input) : await planItems(tx, actor, input, on)
  if (plan.calls.length > MAX_RUN_CALLS) {
    const message = `That is ${plan.calls.length} calls; a run has at most ${MAX_RUN_CALLS}. Nothing was started.`
    throw new ServiceError('too_large', message)
  }
  return plan
}

async function planCategories(tx: Tx, { projectId, targets, samples }: PlanInput): Promise<RunPlan> {
  if (targets.kind !== 'CATEGORIES')
    throw new ServiceError('invalid', 'This task makes chains for subcategories: choose some.')
  const ids = targets.categoryIds
  const leaves = await tx.category.findMany({
    where: {
      projectId,
      archivedAt: null,
      children: { none: {} },
      OR: [{ id: { in: ids } }, { parentId: { in: ids } }],
    },
    orderBy: [{ parent: { position: 'asc' } }, { position: 'asc' }, { id: 'asc' }],
    select: { id: true },
  })
  const calls = leaves.flatMap(({ id }) =>
    samplesOf(samples).map((sample) => ({ categoryId: id, itemId: null, revisionId: null, params: { sample } })),
  )
  return { targets: leaves.length, calls, controls: 0, leftOut: {} }
}

async function planItems(tx: Tx, actor: Actor, input: PlanInput, stage: ItemStage): Promise<RunPlan> {
  const { targets, projectId } = input
  if (targets.kind === 'CATEGORIES') throw new ServiceError('invalid', 'This task is about items: choose some.')
  const chosen = targets.kind === 'ITEMS' ? { itemIds: targets.itemIds } : { filter: targets.filter }
  const candidates = await findCandidates(tx, actor, { projectId, stage, text: TASK_TARGETS[input.task].text }, chosen)
  const offers = await loadOffers(tx, projectId)
  const leftOut: RunPlan['leftOut'] = {}
  const seen = new Set<string>()
  const calls: PlannedCall[] = []
  let taken = 0
  for (const candidate of candidates) {
    const planned = planItem(input, candidate, offers, seen)
    if (typeof planned === 'string') leftOut[planned] = (leftOut[planned] ?? 0) + 1
    else {
      taken += 1
      calls.push(...planned)
    }
  }
  return { targets: taken, calls, controls: calls.filter(({ params }) => params.control).length, leftOut }
}

type Offers = ReadonlyMap<string, string[]>

/** By capability: the tools that have a schema. */
async function loadOffers(tx: Tx, projectId: string): Promise<Offers> {
  const rows = await tx.$queryRaw<{ capability: string; tools: string[] }[]>`
    select c.name as capability, array_agg(t.name order by t.name) as tools
    from tools t join capabilities c on c.id = t.capability_id
    where t.project_id = ${projectId}::uuid and t.schema is not null group by 1`
  return new Map(rows.map(({ capability, tools }) => [capability, tools]))
}

function planItem(
  input: PlanInput,
  candidate: Candidate,
  offers: Offers,
  seen: Set<string>,
): PlannedCall[] | LeftOutWhy {
  const { intents, text, expected } = TASK_TARGETS[input.task]
  if (candidate.quarantined) return 'quarantined'
  if (candidate.flagged) return 'flagged'
  if (expected !== null) return planExpected(input, candidate)
  if (text === 'ACCEPTED') return planInstructions(input, candidate, offers, seen)
  if (text === 'REJECTED') return planRegeneration(input, candidate, offers)
  if (!candidate.currentRevisionId) return 'withoutText'
  if (intents && !intents.includes(candidate.intent)) return 'otherIntent'
  const { categoryId, itemId, currentRevisionId: revisionId, intent } = candidate
  return samplesOf(input.samples).map((sample) => ({ categoryId, itemId, revisionId, params: { sample, intent } }))
}

/**
 * Tasks for which it matters what an agent should do. Nothing that is to be refused is ever planned to be carried out, and
 * nothing at all for a borderline text that is not settled.
 */
function planExpected(input: PlanInput, candidate: Candidate): PlannedCall[] | LeftOutWhy {
  const { expected: wanted, text } = TASK_TARGETS[input.task]
  const { intent, split, categoryId, itemId } = candidate
  const revisionId = text === 'ACCEPTED' ? candidate.acceptedRevisionId : candidate.currentRevisionId
  if (!revisionId) return text === 'ACCEPTED' ? 'notAccepted' : 'withoutText'
  // Those who may still judge it read it as not settled.
  if (intent === 'BORDERLINE' && candidate.beingJudged && text === 'ACCEPTED') return 'beingJudged'
  const expected = expectedOf(intent, split)
  if (expected === null) return 'unsplit'
  if (wanted !== 'EITHER' && wanted !== expected) return expected === 'REFUSE' ? 'neverCarriedOut' : 'neverRefused'
  const params = { intent, expected }
  if (text === 'REJECTED') return planAttempt(input, candidate, { ...params, sample: 1 })
  return samplesOf(input.samples).map((sample) => ({ categoryId, itemId, revisionId, params: { ...params, sample } }))
}

/** A response that failed, is stale, or was found to be an error or cut off; or any that a person gives a reason for. */
function planAttempt(
  { seed, controlShare, fromStep, reason }: PlanInput,
  candidate: Candidate,
  params: GenerationParams,
): PlannedCall[] | LeftOutWhy {
  const { categoryId, itemId, currentRevisionId, stale, newParentRevisionId } = candidate
  if (candidate.beingJudged) return 'beingJudged'
  if (candidate.inRun) return 'inAnotherRun'
  if (candidate.verdict !== 'FAILED' && !stale && !candidate.again && !reason) return 'notRejected'
  const target = { categoryId, itemId, revisionId: currentRevisionId }
  if (!stale && !reason && hash(`${seed} ${currentRevisionId} control`) / 2 ** 32 < controlShare)
    return [{ ...target, params: { ...params, control: true } }]
  const more: Partial<GenerationParams> = {
    ...(stale && newParentRevisionId && { parentRevisionId: newParentRevisionId }),
    ...(typeof fromStep === 'number' && { from: fromStep }),
    ...(reason && { reason }),
  }
  return [{ ...target, params: { ...params, ...more } }]
}

/**
 * Benign and borderline instructions are made from distinct step sequences, since they say nothing of the category
 * (AgentAlign de-duplicates the step tuples, arXiv 2505.23020, §3.3): the chain with the lowest number stands for all.
 */
function planInstructions(
  { task, samples, seed }: PlanInput,
  { itemId, categoryId, acceptedRevisionId, stepKey }: Candidate,
  offers: Offers,
  seen: Set<string>,
): PlannedCall[] | LeftOutWhy {
  const intent = TASK_TARGETS[task].intents![0]!
  if (!acceptedRevisionId) return 'notAccepted'
  if (intent !== 'HARMFUL' && seen.has(stepKey)) return 'sameSequence'
  const steps = offersOf(stepKey, offers)
  if (!pickTools(steps, seed, stepKey, 0)) return 'noTools'
  seen.add(stepKey)
  return samplesOf(samples).map((sample) => ({
    ...{ categoryId, itemId, revisionId: acceptedRevisionId },
    params: { sample, intent, tools: pickTools(steps, seed, itemId, sample - 1)! },
  }))
}

function planRegeneration(
  { task, seed, controlShare }: PlanInput,
  candidate: Candidate,
  offers: Offers,
): PlannedCall[] | LeftOutWhy {
  const { itemId, categoryId, currentRevisionId, intent, newParentRevisionId, parentStepKey, stepKey } = candidate
  if (!currentRevisionId) return 'withoutText'
  if (candidate.beingJudged) return 'beingJudged'
  if (candidate.inRun) return 'inAnotherRun'
  if (candidate.verdict !== 'FAILED' && !candidate.stale) return 'notRejected'
  const target = { categoryId, itemId, revisionId: currentRevisionId }
  if (!candidate.stale && hash(`${seed} ${currentRevisionId} control`) / 2 ** 32 < controlShare)
    return [{ ...target, params: { sample: 1, intent, control: true } }]
  const params: GenerationParams = { sample: 1, intent }
  if (task === 'regenerate-instruction' && newParentRevisionId) {
    params.parentRevisionId = newParentRevisionId
    if (parentStepKey && parentStepKey !== stepKey) {
      const tools = pickTools(offersOf(parentStepKey, offers), seed, itemId, 0)
      if (!tools) return 'noTools'
      params.tools = tools
    }
  }
  return [{ ...target, params }]
}

const samplesOf = (n: number) => Array.from({ length: n }, (_, index) => index + 1)
const offersOf = (stepKey: string, offers: Offers) => stepKey.split(' > ').map((step) => offers.get(step) ?? [])
